import assert from 'node:assert/strict';
import {
  CodeActionKind,
  type Diagnostic,
  FileChangeType,
  LSPErrorCodes,
  ProgressType,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { ruleDocumentation } from '../../server/src/core/rule';
import { createMemoryFileSystem, type MemoryFileSystem } from '../harness/memory-file-system';
import { type ClientOptions, connectInProcess, EDITOR_CAPABILITIES, eventually, type TestClient } from './test-client';
import { createWordEngine, WORD_RULE, type WordEngine } from './word-engine';

const FOLDER = 'file:///app';
const URI = 'file:///app/a.ts';

describe('the language server', () => {
  let client: TestClient;
  let engine: WordEngine;
  let fileSystem: MemoryFileSystem;

  async function start(options: ClientOptions = {}, files: Readonly<Record<string, string>> = {}): Promise<void> {
    fileSystem = createMemoryFileSystem(Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text]));
    engine = createWordEngine(fileSystem);
    client = await connectInProcess(
      connected => ({
        ...connected,
        engine,
        fileSystem,
        frontends: [],
        rules: [],
        discoverProject: async roots => ({
          ...{ roots, packages: [], pathAliases: [], databases: [], migrationSets: [] },
        }),
      }),
      { folders: [FOLDER], ...options },
    );
  }

  afterEach(() => client.stop());

  describe('initialize', () => {
    it('offers what the client can use', async () => {
      await start();
      const { capabilities } = client.initializeResult;
      assert.equal(capabilities.positionEncoding, 'utf-16');
      assert.deepEqual(capabilities.diagnosticProvider, {
        identifier: 'sargable',
        interFileDependencies: true,
        workspaceDiagnostics: true,
      });
      assert.deepEqual(capabilities.codeActionProvider, {
        codeActionKinds: ['quickfix', 'source.fixAll.sargable'],
        resolveProvider: true,
      });
      assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
      assert.deepEqual(capabilities.workspace?.workspaceFolders, { supported: true, changeNotifications: true });
    });

    it('asks to be told of files and settings', async () => {
      await start();
      const methods = await eventually(
        'two registrations',
        () => client.registrations.length === 2 && client.registrations.map(({ method }) => method).sort(),
      );
      assert.deepEqual(methods, ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
    });

    it('serves a client that says nothing about itself, without a folder', async () => {
      await start({ folders: [], capabilities: {} });
      assert.equal(client.initializeResult.capabilities.diagnosticProvider, undefined);
      client.open('untitled:Untitled-1', 'typescript', 'slow');
      const published = await eventually('diagnostics', () => client.published.at(-1));
      assert.equal(published.diagnostics.length, 1);
    });

    it('says when it is ready', async () => {
      await start();
      await eventually('ready', () => client.statuses.at(-1)?.state === 'ready');
      assert.equal(client.statuses[0]?.state, 'starting');
    });

    it('says what went wrong when the project cannot be read, and serves all the same', async () => {
      await start();
      await eventually('ready', () => client.statuses.at(-1)?.state === 'ready');
      fileSystem.list = async () => {
        throw new Error('the disk is gone');
      };
      client.filesChanged({ uri: `${FOLDER}/new.ts`, type: FileChangeType.Created });
      const failed = await eventually('failed', () => client.statuses.find(({ state }) => state === 'failed'));
      assert.match(failed.message ?? '', /the disk is gone/);
      client.open(URI, 'typescript', 'slow');
      assert.equal((await client.diagnostics(URI)).length, 1);
    });
  });

  describe('pulled diagnostics', () => {
    it('follow every edit, and are unchanged when nothing that is shown has changed', async () => {
      await start();
      client.open(URI, 'typescript', 'a slow b');
      const first = await client.pull(URI);
      assert.equal(first.kind, 'full');
      client.type(URI, ' b', ' c');
      const second = await client.pull(URI, first.resultId);
      assert.deepEqual(second, { kind: 'unchanged', resultId: first.resultId });
      client.type(URI, 'a ', 'aa\n');
      const third = await client.pull(URI, first.resultId);
      assert.equal(third.kind, 'full');
      assert.deepEqual(third.kind === 'full' && third.items.map(({ range }) => range.start), [
        { line: 1, character: 0 },
      ]);
    });

    it('are about the text as it is when they arrive, not as it was when they were asked for', async () => {
      await start();
      client.open(URI, 'typescript', 'slow');
      let checks = 0;
      engine.beforeCheck = async () => {
        checks += 1;
        if (checks === 1) client.type(URI, 'slow', 'slow slow');
        await new Promise(resolve => setTimeout(resolve, 20));
      };
      const items = await client.diagnostics(URI);
      assert.deepEqual(
        items.map(({ data }) => data.version),
        [2, 2],
      );
    });

    it('never come while typing in vain: a cancelled request ends at once', async () => {
      await start();
      client.open(URI, 'typescript', 'slow');
      let aborted = false;
      engine.beforeCheck = (_, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(signal.reason);
          });
        });
      const { token, cancel } = cancellation();
      const pull = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: URI } }, token);
      setTimeout(cancel, 30);
      await assert.rejects(pull, { code: LSPErrorCodes.RequestCancelled });
      assert.ok(aborted, 'the engine was told');
      engine.beforeCheck = async () => undefined;
      assert.equal((await client.diagnostics(URI)).length, 1);
    });

    it('are empty for one that fails inside, and logged; the next one is answered again', async () => {
      await start();
      client.open(URI, 'typescript', 'slow');
      engine.beforeCheck = async () => {
        throw new Error('a bug');
      };
      assert.deepEqual(await client.diagnostics(URI), []);
      assert.ok(client.logged.some(({ type, message }) => type === 1 && message.includes('a bug')));
      engine.beforeCheck = async () => undefined;
      assert.equal((await client.diagnostics(URI)).length, 1);
    });

    it('come from the file again when the document is closed', async () => {
      await start({}, { 'a.ts': 'slow slow' });
      client.open(URI, 'typescript', 'slow');
      assert.equal((await client.diagnostics(URI)).length, 1);
      client.close(URI);
      assert.equal((await client.diagnostics(URI)).length, 2);
      client.open(URI, 'typescript', 'fast');
      assert.equal((await client.diagnostics(URI)).length, 0);
    });

    it('bring the name back that the client has given the document', async () => {
      const uri = 'file:///app/%5bid%5d/page.ts';
      await start();
      client.open(uri, 'typescript', 'slow');
      const [diagnostic] = await client.diagnostics(uri);
      const [action] = await client.codeActions(uri, diagnostic!.range, { diagnostics: [diagnostic!] });
      const { edit } = await client.resolve(action!);
      assert.deepEqual(
        edit?.documentChanges?.map(change => 'textDocument' in change && change.textDocument),
        [{ uri, version: 1 }],
      );
    });

    it('are asked for again when an edit reaches another open document, and not when it does not', async () => {
      await start();
      const other = 'file:///app/b.ts';
      client.open(URI, 'typescript', 'slow');
      client.open(other, 'typescript', 'slow');
      await client.pull(URI);
      await client.pull(other);
      client.type(URI, 'slow', 'fast');
      await client.pull(URI);
      await new Promise(resolve => setTimeout(resolve, 400));
      assert.equal(client.refreshes, 0);
      const { checkFile } = engine;
      engine.checkFile = async (uri, signal) => ({ ...(await checkFile(uri, signal)), resultId: 'another' });
      client.type(URI, 'fast', 'slow');
      await eventually('a refresh', () => client.refreshes === 1);
    });
  });

  describe('pushed diagnostics', () => {
    const { diagnostic: _, ...textDocument } = EDITOR_CAPABILITIES.textDocument ?? {};
    const capabilities = { ...EDITOR_CAPABILITIES, textDocument };

    it('go to clients that cannot pull, once typing pauses, and are taken back when a document is closed', async () => {
      await start({ capabilities });
      client.open(URI, 'typescript', 'fast');
      client.type(URI, 'fast', 'slow');
      client.type(URI, 'slow', 'slow slow');
      const first = await eventually('diagnostics', () => client.published[0]);
      assert.equal(first.version, 3);
      assert.equal(first.diagnostics.length, 2);
      client.close(URI);
      const last = await eventually('empty diagnostics', () => client.published[1]);
      assert.deepEqual(last, { uri: URI, diagnostics: [] });
    });

    it('never go to clients that pull', async () => {
      await start();
      client.open(URI, 'typescript', 'slow');
      await client.diagnostics(URI);
      await new Promise(resolve => setTimeout(resolve, 400));
      assert.deepEqual(client.published, []);
    });
  });

  describe('workspace diagnostics', () => {
    const files = { 'a.ts': 'slow', 'b.ts': 'fast', 'c.ts': 'slow slow' };

    it('name every file with findings', async () => {
      await start({}, files);
      const { items } = await client.pullWorkspace();
      assert.deepEqual(
        items.map(item => [item.uri, item.version, item.kind === 'full' && item.items.length]),
        [
          [`${FOLDER}/a.ts`, null, 1],
          [`${FOLDER}/c.ts`, null, 2],
        ],
      );
    });

    it('are unchanged where nothing is new, and taken back where nothing is left', async () => {
      await start({}, files);
      const { items } = await client.pullWorkspace();
      client.open(URI, 'typescript', 'fast');
      const again = await client.pullWorkspace(items);
      assert.deepEqual(again.items.map(item => [item.uri, item.kind === 'full' ? item.items : item.kind]).sort(), [
        [`${FOLDER}/a.ts`, []],
        [`${FOLDER}/c.ts`, 'unchanged'],
      ]);
      const third = await client.pullWorkspace(again.items);
      assert.ok(third.items.every(({ kind }) => kind === 'unchanged'));
    });

    it('come in parts, with progress, and later only when there is news', async () => {
      await start({}, Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.ts`, 'slow'])));
      const parts: WorkspaceDiagnosticReport[] = [];
      const progress: string[] = [];
      client.connection.onProgress(
        new ProgressType<WorkspaceDiagnosticReport>(),
        'parts',
        part => void parts.push(part),
      );
      client.connection.onProgress(
        new ProgressType<{ kind: string }>(),
        'progress',
        ({ kind }) => void progress.push(kind),
      );
      const ask = (previousResultIds: unknown[]) =>
        client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
          previousResultIds,
          partialResultToken: 'parts',
          workDoneToken: 'progress',
        });
      assert.deepEqual(await ask([]), { items: [] });
      assert.deepEqual(progress, ['begin', 'end']);
      const known = parts.flatMap(({ items }) => items);
      assert.equal(known.length, 50);
      assert.ok(parts.length > 1, 'in several parts');
      parts.length = 0;
      let answered = false;
      const second = ask(known.map(({ uri, resultId }) => ({ uri, value: resultId }))).then(() => {
        answered = true;
      });
      await new Promise(resolve => setTimeout(resolve, 100));
      assert.equal(answered, false, 'nothing is new');
      client.open(`${FOLDER}/f7.ts`, 'typescript', 'fast');
      await second;
      const news = parts.flatMap(({ items }) => items).filter(({ kind }) => kind === 'full');
      assert.deepEqual(
        news.map(({ uri, version }) => [uri, version]),
        [[`${FOLDER}/f7.ts`, 1]],
      );
    });

    it('can be cancelled while they wait for news', async () => {
      await start({}, files);
      const ask = (token = cancellation().token) =>
        client.connection.sendRequest(
          'workspace/diagnostic',
          { previousResultIds: [], partialResultToken: 'parts' },
          token,
        );
      await client.pullWorkspace();
      const known = (await client.pullWorkspace()).items;
      const { token, cancel } = cancellation();
      const waiting = client.connection.sendRequest(
        'workspace/diagnostic',
        {
          previousResultIds: known.map(({ uri, resultId }) => ({ uri, value: resultId })),
          partialResultToken: 'parts',
        },
        token,
      );
      setTimeout(cancel, 30);
      await assert.rejects(waiting, { code: LSPErrorCodes.RequestCancelled });
      await ask();
    });

    it('give the command its counts, and the status', async () => {
      await start({}, files);
      const counts = { files: 2, error: 0, warning: 3, info: 0, hint: 0 };
      assert.deepEqual(await client.connection.sendRequest('sargable/checkWorkspace'), {
        outcome: 'checked',
        counts,
        unreadableFiles: 0,
      });
      await eventually('the counts', () => client.statuses.at(-1)?.counts);
      assert.deepEqual(client.statuses.at(-1), { state: 'ready', counts });
    });
  });

  describe('a hover', () => {
    it('explains a rule once where two findings of it meet', async () => {
      await start();
      client.open(URI, 'typescript', 'slowslow');
      assert.equal((await client.diagnostics(URI)).length, 2);
      const hover = await client.hover(URI, { line: 0, character: 4 });
      assert.deepEqual(hover?.contents, {
        kind: 'markdown',
        value: `**${WORD_RULE}**\n\n[Read more about ${WORD_RULE}](${ruleDocumentation(WORD_RULE)})`,
      });
    });

    it('is plain text for a client that shows no other', async () => {
      await start({ capabilities: {} });
      client.open(URI, 'typescript', 'slow');
      const hover = await client.hover(URI, { line: 0, character: 0 });
      assert.deepEqual(hover?.contents, {
        kind: 'plaintext',
        value: `${WORD_RULE}\n\nRead more about ${WORD_RULE}: ${ruleDocumentation(WORD_RULE)}`,
      });
    });
  });

  describe('code actions', () => {
    async function actionsFor(text: string, capabilities = EDITOR_CAPABILITIES) {
      await start({ capabilities });
      client.open(URI, 'typescript', text);
      const diagnostics = await client.diagnostics(URI);
      const [diagnostic] = diagnostics as [Diagnostic];
      return { diagnostic, actions: await client.codeActions(URI, diagnostic.range, { diagnostics: [diagnostic] }) };
    }

    it('have their edit only when one is chosen', async () => {
      const { diagnostic, actions } = await actionsFor('a slow one');
      const [fix, ...others] = actions;
      assert.equal(fix?.title, 'Make it fast');
      assert.equal(fix.kind, CodeActionKind.QuickFix);
      assert.equal(fix.isPreferred, true);
      assert.deepEqual(fix.diagnostics, [diagnostic]);
      assert.ok(actions.every(({ edit }) => edit === undefined));
      assert.deepEqual(
        others.map(({ title, isPreferred }) => [title, isPreferred]),
        [
          [`Ignore ${WORD_RULE} on this line`, undefined],
          ['Fix everything that is safe to fix (Sargable)', undefined],
        ],
      );
      const { edit } = await client.resolve(fix);
      assert.ok(edit);
      client.apply(edit);
      assert.equal(client.text(URI), 'a fast one');
      assert.deepEqual(await client.diagnostics(URI), []);
    });

    it('are refused when the document has changed since they were offered', async () => {
      const { actions } = await actionsFor('a slow one');
      client.type(URI, 'a ', 'a very ');
      const resolved = await client.resolve(actions[0]!);
      assert.equal(resolved.edit, undefined);
      await eventually('a message', () => client.shown.some(({ message }) => message.includes('has changed')));
    });

    it('are found for a diagnostic of an older version whose finding is still there', async () => {
      const { diagnostic } = await actionsFor('a slow one');
      client.type(URI, 'one', 'two');
      const [fix] = await client.codeActions(URI, diagnostic.range, { diagnostics: [diagnostic] });
      const { edit } = await client.resolve(fix!);
      client.apply(edit!);
      assert.equal(client.text(URI), 'a fast two');
    });

    it('tell why a fix is declined', async () => {
      const { actions } = await actionsFor('a slow one');
      engine.resolveFix = async () => ({ declined: 'It would change the result.' });
      assert.equal((await client.resolve(actions[0]!)).edit, undefined);
      await eventually('the reason', () => client.shown.some(({ message }) => message.includes('change the result')));
    });

    it('fix all of a file at once on request', async () => {
      await actionsFor('slow and slow');
      const context = { diagnostics: [], only: [CodeActionKind.SourceFixAll] };
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const actions = await client.codeActions(URI, range, context);
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        ['source.fixAll.sargable'],
      );
      client.apply((await client.resolve(actions[0]!)).edit!);
      assert.equal(client.text(URI), 'fast and fast');
      assert.deepEqual(await client.codeActions(URI, range, context), []);
    });

    it('carry their edits at once for clients that do not resolve, unversioned where those are not understood', async () => {
      const { actions } = await actionsFor('a slow one', {
        textDocument: { diagnostic: {}, codeAction: {} },
      });
      assert.deepEqual(actions[0]?.edit, {
        changes: {
          [URI]: [{ range: { start: { line: 0, character: 2 }, end: { line: 0, character: 6 } }, newText: 'fast' }],
        },
      });
      assert.ok(actions.every(({ data }) => data === undefined));
    });

    it('are found by rule and range for clients that lose the data', async () => {
      const { diagnostic } = await actionsFor('a slow one');
      const { data: _, ...bare } = diagnostic;
      const [fix] = await client.codeActions(URI, bare.range, { diagnostics: [bare] });
      assert.equal(fix?.title, 'Make it fast');
    });

    it('leave the diagnostics of others alone', async () => {
      const { diagnostic } = await actionsFor('a slow one');
      const others = [{ ...diagnostic, source: 'eslint' }];
      const context = { diagnostics: others, only: [CodeActionKind.QuickFix] };
      assert.deepEqual(await client.codeActions(URI, diagnostic.range, context), []);
    });
  });

  describe('settings', () => {
    it('come from the user, from project files and from folders, each with its own weight', async () => {
      const user = { rules: { [WORD_RULE]: 'hint' }, enable: true, trace: { server: 'off' } };
      await start(
        {
          settings: new Map<string, unknown>([
            ['', user],
            [FOLDER, { rules: { [WORD_RULE]: 'error' } }],
          ]),
        },
        { 'sargable.config.json': '{ "ignore": ["x"] }' },
      );
      await eventually('the layers', () => engine.layers.length === 3);
      assert.deepEqual(engine.layers, [
        { source: 'user', value: { rules: { [WORD_RULE]: 'hint' } } },
        { source: 'folder', folder: FOLDER, value: { rules: { [WORD_RULE]: 'error' } } },
        {
          source: 'project-file',
          folder: FOLDER,
          origin: `${FOLDER}/sargable.config.json`,
          text: '{ "ignore": ["x"] }',
          value: undefined,
        },
      ]);
    });

    it("of a client that answers alike for every scope are the user's alone", async () => {
      const settings = { rules: { [WORD_RULE]: 'hint' } };
      await start({
        settings: new Map([
          ['', settings],
          [FOLDER, { ...settings }],
        ]),
      });
      await eventually('the layer', () => engine.layers.length > 0);
      assert.deepEqual(engine.layers, [{ source: 'user', value: settings }]);
    });

    it('are asked for again when they change, and open documents are pulled again', async () => {
      await start();
      await eventually('ready', () => client.statuses.at(-1)?.state === 'ready');
      const before = client.refreshes;
      client.settings.set('', { enable: false });
      client.configurationChanged();
      await eventually('the layer', () => JSON.stringify(engine.layers).includes('"ignore":["**"]'));
      await eventually('a refresh', () => client.refreshes > before);
    });

    it('switched off for one folder leave the others on', async () => {
      const other = 'file:///other';
      await start({ folders: [FOLDER, other], settings: new Map([[other, { enable: false }]]) });
      await eventually('the layers', () => engine.layers.length > 0);
      assert.deepEqual(
        engine.layers.filter(({ source }) => source === 'folder'),
        [{ source: 'folder', folder: other, value: { ignore: ['**'] } }],
      );
    });

    it('in an open configuration file count as they are typed', async () => {
      await start({}, { 'sargable.config.json': '{}' });
      const uri = `${FOLDER}/sargable.config.json`;
      await eventually('the layer', () => engine.layers.some(({ text }) => text === '{}'));
      client.open(uri, 'jsonc', '{}');
      client.type(uri, '{}', '{ "ignore": [] }');
      await eventually('the new text', () => engine.layers.some(({ text }) => text === '{ "ignore": [] }'));
    });
  });

  describe('folders and files', () => {
    it('come and go', async () => {
      const other = 'file:///other';
      await start({}, { 'a.ts': 'slow' });
      fileSystem.files.set(`${other}/b.ts`, 'slow');
      const uris = async () => (await client.pullWorkspace()).items.map(({ uri }) => uri);
      assert.deepEqual(await uris(), [`${FOLDER}/a.ts`]);
      const change = (event: unknown) =>
        client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      await change({ added: [{ uri: `${other}/`, name: 'other' }], removed: [] });
      for (let both: string[] = []; both.length !== 2; ) both = await uris();
      await change({ added: [], removed: [{ uri: FOLDER, name: 'app' }] });
      for (let one: string[] = []; one[0] !== `${other}/b.ts` || one.length > 1; ) one = await uris();
    });

    it('of virtual file systems are not listed', async () => {
      await start({ folders: ['vscode-vfs://github/app'] });
      fileSystem.files.set('vscode-vfs://github/app/a.ts', 'slow');
      await eventually('ready', () => client.statuses.at(-1)?.state === 'ready');
      assert.deepEqual((await client.pullWorkspace()).items, []);
    });
  });

  describe('whatever it is sent', () => {
    it('answers the next request', async () => {
      await start();
      const { connection } = client;
      client.open(URI, 'typescript', 'slow');
      const odd: readonly unknown[] = [
        undefined,
        null,
        {},
        [],
        'text',
        { textDocument: null },
        { textDocument: { uri: 5 } },
      ];
      const requests = [
        'textDocument/diagnostic',
        'workspace/diagnostic',
        'textDocument/hover',
        'textDocument/codeAction',
      ];
      for (const params of odd) {
        for (const method of [...requests, 'codeAction/resolve', 'sargable/unknown']) {
          await connection.sendRequest(method, params).catch(() => undefined);
        }
        for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) {
          await connection.sendNotification(`textDocument/${method}`, params);
        }
        await connection.sendNotification('workspace/didChangeWatchedFiles', params);
        await connection.sendNotification('workspace/didChangeWorkspaceFolders', params);
      }
      assert.equal((await client.diagnostics(URI)).length, 1);
    });

    it('survives the change of a document that is not open', async () => {
      await start();
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: URI, version: 5 },
        contentChanges: [{ text: 'slow' }],
      });
      assert.deepEqual(await client.diagnostics(URI), []);
    });
  });
});

function cancellation() {
  const listeners = new Set<(event: unknown) => void>();
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: (event: unknown) => void) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
  return {
    token,
    cancel() {
      token.isCancellationRequested = true;
      for (const listener of listeners) listener(undefined);
    },
  };
}
