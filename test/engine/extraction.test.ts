import assert from 'node:assert/strict';
import type { ExtractInput, Extraction, Frontend } from '../../server/src/core/frontend';
import type { EngineDependencies, FileReport } from '../../server/src/engine/engine';
import { prismaFrontend } from '../../server/src/frontends/prisma/index';
import { typescriptFrontend } from '../../server/src/frontends/typescript/index';
import { fakeRule } from '../harness/fake-rule';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { prismaModel, prismaProject } from '../harness/prisma-project';
import { createTestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const never = new AbortController().signal;

const FILES: Readonly<Record<string, string>> = {
  'schema.prisma': prismaModel('User'),
  'client.ts': "import { PrismaClient } from '@prisma/client';\nexport const client = new PrismaClient();\n",
  // Says nothing of databases itself; whoever imports it has to read it.
  'door.ts': "export * from './client';\n",
  'other.ts': 'export const unrelated = 1;\n',
  'users.ts':
    "import { client } from './door';\nexport const first = (id: number) => client.user.findFirst({ where: { id } });\n",
};

const queryRule = fakeRule('fake/query', {
  scope: 'query',
  check: query => [{ at: query.place, message: `${query.handle.name} ${query.operation}`, data: {} }],
});

/** A front end that notes what it is asked. */
function watch(frontend: Frontend) {
  const asked: { path: string; text: string; previous: Extraction | undefined }[] = [];
  const watched: Frontend = {
    ...frontend,
    extract(input: ExtractInput, previous?: Extraction) {
      asked.push({ path: input.uri.slice(ROOT.length + 1), text: input.text, previous });
      return { ...frontend.extract(input, previous), state: { of: input.text } };
    },
  };
  return {
    watched,
    asked,
    paths: () =>
      asked
        .splice(0)
        .map(({ path }) => path)
        .sort(),
  };
}

function open(files: Readonly<Record<string, string>>, overrides: Partial<EngineDependencies>) {
  const fileSystem = createMemoryFileSystem(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text]));
  const test = createTestEngine({ rules: [queryRule], ...overrides, fileSystem });
  const uris = [...fileSystem.files.keys()];
  test.engine.setProject(
    prismaProject(
      [ROOT],
      uris.filter(uri => uri.endsWith('.prisma')),
    ),
    uris,
  );
  return test;
}

async function messagesOfAll(engine: ReturnType<typeof open>['engine']): Promise<string[]> {
  const reports: FileReport[] = [];
  await engine.checkWorkspace(never, report => reports.push(report));
  return reports.flatMap(report => report.findings.map(finding => finding.message));
}

