import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { interpolatedQuery } from '../../server/src/rules/injection/interpolated-query';
import { type Files, openWorkspace } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { fixFiles } from './fix-files';
import {
  BARE_SHAPES,
  BREAKING,
  DDL,
  LEFT_ALONE,
  LIST_SHAPES,
  PEOPLE,
  PG_SHAPES,
  PRISMA_SHAPES,
  SAME_ANSWER,
  type Shape,
  TEXT_SHAPES,
} from './injection-shapes';
import { usePostgres } from './postgres-server';

/** One of the two libraries through which a shape is sent. */
interface Library {
  readonly name: string;
  readonly method: string;
  readonly head: string;
  readonly client: string;
}

const PG: Library = {
  name: 'pg',
  head: "import type { Pool } from 'pg';\n",
  client: 'Pool',
  method: 'query',
};
const PRISMA: Library = {
  name: 'Prisma',
  head: "import type { PrismaClient } from './generated/client';\n",
  client: 'PrismaClient',
  method: '$queryRawUnsafe',
};

const SCHEMA = `generator client {
  provider     = "prisma-client"
  output       = "./generated"
  moduleFormat = "cjs"
}

datasource db {
  provider = "postgresql"
}

model Person {
  id   Int    @id
  name String

  @@map("people")
}
`;

type Run = (client: unknown, value: unknown) => Promise<unknown>;

interface Forms {
  readonly original: Run;
  readonly fixed: Run;
}

describe('fixes of interpolated queries', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  let project: ClientProject;
  let prisma: { $disconnect(): Promise<void> };
  let pool: Pool;

  before(async () => {
    project = createClientProject();
    const folder = project.write(
      'clients',
      new Map([
        ['schema.prisma', SCHEMA],
        ['open.ts', OPEN_CLIENTS],
      ]),
    );
    await project.generateClient(join(folder, 'schema.prisma'));
    const clients = project.load<{ open(url: string): { pool: Pool; prisma: typeof prisma } }>(join(folder, 'open.ts'));
    ({ pool, prisma } = clients.open(postgres.url));
    postgres.closing(() => pool.end());
    postgres.closing(() => prisma.$disconnect());
    await postgres.exec(DDL);
  });
  after(() => project?.remove());

  const fresh = () => postgres.exec(FILL);
  const content = () => postgres.query('SELECT * FROM people ORDER BY id');
  const notes = () => postgres.query('SELECT text FROM notes ORDER BY id');

  for (const library of [PG, PRISMA]) {
    describe(`with ${library.name}`, () => {
      const texts = [...TEXT_SHAPES, ...(library === PG ? PG_SHAPES : PRISMA_SHAPES)];
      const shapes = [...texts, ...BARE_SHAPES, ...(library === PG ? LIST_SHAPES : [])];
      const fixable = [...shapes, ...SAME_ANSWER];
      let forms: readonly Forms[];
      const client = () => (library === PG ? pool : prisma);

      it('are made for every shape, and compile', async () => {
        const files = modulesOf(library, fixable);
        const { files: fixed } = await fixFiles(files, interpolatedQuery.meta.id);
        for (const [index, { call }] of fixable.entries()) {
          assert.notEqual(fixed.get(fileName(index)), files.get(fileName(index)), `no fix of ${call}`);
        }
        const left = await splices(fixed);
        assert.deepEqual(
          left.map(({ message }) => message),
          [],
        );
        forms = build(project, library, fixable, files, fixed);
      });

      for (const [index, shape] of shapes.entries()) {
        it(`${shape.name}: finds what was meant and changes nothing`, async () => {
          await fresh();
          const before = await content();
          const { original, fixed } = formsAt(forms, index);
          for (const value of shape.values) {
            const meant = shape.find(PEOPLE, value as never);
            assert.deepEqual(await fixed(client(), value), meant, `fixed, ${JSON.stringify(value)}`);
            assert.deepEqual(await content(), before, 'the table changed');
            if (isHarmless(value)) assert.deepEqual(await original(client(), value), meant, JSON.stringify(value));
          }
        });
      }

      for (const [index, { name, find }] of texts.entries()) {
        it(`${name}: the original breaks`, async () => {
          for (const value of BREAKING) {
            await fresh();
            const before = JSON.stringify(await content());
            const answer = await answerOf(formsAt(forms, index).original, client(), value);
            const meant = JSON.stringify(find(PEOPLE, value as never));
            const broken = answer.failed || JSON.stringify(answer.rows) !== meant;
            assert.ok(broken || JSON.stringify(await content()) !== before, `${value} did no harm`);
          }
        });
      }

      for (const [index, { call, values }] of SAME_ANSWER.entries()) {
        it(`${call}: gives the same answer`, async () => {
          for (const value of values) {
            const after = [];
            for (const run of Object.values(formsAt(forms, shapes.length + index))) {
              await fresh();
              after.push({ answer: await run(client(), value), people: await content(), notes: await notes() });
            }
            const [original, fixed] = after;
            assert.deepEqual(fixed, original, JSON.stringify(value));
          }
        });
      }

      it('send NULL for null, where a splice sent the word', async () => {
        const insert = SAME_ANSWER.findIndex(({ call }) => call.includes('INSERT INTO notes (text) VALUES'));
        const { original, fixed } = formsAt(forms, shapes.length + insert);
        await fresh();
        await original(client(), null);
        await fixed(client(), null);
        assert.deepEqual(await notes(), [{ text: 'null' }, { text: null }]);
      });

      it('are not made where a parameter would mean something else', async () => {
        const files = modulesOf(
          library,
          LEFT_ALONE.map(call => ({ call, type: 'string' })),
        );
        const found = await splices(files);
        assert.equal(new Set(found.map(({ uri }) => uri)).size, LEFT_ALONE.length);
        assert.deepEqual((await fixFiles(files, interpolatedQuery.meta.id)).files, files);
      });
    });
  }
});

