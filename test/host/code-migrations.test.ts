import assert from 'node:assert/strict';
import type { MigrationSet } from '../../server/src/core/project';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createMemoryFileSystem } from '../harness/memory-file-system';

const ROOT = 'file:///app';

async function discover(files: Readonly<Record<string, string>>) {
  const texts = Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text] as const);
  const uris = texts.map(([uri]) => uri);
  return discoverProject([ROOT], uris, createMemoryFileSystem(texts), new AbortController().signal);
}

async function setsOf(files: Readonly<Record<string, string>>) {
  const { migrationSets, databases } = await discover(files);
  return migrationSets.map(set => ({
    ...describeSet(set),
    dialect: databases.find(({ id }) => id === set.database)?.dialect,
  }));
}

function describeSet({ tool, folder, files, transaction, optOut }: MigrationSet) {
  return {
    tool,
    folder: folder.slice(ROOT.length + 1),
    files: files.map(uri => uri.slice(folder.length + 1)),
    transaction: optOut ? `${transaction}, opt out` : transaction,
  };
}

const UP = {
  knex: 'exports.up = knex => knex.schema.dropTable("a");',
  sequelize: 'module.exports = { up: queryInterface => queryInterface.dropTable("a") };',
  pgm: 'exports.up = pgm => pgm.dropTable("a");',
  kysely: "import { Kysely } from 'kysely'; export async function up(db: Kysely<any>) {}",
  mikro: "import { Migration } from '@mikro-orm/migrations'; export class X extends Migration { async up() {} }",
};

const typeorm = (name: string) =>
  `import { MigrationInterface } from 'typeorm'; export class ${name} implements MigrationInterface { async up() {} }`;

describe('folders of migrations written as programs', () => {
  it('are told by their words, and ordered as the tool orders them', async () => {
    assert.deepEqual(
      await setsOf({
        'package.json': '{ "dependencies": { "pg": "8" } }',
        'a-knex/migrations/2_b.js': UP.knex,
        'a-knex/migrations/10_a.js': UP.knex,
        'a-knex/migrations/index.js': UP.knex,
        'b-sequelize/migrations/20240101-a.js': UP.sequelize,
        'c-pgm/migrations/10_a.js': UP.pgm,
        'c-pgm/migrations/2_b.sql': 'CREATE TABLE b (id int);',
        'd-typeorm/src/migration/First1700000000002.ts': typeorm('First1700000000002'),
        'd-typeorm/src/migration/Second1700000000001.ts': typeorm('Second1700000000001'),
        'e-kysely/migrations/2024-01-01_a.ts': UP.kysely,
        'f-mikro/migrations/Migration20240101000000.ts': UP.mikro,
      }),
      [
        {
          tool: 'knex',
          folder: 'a-knex/migrations',
          files: ['10_a.js', '2_b.js'],
          transaction: 'file, opt out',
          dialect: 'postgres',
        },
        {
          tool: 'sequelize',
          folder: 'b-sequelize/migrations',
          files: ['20240101-a.js'],
          transaction: 'none',
          dialect: 'postgres',
        },
        {
          tool: 'node-pg-migrate',
          folder: 'c-pgm/migrations',
          files: ['2_b.sql', '10_a.js'],
          transaction: 'file, opt out',
          dialect: 'postgres',
        },
        {
          tool: 'typeorm',
          folder: 'd-typeorm/src/migration',
          files: ['Second1700000000001.ts', 'First1700000000002.ts'],
          transaction: 'file',
          dialect: 'postgres',
        },
        {
          tool: 'kysely',
          folder: 'e-kysely/migrations',
          files: ['2024-01-01_a.ts'],
          transaction: 'file',
          dialect: 'postgres',
        },
        {
          tool: 'mikro-orm',
          folder: 'f-mikro/migrations',
          files: ['Migration20240101000000.ts'],
          transaction: 'file',
          dialect: 'postgres',
        },
      ],
    );
  });

  it('know what configures the transaction, and the database of their folder', async () => {
    assert.deepEqual(
      await setsOf({
        'package.json': '{ "dependencies": { "knex": "3", "pg": "8", "mysql2": "3" } }',
        'knexfile.js': 'module.exports = { migrations: { disableTransactions: true } };',
        'migrations/mysql/001_a.js': UP.knex,
        'migrations/postgres/001_a.js': UP.knex,
      }),
      [
        {
          tool: 'knex',
          folder: 'migrations/mysql',
          files: ['001_a.js'],
          transaction: 'none, opt out',
          dialect: 'mysql',
        },
        {
          tool: 'knex',
          folder: 'migrations/postgres',
          files: ['001_a.js'],
          transaction: 'none, opt out',
          dialect: 'postgres',
        },
      ],
    );
  });

  it('are no tests, seeds, type declarations or compiled twins', async () => {
    assert.deepEqual(
      await setsOf({
        'package.json': '{ "dependencies": { "knex": "3" } }',
        'migrations/001_a.ts': UP.knex,
        'migrations/001_a.js': UP.knex,
        'migrations/001_a.d.ts': UP.knex,
        'migrations/001_a.test.ts': UP.knex,
        'seeds/migrate/001_rows.js': UP.knex,
        'src/pages/404-page.ts': 'export const up = 1;',
      }),
      [{ tool: 'knex', folder: 'migrations', files: ['001_a.ts'], transaction: 'file, opt out', dialect: 'postgres' }],
    );
  });
});
