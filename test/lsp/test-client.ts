import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type FileChangeType,
  type Hover,
  type InitializeResult,
  type LogMessageParams,
  type MessageReader,
  type MessageWriter,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { createConnectionLogger } from '../../server/src/lsp/connection-logger';
import { startLanguageServer } from '../../server/src/lsp/language-server';
import type { InitializationOptions, ServerStatus } from '../../server/src/lsp/protocol';
import type { LanguageServerDependencies } from '../../server/src/lsp/session';

/** An editor without a screen. It keeps its documents as an editor does: edits arrive as changes of a new version. */
export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initializeResult: InitializeResult;
  readonly published: PublishDiagnosticsParams[];
  readonly logged: LogMessageParams[];
  readonly shown: ShowMessageParams[];
  readonly statuses: ServerStatus[];
  readonly registrations: Registration[];
  /** What the client answers for `workspace/configuration`, by folder; `''` for the user's own settings. */
  readonly settings: Map<string, unknown>;
  refreshes: number;
  open(uri: string, languageId: string, text: string): void;
  /** Replaces the first occurrence of `search`, as typing it would. */
  type(uri: string, search: string, replacement: string): void;
  close(uri: string): void;
  text(uri: string): string;
  version(uri: string): number;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** The diagnostics of a document, pulled anew. */
  diagnostics(uri: string): Promise<Diagnostic[]>;
  pullWorkspace(previous?: readonly WorkspaceDocumentDiagnosticReport[]): Promise<WorkspaceDiagnosticReport>;
  codeActions(uri: string, range: Range, context: CodeActionContext): Promise<CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  /** Applies the edits to open documents; gives the new texts of all others, created ones included. */
  apply(edit: WorkspaceEdit): Map<string, readonly TextEdit[]>;
  hover(uri: string, position: Position): Promise<Hover | null>;
  filesChanged(...changes: readonly { readonly uri: string; readonly type: FileChangeType }[]): void;
  configurationChanged(): void;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  readonly settings?: ReadonlyMap<string, unknown>;
}

/** What VS Code says it can do, as far as the server looks. */
export const EDITOR_CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { dataSupport: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] } },
    publishDiagnostics: { relatedInformation: true },
  },
  window: { workDoneProgress: true },
};

/** A server in this process, and a client that talks to it through streams. */
export async function connectInProcess(
  createDependencies: (
    partial: Pick<LanguageServerDependencies, 'connection' | 'logger'>,
  ) => LanguageServerDependencies,
  options: ClientOptions = {},
): Promise<TestClient> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startLanguageServer(createDependencies({ connection, logger: createConnectionLogger(connection) }));
  const client = await connect(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), options);
  return Object.assign(client, {
    async stop() {
      // Without the exit notification, which would end the tests' own process.
      await client.connection.sendRequest('shutdown');
      client.connection.dispose();
      connection.dispose();
    },
  });
}

export async function connect(
  reader: MessageReader,
  writer: MessageWriter,
  options: ClientOptions = {},
): Promise<TestClient> {
  const connection = createProtocolConnection(reader, writer);
  const documents = new Map<string, TextDocument>();
  const record = { published: [], logged: [], shown: [], statuses: [], registrations: [] } as Pick<
    TestClient,
    'published' | 'logged' | 'shown' | 'statuses' | 'registrations'
  >;
  const settings = new Map(options.settings);
  connection.onNotification('textDocument/publishDiagnostics', params => void record.published.push(params));
  connection.onNotification('window/logMessage', params => void record.logged.push(params));
  connection.onNotification('window/showMessage', params => void record.shown.push(params));
  connection.onNotification('sargable/status', status => void record.statuses.push(status));
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    record.registrations.push(...registrations);
  });
  connection.onRequest('window/workDoneProgress/create', () => undefined);
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
    items.map(({ scopeUri }) => settings.get(scopeUri ?? '') ?? null),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => {
    client.refreshes += 1;
  });
  connection.listen();
  const folders = options.folders ?? [];
  const initializeResult: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map(uri => ({ uri, name: uri })),
    capabilities: options.capabilities ?? EDITOR_CAPABILITIES,
    initializationOptions: options.initializationOptions,
  });
  const notify = (method: string, params: unknown) => void connection.sendNotification(method, params);

  function documentOf(uri: string): TextDocument {
    const document = documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  function edit(uri: string, edits: readonly TextEdit[]): void {
    const before = documentOf(uri);
    const version = before.version + 1;
    documents.set(
      uri,
      TextDocument.create(uri, before.languageId, version, TextDocument.applyEdits(before, [...edits])),
    );
    // From the last to the first, so that each range counts in the text that the ones before it have left.
    const contentChanges = [...edits]
      .sort((a, b) => before.offsetAt(b.range.start) - before.offsetAt(a.range.start))
      .map(({ range, newText }) => ({ range, text: newText }));
    notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  const client: TestClient = {
    connection,
    initializeResult,
    ...record,
    settings,
    refreshes: 0,
    open(uri, languageId, text) {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    type(uri, search, replacement) {
      const document = documentOf(uri);
      const at = document.getText().indexOf(search);
      if (at < 0) throw new Error(`${uri} does not contain ${search}`);
      const range = { start: document.positionAt(at), end: document.positionAt(at + search.length) };
      edit(uri, [{ range, newText: replacement }]);
    },
    close(uri) {
      documents.delete(uri);
      notify('textDocument/didClose', { textDocument: { uri } });
    },
    text: uri => documentOf(uri).getText(),
    version: uri => documentOf(uri).version,
    pull: (uri, previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId }),
    async diagnostics(uri) {
      const report = await client.pull(uri);
      if (report.kind !== 'full') throw new Error('a pull without a previous result must be full');
      return report.items;
    },
    pullWorkspace: (previous = []) =>
      connection.sendRequest('workspace/diagnostic', {
        previousResultIds: previous.map(({ uri, resultId }) => ({ uri, value: resultId })),
      }),
    codeActions: async (uri, range, context) =>
      (await connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context })) ?? [],
    resolve: action => connection.sendRequest('codeAction/resolve', action),
    apply({ changes, documentChanges }) {
      const others = new Map<string, readonly TextEdit[]>();
      const applyTo = (uri: string, edits: readonly TextEdit[]) =>
        documents.has(uri) ? edit(uri, edits) : void others.set(uri, edits);
      for (const [uri, edits] of Object.entries(changes ?? {})) applyTo(uri, edits);
      for (const change of documentChanges ?? []) {
        if (!TextDocumentEdit.is(change)) continue;
        const { uri, version } = change.textDocument;
        if (version !== null && version !== documentOf(uri).version)
          throw new Error(`the edit is for version ${version}`);
        applyTo(
          uri,
          change.edits.map(each => {
            if (!('newText' in each)) throw new Error('no snippets');
            return each;
          }),
        );
      }
      return others;
    },
    hover: (uri, position) => connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }),
    filesChanged: (...changes) => notify('workspace/didChangeWatchedFiles', { changes }),
    configurationChanged: () => notify('workspace/didChangeConfiguration', { settings: null }),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
  notify('initialized', {});
  return client;
}

/** Waits for what no request answers: notifications, registrations, refreshes. */
export async function eventually<T>(what: string, read: () => T | undefined | false, patience = 5000): Promise<T> {
  for (const deadline = Date.now() + patience; ; await new Promise(resolve => setTimeout(resolve, 10))) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`after ${patience} ms still not: ${what}`);
  }
}
