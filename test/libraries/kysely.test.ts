import assert from 'node:assert/strict';
import type { Table } from '../../server/src/core/model';
import { buildModel, type TestFiles } from '../model/build-model';

const PACKAGE = JSON.stringify({ name: 'shop', dependencies: { kysely: '0.28.0', pg: '8.0.0' } });

describe('the interface of a Kysely client', () => {
  it('names tables and columns with their types', async () => {
    const tables = await tablesOf({
      'src/database.ts': `
        import { type ColumnType, type Generated, Kysely, PostgresDialect } from 'kysely';
        import type { PetTable } from './pet';
        interface Common { id: Generated<number> }
        export interface PersonTable extends Common {
          first_name: string;
          last_name: string | null;
          created_at: ColumnType<Date, string | undefined, never>;
          tags: string[];
        }
        export interface Database {
          person: PersonTable;
          pet: PetTable;
          'audit.entry': { at: Date };
        }
        export const db = new Kysely<Database>({ dialect: new PostgresDialect({}) });
      `,
      'src/pet.ts': `
        import type { Generated } from 'kysely';
        export type PetTable = { id: Generated<string>; owner_id: number };
      `,
    });
    assert.deepEqual(tables.map(describeTable), [
      'public.person: id number default, first_name string, last_name string?, created_at Date default, tags string[]',
      'public.pet: id string default, owner_id number',
      'audit.entry: at Date',
    ]);
    for (const table of tables) {
      assert.equal(table.complete, false, 'keys and indexes are not known');
      assert.deepEqual([table.indexes, table.foreignKeys], [[], []]);
      assert.ok(table.columns.every(column => column.databaseType === undefined));
    }
  });

  it('may go by any name where a client names it', async () => {
    const tables = await tablesOf({
      'src/db.ts': `
        import { type Generated, Kysely } from 'kysely';
        interface Tables { person: { id: Generated<number> } }
        export function people(db: Kysely<Tables>) { return db.selectFrom('person').execute(); }
      `,
    });
    assert.deepEqual(tables.map(describeTable), ['public.person: id number default']);
  });

  it('also names the tables whose columns stand out of sight', async () => {
    const tables = await tablesOf({
      'src/db.ts': `
        import type { Generated } from 'kysely';
        import type { Pets } from '@shop/pets';
        interface Row { id: Generated<number> }
        export interface Database { row: Row; pets: Pets }
      `,
    });
    assert.deepEqual(
      tables.map(table => [describeTable(table), table.columnsComplete]),
      [
        ['public.row: id number default', true],
        ['public.pets: ', false],
      ],
    );
  });

  it('is none where a part of it is not a table', async () => {
    const tables = await tablesOf({
      'src/db.ts': `
        import { type Generated, Kysely } from 'kysely';
        interface Row { id: Generated<number> }
        export interface DatabaseOptions { database: string; row: Row }
        export interface OtherDatabase { row: Row; connect(): void; url: string }
        export interface EmptyDatabase {}
        export interface ForeignDatabase { one: Elsewhere; other: Elsewhere }
      `,
    });
    assert.deepEqual(tables, []);
  });
});

async function tablesOf(files: TestFiles): Promise<readonly Table[]> {
  const { model } = await buildModel({ 'package.json': PACKAGE, ...files });
  return model.project.databases.flatMap(({ id }) => model.tables(id));
}

function describeTable(table: Table): string {
  const columns = table.columns.map(
    ({ name, type, list, nullable, hasDefault }) =>
      `${name} ${type}${list ? '[]' : ''}${nullable ? '?' : ''}${hasDefault ? ' default' : ''}`,
  );
  return `${table.ref.schema}.${table.ref.name}: ${columns.join(', ')}`;
}
