import assert from 'node:assert/strict';
import type { Table } from '../../../server/src/core/model';
import { buildModel, type TestFiles } from '../../model/build-model';

const KNEX = { 'package.json': '{ "dependencies": { "knex": "3", "pg": "8" } }' };

async function tablesOf(files: TestFiles): Promise<readonly Table[]> {
  const { model } = await buildModel(files);
  return model.project.databases.flatMap(({ id }) => model.tables(id));
}

function knex(body: string): TestFiles {
  return { ...KNEX, 'migrations/20240101000000_a.js': `exports.up = async knex => {\n${body}\n};` };
}

function describeTables(tables: readonly Table[]): string[] {
  return tables.map(
    ({ ref, columns, complete }) =>
      `${ref.schema === 'public' ? '' : `${ref.schema}.`}${ref.name}(${columns.map(({ name }) => name).join(', ')})${complete ? '' : ' incomplete'}`,
  );
}

const ONE = "await knex.schema.createTable('one', t => { t.increments(); });";

/** What a body of `up` leaves behind. */
const CASES: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a table that is made where it is missing': [
    "if (!(await knex.schema.hasTable('one'))) { await knex.schema.createTable('one', t => { t.increments(); }); }",
    ['one(id)'],
  ],
  'a promise that says whether the table is there': [
    "await knex.schema.hasTable('one').then(exists => { if (!exists) return knex.schema.createTable('one', t => { t.increments(); }); });",
    ['one(id)'],
  ],
  'a condition of another kind': [
    `${ONE} if (process.env.EXTRA) await knex.schema.alterTable('one', t => { t.text('extra'); });`,
    ['one(id) incomplete'],
  ],
  'a loop over a constant list': [
    "for (const [name, column] of [['one', 'a'], ['two', 'b']]) await knex.schema.createTable(name, t => { t.text(column); });",
    ['one(a)', 'two(b)'],
  ],
  'a loop over rows': [
    `${ONE} for (const row of await knex('one').select()) await knex.raw(\`ALTER TABLE one ADD COLUMN \${row.name} int\`);`,
    ['one(id) incomplete'],
  ],
  'rows that are changed by a text made while it runs': [
    `${ONE} await knex.raw(\`UPDATE one SET id = \${Date.now()}\`);`,
    ['one(id)'],
  ],
  'a name that is one of a few': [
    `${ONE} let table = 'one'; await knex.raw(\`ALTER TABLE \${table} ADD COLUMN a int\`); table = 'two'; await knex.raw(\`ALTER TABLE \${table} ADD COLUMN a int\`); await knex.schema.createTable('three', t => { t.text('a'); });`,
    ['one(id) incomplete', 'three(a)'],
  ],
  'a handle that nobody can follow': [`${ONE} await setUp(knex);`, ['one(id) incomplete']],
  'a helper of the file': [
    `await add(knex, 'one');\n};\nasync function add(db, name) {\nawait db.schema.createTable(name, t => { t.text('a'); });`,
    ['one(a)'],
  ],
  'a column of a kind that is not known': [
    "await knex.schema.createTable('one', t => { t.increments(); t.vector('a', 3); });",
    ['one(id) incomplete'],
  ],
  'a function inside the function': [
    "const make = name => knex.schema.createTable(name, t => { t.text('a'); }); await make('one'); await make('two');",
    ['one(a)', 'two(a)'],
  ],
};