describe('extraction', () => {
  it('parses files with a hint, and others when one of those leads to them', async () => {
    const { watched, paths } = watch(typescriptFrontend);
    const { engine, fileSystem } = open(FILES, { frontends: [prismaFrontend, watched] });
    assert.deepEqual(await messagesOfAll(engine), ['user find-first']);
    assert.deepEqual(paths(), ['client.ts', 'door.ts', 'users.ts']);
    assert.equal(fileSystem.reads.get(`${ROOT}/other.ts`), 1, 'read once, to look for hints');
    await messagesOfAll(engine);
    assert.deepEqual(paths(), [], 'nothing changed');
    assert.equal(fileSystem.reads.get(`${ROOT}/users.ts`), 1);
  });

  it('reads for one file only what it leads to', async () => {
    const { watched, paths } = watch(typescriptFrontend);
    const { engine, fileSystem } = open(FILES, { frontends: [prismaFrontend, watched] });
    const report = await engine.checkFile(`${ROOT}/users.ts`, never);
    assert.deepEqual(
      report.findings.map(({ message }) => message),
      ['user find-first'],
    );
    assert.deepEqual(paths(), ['client.ts', 'door.ts', 'users.ts']);
    assert.equal(fileSystem.reads.get(`${ROOT}/other.ts`), undefined);
  });

  it('computes nothing again for a second check, although files were read in the middle of the first', async () => {
    const { engine, graph } = open(FILES, {});
    await messagesOfAll(engine);
    const count = () => ['rule', 'queries', 'tables-in'].map(family => graph.runs(family));
    const first = count();
    assert.deepEqual(await messagesOfAll(engine), ['user find-first']);
    assert.deepEqual(await messagesOfAll(engine), ['user find-first']);
    assert.deepEqual(count(), first);
  });

  it('sees a change of a file that another one led to', async () => {
    const { engine, fileSystem } = open(FILES, {});
    assert.deepEqual(await messagesOfAll(engine), ['user find-first']);
    fileSystem.files.set(`${ROOT}/door.ts`, 'export const client = undefined;\n');
    engine.filesChanged([`${ROOT}/door.ts`], []);
    assert.deepEqual((await engine.checkFile(`${ROOT}/users.ts`, never)).findings, []);
    fileSystem.files.delete(`${ROOT}/door.ts`);
    engine.filesChanged([], [`${ROOT}/door.ts`]);
    assert.deepEqual((await engine.checkFile(`${ROOT}/users.ts`, never)).findings, []);
    fileSystem.files.set(`${ROOT}/door.ts`, FILES['door.ts'] ?? '');
    engine.filesChanged([`${ROOT}/door.ts`], []);
    assert.equal((await engine.checkFile(`${ROOT}/users.ts`, never)).findings.length, 1);
  });

  it('sees a file that makes a handle appear where no import led before', async () => {
    const files = { ...FILES, 'door.ts': "export * from './later';\n" };
    const { engine, fileSystem } = open(files, {});
    assert.deepEqual(await messagesOfAll(engine), []);
    fileSystem.files.set(`${ROOT}/later.ts`, "export { client } from './client';\n");
    engine.filesChanged([`${ROOT}/later.ts`], []);
    assert.equal((await engine.checkFile(`${ROOT}/users.ts`, never)).findings.length, 1);
  });

  it('sees what is typed into a file that nothing led to before', async () => {
    const { engine } = open({ ...FILES, 'door.ts': 'export const client = undefined;\n' }, {});
    assert.deepEqual(await messagesOfAll(engine), []);
    engine.openDocument(`${ROOT}/door.ts`, FILES['door.ts'] ?? '', 1);
    assert.equal((await engine.checkFile(`${ROOT}/users.ts`, never)).findings.length, 1);
  });

  it('comes back to what a cancelled check did not get to read', async () => {
    const { engine, fileSystem } = open(FILES, {});
    const controller = new AbortController();
    const { read } = fileSystem;
    fileSystem.read = uri => {
      if (uri.endsWith('door.ts')) controller.abort();
      return read(uri);
    };
    await assert.rejects(engine.checkFile(`${ROOT}/users.ts`, controller.signal), { name: 'AbortError' });
    assert.equal((await engine.checkFile(`${ROOT}/users.ts`, never)).findings.length, 1);
  });

  it('keeps a front end’s memory for open documents alone, and does not parse an equal text again', async () => {
    const { watched, asked, paths } = watch(prismaFrontend);
    const uri = `${ROOT}/schema.prisma`;
    const text = FILES['schema.prisma'] ?? '';
    const { engine } = open(FILES, { frontends: [watched] });
    await engine.checkFile(uri, never);
    engine.openDocument(uri, text, 1);
    await engine.checkFile(uri, never);
    assert.deepEqual(paths(), ['schema.prisma'], 'opened with the text that it has on disk');
    for (const [i, edited] of [`${text}// a`, `${text}// ab`].entries()) {
      engine.openDocument(uri, edited, i + 2);
      await engine.checkFile(uri, never);
    }
    assert.deepEqual(
      asked.map(({ previous }) => previous?.state),
      [undefined, { of: `${text}// a` }],
    );
    engine.closeDocument(uri);
    await engine.checkFile(uri, never);
    engine.openDocument(uri, `${text}// b`, 9);
    await engine.checkFile(uri, never);
    assert.deepEqual(asked.at(-1)?.previous, undefined);
  });

  it('survives a front end that throws', async () => {
    const failing: Frontend = {
      ...typescriptFrontend,
      extract(input) {
        if (input.uri.endsWith('users.ts')) throw new Error('boom');
        return typescriptFrontend.extract(input);
      },
    };
    const { engine, log } = open(
      { ...FILES, 'more.ts': (FILES['users.ts'] ?? '').replace('findFirst', 'findMany') },
      { frontends: [prismaFrontend, failing] },
    );
    assert.deepEqual(await messagesOfAll(engine), ['user find-many']);
    assert.match(log.join(), /the typescript front end failed on file:\/\/\/app\/users\.ts: Error: boom/);
  });

  it('lets other threads extract closed files, and does it itself where they cannot', async () => {
    const { watched, paths } = watch(typescriptFrontend);
    const handed: string[] = [];
    const { engine } = open(FILES, {
      frontends: [prismaFrontend, watched],
      extractPool: {
        async extract(frontend, input) {
          handed.push(`${frontend} ${input.uri.slice(ROOT.length + 1)}`);
          return frontend === 'typescript' && !input.uri.endsWith('users.ts')
            ? typescriptFrontend.extract(input).facts
            : undefined;
        },
      },
    });
    engine.openDocument(`${ROOT}/client.ts`, FILES['client.ts'] ?? '', 1);
    assert.deepEqual(await messagesOfAll(engine), ['user find-first']);
    assert.deepEqual(handed.sort(), ['prisma schema.prisma', 'typescript door.ts', 'typescript users.ts']);
    assert.deepEqual(paths(), ['client.ts', 'users.ts']);
  });
});
