import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Uri } from '../../server/src/core/uri';
import type { FileReport } from '../../server/src/engine/engine';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { createTestEngine, type TestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const never = new AbortController().signal;

/** A small service whose files lead to each other: whatever changes in one can change findings in others. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "app", "dependencies": { "@prisma/client": "7.10.0", "pg": "8.23.1" } }',
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

generator client {
  provider = "prisma-client"
  output   = "../src/generated"
}

model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
`,
  'migrations/0001_init.sql':
    'CREATE TABLE account (id int PRIMARY KEY);\nCREATE TABLE entry (id int PRIMARY KEY, account_id int REFERENCES account (id));\n',
  'migrations/0002_index.sql': 'CREATE INDEX ON entry (account_id);\n',
  'src/database.ts': `import { PrismaClient } from './generated/client';
import { Pool } from 'pg';
export const prisma = new PrismaClient();
export const pool = new Pool();
`,
  'src/names.ts': "export const TABLE = 'account';\nexport const COLUMNS = `id, ${'name'}`;\n",
  'src/users.ts': `import { prisma } from './database';

export async function posts(ids: number[]) {
  const users = await prisma.user.findMany();
  for (const user of users) {
    const found = await prisma.post.findMany({ where: { authorId: user.id } });
    console.log(found);
  }
  // sargable-ignore n-plus-one/query-in-loop: few
  for (const id of ids) await prisma.post.findFirst({ where: { authorId: id } });
}
`,
  // Calls lead through two files, an interface and a type to the query.
  'src/latest.ts': `import { prisma } from './database';
export const latest = (authorId: number) => prisma.post.findFirst({ where: { authorId } });
`,
  'src/feed.ts': `import { latest } from './latest';
export interface Feed { of(id: number): Promise<unknown> }
export class LatestFeed implements Feed {
  async of(id: number) {
    return latest(id);
  }
}
`,
  'src/digest.ts': `import type { Feed } from './feed';
import { latest } from './latest';
export async function digest(feed: Feed, ids: number[]) {
  for (const id of ids) await feed.of(id);
  return Promise.all(ids.map(latest));
}
`,
  'src/accounts.ts': `import { COLUMNS, TABLE } from './names';
import { pool } from './database';

export function account(id: string, name: string) {
  return pool.query(\`SELECT \${COLUMNS} FROM \${TABLE} WHERE id = \${id} AND name = '\${name}'\`);
}
`,
};

/** What is typed, pasted or taken away: pieces that mean something in one of the languages, and some that do not. */
const PIECES = [
  ...[
    '\n',
    ' ',
    '{',
    '}',
    '`',
    "'",
    '// a comment\n',
    '// sargable-ignore index/fk-without-index: why\n',
    '-- note\n',
    '${id}',
  ],
  ...[
    '  @@index([authorId])\n',
    'model Tag {\n  id Int @id\n}\n',
    'CREATE INDEX ON entry (account_id);\n',
    'DROP TABLE entry;\n',
  ],
  ...[
    "export const TABLE = 'entry';\n",
    'export const prisma = null;\n',
    'for (const id of ids) {',
    'await ',
    '😀',
    '\r\n',
  ],
  'export async function one(ids: number[]) {\n  for (const id of ids) await prisma.user.findFirst({ where: { id } });\n}\n',
];

type Step =
  | { kind: 'edit'; file: number; at: number; remove: number; piece: number }
  | { kind: 'write'; file: number; at: number; piece: number }
  | { kind: 'open' | 'close' | 'delete' | 'restore' | 'check'; file: number };

const paths = Object.keys(FILES).filter(path => path !== 'package.json');
const file = fc.nat(paths.length - 1);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const piece = fc.nat(PIECES.length - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), file, at: fraction, remove: fc.nat(12), piece }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('write' as const), file, at: fraction, piece }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('open', 'close', 'delete', 'restore', 'check'),
      file,
    }) as fc.Arbitrary<Step>,
  },
);