describe('migrations written as programs', () => {
  for (const [name, [body, expected]] of Object.entries(CASES)) {
    it(`read ${name}`, async () => {
      assert.deepEqual(describeTables(await tablesOf(knex(body))), expected);
    });
  }

  it('never run what takes them back', async () => {
    const files = {
      ...KNEX,
      'migrations/20240101000000_a.js':
        "module.exports = { up: knex => knex.schema.createTable('one', t => t.text('a')), down: knex => knex.schema.dropTable('one') };",
    };
    assert.deepEqual(describeTables(await tablesOf(files)), ['one(a)']);
  });

  it('say where a column stands', async () => {
    const { model } = await buildModel(
      knex("await knex.schema.createTable('one', t => {\n  t.text('note').notNullable();\n});"),
    );
    const [table] = model.project.databases.flatMap(({ id }) => model.tables(id));
    const place = table?.columns[0]?.place;
    assert.equal(place?.unit, 'exports.up');
    assert.equal((place?.span.end ?? 0) - (place?.span.start ?? 0), "t.text('note').notNullable()".length);
  });

  it('of MikroORM', async () => {
    const tables = await tablesOf({
      'package.json': '{ "dependencies": { "@mikro-orm/postgresql": "6" } }',
      'src/migrations/Migration20240101000000.ts': `
        import { Migration } from '@mikro-orm/migrations';
        export class Migration20240101000000 extends Migration {
          override async up(): Promise<void> {
            this.addSql('create table "one" ("id" serial primary key, "two_id" int null);');
            this.addSql(\`create index "one_two" on "one" ("two_id");\`);
          }
          override async down(): Promise<void> { this.addSql('drop table "one";'); }
        }`,
      'src/migrations/Migration20240202000000.ts': `
        import { Migration } from '@mikro-orm/migrations';
        export class Migration20240202000000 extends Migration {
          async up() { this.addSql('alter table "one" add column "note" text;'); }
        }`,
    });
    assert.deepEqual(describeTables(tables), ['one(id, two_id, note)']);
    assert.deepEqual(
      tables[0]?.indexes.map(({ name }) => name),
      ['one_pkey', 'one_two'],
    );
  });

  it('of TypeORM say nothing of a column whose change depends on how it was', async () => {
    const changed = async (driver: string, change: string) => {
      const tables = await tablesOf({
        'package.json': JSON.stringify({ dependencies: { typeorm: '0.3', [driver]: '1' } }),
        'src/migrations/1700000000000-A.ts': `
          import { MigrationInterface, QueryRunner, Table, TableColumn } from 'typeorm';
          export class A1700000000000 implements MigrationInterface {
            async up(queryRunner: QueryRunner): Promise<void> {
              await queryRunner.createTable(new Table({ name: 'one', columns: [{ name: 'a', type: 'text' }] }));
              await queryRunner.createIndex('one', { name: 'one_a', columnNames: ['a'] });
              ${change}
            }
            async down(): Promise<void> {}
          }`,
      });
      const indexes = tables.flatMap(({ indexes }) => indexes.map(({ name }) => name));
      return [...describeTables(tables), ...indexes].join(' ');
    };
    const to = (type: string) => `new TableColumn({ name: 'b', type: '${type}' })`;
    const from = "new TableColumn({ name: 'a', type: 'text' })";
    // It may be of this type already.
    assert.equal(
      await changed('pg', `await queryRunner.changeColumn('one', 'a', ${to('text')});`),
      'one(b) incomplete one_a',
    );
    assert.equal(await changed('pg', `await queryRunner.changeColumn('one', ${from}, ${to('text')});`), 'one(b) one_a');
    assert.equal(await changed('pg', `await queryRunner.changeColumn('one', ${from}, ${to('uuid')});`), 'one(b)');
    // The database never says `varchar`.
    assert.equal(await changed('pg', `await queryRunner.renameColumn('one', 'a', ${to('varchar')});`), 'one(b)');
    assert.equal(
      await changed('mysql2', `await queryRunner.changeColumn('one', 'a', ${to('varchar')});`),
      '.one(b) incomplete one_a',
    );
  });

  it('of Kysely', async () => {
    const tables = await tablesOf({
      'package.json': '{ "dependencies": { "kysely": "0.28", "pg": "8" } }',
      'migrations/2024-01-01-init.ts': `
        import { type Kysely, sql } from 'kysely';
        export async function up(db: Kysely<any>): Promise<void> {
          await db.schema.createTable('owner')
            .addColumn('id', 'serial', col => col.primaryKey())
            .addColumn('name', 'varchar(40)', col => col.notNull().unique())
            .addColumn('since', 'timestamptz', col => col.notNull().defaultTo(sql\`now()\`))
            .execute();
          await db.schema.createTable('pet')
            .addColumn('id', 'uuid', col => col.primaryKey().defaultTo(sql\`gen_random_uuid()\`))
            .addColumn('owner_id', 'integer', col => col.references('owner.id').onDelete('cascade').notNull())
            .addColumn('other_id', 'integer')
            .addForeignKeyConstraint('pet_other', ['other_id'], 'owner', ['id'], cb => cb.onDelete('set null'))
            .execute();
          await db.schema.createIndex('pet_owner').on('pet').column('owner_id').execute();
        }
        export async function down(db: Kysely<any>): Promise<void> { await db.schema.dropTable('pet').execute(); }`,
      'migrations/2024-02-02-change.ts': `
        import { type Kysely, sql } from 'kysely';
        export const up = async (db: Kysely<any>) => {
          await db.schema.alterTable('pet').addColumn('weight', sql\`numeric(5, 2)\`).alterColumn('owner_id', c => c.dropNotNull()).execute();
          await db.schema.alterTable('owner').renameColumn('name', 'full_name').execute();
          await sql\`CREATE INDEX owner_since ON owner (since DESC)\`.execute(db);
        };`,
    });
    const lines = tables.map(table => [
      ...describeTables([table]),
      ...table.columns.map(({ name, databaseType, nullable }) => `${name} ${databaseType}${nullable ? '?' : ''}`),
      ...table.indexes.map(({ name }) => `index ${name}`),
      ...table.foreignKeys.map(({ name, columns, onDelete }) => `key ${name} (${columns.join()}) ${onDelete}`),
    ]);
    assert.deepEqual(lines, [
      [
        'owner(id, full_name, since)',
        'id integer',
        'full_name character varying(40)',
        'since timestamp with time zone',
        'index owner_pkey',
        'index owner_name_key',
        'index owner_since',
      ],
      [
        'pet(id, owner_id, other_id, weight)',
        'id uuid',
        'owner_id integer?',
        'other_id integer?',
        'weight numeric(5,2)?',
        'index pet_pkey',
        'index pet_owner',
        'key pet_owner_id_fkey (owner_id) cascade',
        'key pet_other (other_id) set-null',
      ],
    ]);
  });
});