/** Loaded by the project on disk, so that its client is the one that its modules are compiled against. */
const OPEN_CLIENTS = `import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client';

export function open(connectionString: string) {
  const adapter = new PrismaPg({ connectionString });
  return { pool: new Pool({ connectionString, max: 2 }), prisma: new PrismaClient({ adapter }) };
}
`;

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

const FILL = `TRUNCATE people, notes RESTART IDENTITY;
INSERT INTO people (id, name, nick, age, born, city, data) VALUES ${PEOPLE.map(
  ({ id, name, nick, age, born, city }) =>
    `(${id}, ${quote(name)}, ${nick === null ? 'NULL' : quote(nick)}, ${age}, '${born}', ${quote(city)}, ${quote(JSON.stringify({ name }))})`,
).join(', ')};`;

/** What the rule finds; the schema is small, and other rules have their say about it. */
async function splices(files: Files) {
  const reports = await (await openWorkspace(files)).check();
  return [...reports.values()].flatMap(({ findings }) =>
    findings.filter(({ ruleId }) => ruleId === interpolatedQuery.meta.id),
  );
}

function fileName(index: number): string {
  return `shape-${index}.ts`;
}

/** A module for each shape, and the schema where that is needed to know the client. */
function modulesOf(library: Library, shapes: readonly Pick<Shape, 'call' | 'type'>[]): Files {
  const files = new Map(
    shapes.map(({ call, type }, index) => [
      fileName(index),
      `${library.head}\nexport function run(client: ${library.client}, v: ${type}) {\n  return client.${library.method}(${call});\n}\n`,
    ]),
  );
  return library === PRISMA ? files.set('schema.prisma', SCHEMA) : files;
}

function build(
  project: ClientProject,
  library: Library,
  shapes: readonly Pick<Shape, 'call'>[],
  files: Files,
  fixed: Files,
): Forms[] {
  const folders = [files, fixed].map((texts, index) =>
    project.write(
      `${library.name}-${index === 0 ? 'original' : 'fixed'}`,
      new Map([...texts, ['generated/client.ts', "export * from '../../clients/generated/client';\n"]]),
    ),
  );
  const [original = '', after = ''] = folders;
  assert.deepEqual(project.compileErrors(shapes.map((_, index) => join(after, fileName(index)))), []);
  return shapes.map((_, index) => ({
    original: rowsOf(project, join(original, fileName(index))),
    fixed: rowsOf(project, join(after, fileName(index))),
  }));
}

/** The rows a module's query gives; ids alone where there is nothing else. */
function rowsOf(project: ClientProject, file: string): Run {
  const { run } = project.load<{ run: Run }>(file);
  return async (client, value) => {
    const result = await run(client, value);
    const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Record<string, unknown>[];
    return rows.map(row => (Object.keys(row).join() === 'id' ? row.id : row));
  };
}

function formsAt(forms: readonly Forms[] | undefined, index: number): Forms {
  const found = forms?.[index];
  if (!found) throw new Error('the fixes were not made');
  return found;
}

async function answerOf(run: Run, client: unknown, value: unknown): Promise<{ failed: boolean; rows?: unknown }> {
  return run(client, value).then(
    rows => ({ failed: false, rows }),
    () => ({ failed: true }),
  );
}

/** A value that means the same between quotes as it does beside the text. */
function isHarmless(value: unknown): boolean {
  return typeof value !== 'string' || /^[\p{L}\d -]*$/u.test(value);
}