/** The world outside of the engine: files and open documents. */
interface World {
  readonly disk: Map<Uri, string>;
  readonly documents: Map<Uri, { text: string; version: number }>;
  version: number;
}

async function discover({ disk }: World, { engine, fileSystem }: TestEngine): Promise<void> {
  const files = [...disk.keys()].sort();
  engine.setProject(await discoverProject([ROOT], files, fileSystem, never), files);
}

async function reportsOf({ engine }: TestEngine): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  await engine.checkWorkspace(never, report => reports.push(report), true);
  return reports;
}

/** What an engine that has seen nothing of the past says. */
async function fromScratch(world: World): Promise<{ test: TestEngine; reports: FileReport[] }> {
  const test = createTestEngine({ fileSystem: createMemoryFileSystem(world.disk) });
  await discover(world, test);
  for (const [uri, { text, version }] of world.documents) test.engine.openDocument(uri, text, version);
  return { test, reports: await reportsOf(test) };
}

function splice(text: string, at: number, remove: number, inserted: string): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + remove);
}

/** Does one thing to the world and tells the engine what an editor would tell it. */
async function apply(one: Step, world: World, test: TestEngine): Promise<void> {
  const { engine, fileSystem } = test;
  const path = paths[one.file] ?? '';
  const uri = `${ROOT}/${path}`;
  const onDisk = world.disk.get(uri);
  const document = world.documents.get(uri);
  const show = (text: string) => {
    world.version += 1;
    world.documents.set(uri, { text, version: world.version });
    engine.openDocument(uri, text, world.version);
  };
  const store = (text: string) => {
    world.disk.set(uri, text);
    fileSystem.files.set(uri, text);
    engine.filesChanged([uri], []);
  };
  switch (one.kind) {
    case 'edit':
      return show(splice(document?.text ?? onDisk ?? '', one.at, one.remove, PIECES[one.piece] ?? ''));
    case 'write':
      return store(splice(onDisk ?? FILES[path] ?? '', one.at, 0, PIECES[one.piece] ?? ''));
    case 'open':
      return show(onDisk ?? '');
    case 'close':
      world.documents.delete(uri);
      return engine.closeDocument(uri);
    case 'restore':
      return store(FILES[path] ?? '');
    case 'delete':
      world.disk.delete(uri);
      fileSystem.files.delete(uri);
      return engine.filesChanged([], [uri]);
    case 'check':
      await engine.checkFile(uri, never);
  }
}

describe('incremental checks', () => {
  it('start with something to find', async () => {
    const world: World = { disk: diskOf(FILES), documents: new Map(), version: 0 };
    const { test, reports } = await fromScratch(world);
    const rules = new Set(reports.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));
    assert.deepEqual([...rules].sort(), [
      'index/fk-without-index',
      'injection/interpolated-query',
      'n-plus-one/query-in-loop',
      'query/unknown-relation-or-column',
    ]);
    assert.deepEqual(test.log, []);
  });

  it('say what a check from scratch says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async steps => {
        const world: World = { disk: diskOf(FILES), documents: new Map(), version: 0 };
        const test = createTestEngine({ fileSystem: createMemoryFileSystem(world.disk) });
        await discover(world, test);
        for (const one of steps) {
          await apply(one, world, test);
          await discover(world, test);
          const scratch = await fromScratch(world);
          const uri = `${ROOT}/${paths[one.file]}`;
          const expected = scratch.reports.find(report => report.uri === uri);
          // One file alone first, as an editor asks, then everything.
          if (expected) assert.deepEqual(findingsOf(await test.engine.checkFile(uri, never)), findingsOf(expected));
          assert.deepEqual(await reportsOf(test), scratch.reports);
          assert.deepEqual(test.log, [], 'nothing failed');
        }
      }),
      { seed: 20261122, numRuns: 30, endOnFailure: true },
    );
  }).timeout(60_000);
});

function findingsOf({ findings, version, resultId }: FileReport) {
  return { findings, version, resultId };
}

function diskOf(files: Readonly<Record<string, string>>): Map<Uri, string> {
  return new Map(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text]));
}
