import { join } from 'node:path';
import { MetadataStorage } from '@mikro-orm/core';
import { getMetadataArgsStorage } from 'typeorm';
import { describeLoopFixes, isOfTransaction } from './describe-loop-fixes';
import { KNEX_DELICATE, KNEX_LOADED, KNEX_REPAIRED, KNEX_SCHEMA } from './knex-loop-cases';
import type { LoopCase } from './loop-schema';
import { MIKRO_ORM_DELICATE, MIKRO_ORM_LOADED, MIKRO_ORM_REPAIRED, MIKRO_ORM_SCHEMA } from './mikro-orm-loop-cases';
import { usePostgres } from './postgres-server';
import { SEQUELIZE_DELICATE, SEQUELIZE_LOADED, SEQUELIZE_REPAIRED, SEQUELIZE_SCHEMA } from './sequelize-loop-cases';
import { TYPEORM_DELICATE, TYPEORM_LOADED, TYPEORM_REPAIRED, TYPEORM_SCHEMA } from './typeorm-loop-cases';

// Both leave a global behind where they are first used, which no test may.
getMetadataArgsStorage();
MetadataStorage.getMetadata();

type Open = (
  url: string,
  onStatement: (sql: string) => void,
) => Promise<{ readonly database: unknown; close(): Promise<void> }>;

/** How a library is opened, and what its modules begin with. */
interface Orm {
  readonly name: string;
  readonly repaired: readonly LoopCase[];
  readonly loaded: readonly LoopCase[];
  readonly delicate: readonly LoopCase[];
  readonly schema: string;
  /** Where the schema stands, if it is no module of its own beside the cases. */
  readonly schemaFile?: string;
  readonly open: string;
  readonly head: string;
  /** What a case is given. */
  readonly parameter: string;
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
    parameter: 'database: DataSource',
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
    parameter: '_: unknown',
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
  {
    name: 'Knex',
    repaired: KNEX_REPAIRED,
    loaded: KNEX_LOADED,
    delicate: KNEX_DELICATE,
    schema: KNEX_SCHEMA,
    schemaFile: 'migrations/20250301090000_tables.ts',
    dependency: '"knex": "3.3.0"',
    parameter: 'database: Knex',
    head: `import type { Knex } from 'knex';`,
    open: `import knex from 'knex';
import { up } from './migrations/20250301090000_tables';

export async function open(url: string, onStatement: (sql: string) => void) {
  const database = knex({ client: 'pg', connection: url });
  await up(database);
  database.on('query', ({ sql }) => onStatement(sql));
  return { database, close: () => database.destroy() };
}
`,
  },
  {
    name: 'MikroORM',
    repaired: MIKRO_ORM_REPAIRED,
    loaded: MIKRO_ORM_LOADED,
    delicate: MIKRO_ORM_DELICATE,
    schema: MIKRO_ORM_SCHEMA,
    dependency: '"@mikro-orm/postgresql": "6.6.16"',
    parameter: 'database: EntityManager',
    head: `import type { EntityManager } from '@mikro-orm/postgresql';
import { Posts, Users } from './schema';

export const entities = [Posts, Users];`,
    open: `import { MikroORM } from '@mikro-orm/postgresql';
import { Posts, Users } from './schema';

export async function open(clientUrl: string, onStatement: (sql: string) => void) {
  const orm = await MikroORM.init({ clientUrl, entities: [Users, Posts], debug: ['query'], logger: onStatement });
  await orm.schema.createSchema();
  return {
    // Each run begins without entities that another one has loaded.
    get database() {
      return orm.em.fork();
    },
    close: () => orm.close(),
  };
}
`,
  },
];

for (const orm of ORMS) {
  describe(`fixes of ${orm.name} queries in loops`, function () {
    this.timeout(120_000);
    const postgres = usePostgres();
    const { repaired, loaded, delicate, head, parameter, schema, schemaFile = 'schema.ts' } = orm;
    let statements: string[] = [];

    describeLoopFixes({
      repaired,
      loaded,
      delicate,
      files: new Map([
        [schemaFile, schema],
        ['package.json', `{ "name": "shop", "dependencies": { ${orm.dependency}, "pg": "8.23.1" } }`],
      ]),
      asRun: new Map([['schema.ts', "export * from '../client/schema';\n"]]),
      module: ({ type, body }) => `${head}

export async function run(${parameter}, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
      async open(project) {
        const files = { [schemaFile]: schema.replace('DATABASE_URL', postgres.url), 'open.ts': orm.open };
        const folder = project.write('client', new Map(Object.entries(files)));
        const { open } = project.load<{ open: Open }>(join(folder, 'open.ts'));
        const connection = await open(postgres.url, sql => statements.push(sql));
        postgres.closing(() => connection.close());
        return {
          get database() {
            return connection.database;
          },
          async refill() {
            await postgres.exec(FILL);
            statements = [];
          },
          rows: async () => [
            await postgres.query('SELECT * FROM users ORDER BY id'),
            await postgres.query('SELECT * FROM posts ORDER BY id'),
          ],
          statements: () => statements.filter(sql => !isOfTransaction(sql)),
        };
      },
    });
  });
}
