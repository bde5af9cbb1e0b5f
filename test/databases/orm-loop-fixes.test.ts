import assert from 'node:assert/strict';
import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { fixFiles } from './fix-files';
import { DEFAULT_INPUT, type LoopCase } from './loop-schema';
import { usePostgres } from './postgres-server';
import { SEQUELIZE_DELICATE, SEQUELIZE_LOADED, SEQUELIZE_REPAIRED, SEQUELIZE_SCHEMA } from './sequelize-loop-cases';
import { TYPEORM_DELICATE, TYPEORM_LOADED, TYPEORM_REPAIRED, TYPEORM_SCHEMA } from './typeorm-loop-cases';

// TypeORM leaves a global behind where it is first used, which no test may.
getMetadataArgsStorage();

type Run = (database: unknown, list: readonly unknown[]) => Promise<unknown>;

interface Connection {
  readonly database: unknown;
  close(): Promise<void>;
}

/** How a library is opened, and what its modules begin with. */
interface Orm {
  readonly name: string;
  readonly repaired: readonly LoopCase[];
  readonly loaded: readonly LoopCase[];
  readonly delicate: readonly LoopCase[];
  readonly schema: string;
  readonly open: string;
  readonly head: string;
  readonly dependency: string;
}

const FILL = `
TRUNCATE users, posts;
INSERT INTO users VALUES (1, 'ada@x', 'Ada', 10, 1), (2, 'bob@x', 'Bob', 20, 1), (3, 'Cy@x', 'Cy', 30, NULL), (4, 'cy@x', 'cy', 40, 2);
INSERT INTO posts VALUES (1, 'b', true, 1, 2), (2, 'a', true, 1, NULL), (3, 'a', false, 1, 2), (4, 'c', true, 2, NULL), (5, 'e', true, 4, 1);`;

const ORMS: readonly Orm[] = [
  {
    name: 'TypeORM',
    repaired: TYPEORM_REPAIRED,
    loaded: TYPEORM_LOADED,
    delicate: TYPEORM_DELICATE,
    schema: TYPEORM_SCHEMA,
    dependency: '"typeorm": "1.1.1"',
    head: `import { type DataSource, Not } from 'typeorm';
import { Posts, Users } from './schema';

export const operators = [Not, Posts, Users];`,
    open: `import { DataSource } from 'typeorm';
import { Posts, Users } from './schema';

export async function open(url: string, onStatement: (sql: string) => void) {
  const nothing = () => {};
  const logger = {
    logQuery: onStatement,
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  const database = new DataSource({ type: 'postgres', url, entities: [Users, Posts], logging: true, logger });
  await database.initialize();
  await database.synchronize();
  return { database, close: () => database.destroy() };
}
`,
  },
  {
    name: 'Sequelize',
    repaired: SEQUELIZE_REPAIRED,
    loaded: SEQUELIZE_LOADED,
    delicate: SEQUELIZE_DELICATE,
    schema: SEQUELIZE_SCHEMA,
    dependency: '"sequelize": "6.37.8"',
    head: `import { Post, User } from './schema';

export const models = [Post, User];`,
    open: `import { sequelize } from './schema';

export async function open(_url: string, onStatement: (sql: string) => void) {
  await sequelize.sync();
  sequelize.options.logging = onStatement;
  return { database: sequelize, close: () => sequelize.close() };
}
`,
  },
];

for (const orm of ORMS) {
  describe(`fixes of ${orm.name} queries in loops`, function () {
    this.timeout(120_000);
    const postgres = usePostgres();
    const cases = [...orm.repaired, ...orm.loaded, ...orm.delicate];
    const original = new Map<LoopCase, Run>();
    const fixed = new Map<LoopCase, Run>();
    let project: ClientProject;
    let connection: Connection;
    let statements: string[] = [];

    before(async () => {
      project = createClientProject();
      const schema = orm.schema.replace('DATABASE_URL', postgres.url);
      const client = project.write('client', new Map(Object.entries({ 'schema.ts': schema, 'open.ts': orm.open })));
      const { open } = project.load<{ open(url: string, onStatement: (sql: string) => void): Promise<Connection> }>(
        join(client, 'open.ts'),
      );
      connection = await open(postgres.url, sql => statements.push(sql));
      postgres.closing(() => connection.close());
    });
    after(() => project?.remove());

    it('compile, and so do the originals', async () => {
      const files = modules(orm, cases);
      const originals = cases.map((_, index) => join(project.write('original', shared(files)), fileName(index)));
      const { files: after, made } = await fixFiles(files, queryInLoop.meta.id, /Ask once/);
      const folder = project.write('fixed', shared(after));
      const written: string[] = [];
      for (const [index, one] of cases.entries()) {
        original.set(one, project.load<{ run: Run }>(originals[index] ?? '').run);
        if (!made.has(fileName(index))) continue;
        const file = join(folder, fileName(index));
        written.push(file);
        fixed.set(one, project.load<{ run: Run }>(file).run);
      }
      assert.deepEqual(project.compileErrors([...originals, ...written]), []);
    });

    async function ask(run: Run | undefined, list: readonly unknown[]) {
      if (!run) throw new Error('there is no such module');
      await postgres.exec(FILL);
      statements = [];
      const result: unknown = JSON.parse(JSON.stringify((await run(connection.database, list)) ?? null));
      return { result, sent: statements.length };
    }

    for (const [expected, repaired] of [
      [1, orm.repaired],
      [2, orm.loaded],
    ] as const) {
      for (const one of repaired) {
        it(`${one.name}: the same answer, in ${expected === 1 ? 'one statement' : 'two statements'}`, async () => {
          const list = one.input ?? DEFAULT_INPUT;
          const before = await ask(original.get(one), list);
          const after = await ask(fixed.get(one), list);
          assert.deepEqual(after.result, before.result);
          assert.ok(before.sent >= 4, `only ${before.sent} statements before`);
          assert.equal(after.sent, expected, statements.join('\n'));
        });
        it(`${one.name}: the same answer for an empty list`, async () => {
          const before = await ask(original.get(one), []);
          const after = await ask(fixed.get(one), []);
          assert.deepEqual(after.result, before.result);
        });
      }
    }

    for (const one of orm.delicate) {
      it(`${one.name}: no fix`, async () => {
        const list = one.input ?? DEFAULT_INPUT;
        assert.ok((await ask(original.get(one), list)).sent >= list.length);
        assert.equal(fixed.has(one), false);
      });
    }
  });
}

function fileName(index: number): string {
  return `case-${index}.ts`;
}

/** The files with the schema that the client was opened with. */
function shared(files: Files): Files {
  return new Map([...files, ['schema.ts', "export * from '../client/schema';\n"]]);
}

function modules({ head, name, schema, dependency }: Orm, cases: readonly LoopCase[]): Files {
  const texts = cases.map(({ type, body }, index): [string, string] => [
    fileName(index),
    `${head}

export async function run(${name === 'TypeORM' ? 'database: DataSource' : '_: unknown'}, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
  ]);
  return new Map([
    ...texts,
    ['schema.ts', schema],
    ['package.json', `{ "name": "shop", "dependencies": { ${dependency}, "pg": "8.23.1" } }`],
  ]);
}
