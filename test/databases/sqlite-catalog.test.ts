import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeTables, type PlainTable, replayTables } from './plain-catalogue';
import { plainType, readSqliteCatalog } from './sqlite-catalog';

const CASES = join(__dirname, 'sqlite-cases');

/** What SQLite's pragmas say and the replay of the same migrations, both ways and for everything. */
describe('the catalogue of SQLite migrations is that of SQLite', () => {
  for (const file of readdirSync(CASES).sort()) {
    it(`for ${file}`, async () => {
      const text = readFileSync(join(CASES, file), 'utf8');
      const catalog = await readSqliteCatalog(text);
      assert.ok(catalog.length > 0);
      const replayed = replayTables([text], 'sqlite').map(asPragmas);
      assert.deepEqual(describeTables(replayed), describeTables(catalog.map(withKnownTargets(replayed))));
    });
  }
});

/** The pragmas tell neither how expressions read nor which collation a column of an index was given. */
function asPragmas(table: PlainTable): PlainTable {
  return {
    ...table,
    columns: table.columns.map(column => ({ ...column, type: plainType(column.type.replace(/^\? /, '')) })),
    indexes: table.indexes.map(({ name, ...index }) => ({
      ...index,
      // Only CREATE INDEX names an index; constraints have names of SQLite's own.
      ...(index.kind === 'primary' || name === undefined ? {} : { name }),
      columns: index.columns.map(part => {
        const [column = ''] = part.split(' ');
        const isDescending = part.endsWith(' desc') && index.kind !== 'primary';
        const known = table.columns.find(({ name: own }) => part === own || part.startsWith(`${own} `))?.name;
        return [known ?? (column.startsWith('(') ? 'expression' : column), ...(isDescending ? ['desc'] : [])].join(' ');
      }),
    })),
  };
}

/** REFERENCES without columns means the primary key: the pragma leaves that to the reader. */
function withKnownTargets(replayed: readonly PlainTable[]): (table: PlainTable) => PlainTable {
  const keyOf = (name: string): readonly string[] =>
    replayed.find(table => table.name === name)?.indexes.find(({ kind }) => kind === 'primary')?.columns ?? [];
  return table => ({
    ...table,
    foreignKeys: table.foreignKeys.map(key =>
      key.references.length > 0 ? key : { ...key, references: keyOf(key.table) },
    ),
  });
}
