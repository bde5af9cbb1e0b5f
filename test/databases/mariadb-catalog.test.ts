import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextStatement, SCRIPT_START, type SplitCursor } from '../../server/src/frontends/sql/split';
import { readMariadbCatalog } from './mariadb-catalog';
import { useMariadb } from './mariadb-server';
import { describeTables, type PlainIndex, type PlainTable, replayTables } from './plain-catalogue';

const CASES = join(__dirname, 'mariadb-cases');

/** What MariaDB's catalog says and the replay of the same migrations, both ways and for everything. */
describe('the catalogue of MySQL migrations is that of MariaDB', () => {
  const database = useMariadb();

  for (const file of readdirSync(CASES).sort()) {
    it(`for ${file}`, async () => {
      const text = readFileSync(join(CASES, file), 'utf8');
      await database.clear();
      for (const statement of statementsOf(text)) {
        try {
          await database.exec(statement);
        } catch (error) {
          throw new Error(`MariaDB refuses ${statement}: ${String(error)}`);
        }
      }
      const catalog = await readMariadbCatalog(database);
      assert.ok(catalog.length > 0);
      const replayed = replayTables([text], 'mysql').map(asMariadb);
      assert.deepEqual(describeTables(replayed), describeTables(catalog.map(withoutOwnIndexes)));
    });
  }
});

/** The texts that a client sends: with the comments that the server reads, without the client's own commands. */
function* statementsOf(text: string): Generator<string> {
  let cursor: SplitCursor | undefined = SCRIPT_START;
  while (cursor) {
    const { statement, next }: ReturnType<typeof nextStatement> = nextStatement(text, cursor, 'mysql');
    const end = next ? next.at - next.delimiter.length : text.length;
    const sent = text.slice(cursor.at, end).replace(/^DELIMITER.*$/gm, '');
    if (statement.end > statement.start) yield sent;
    cursor = next;
  }
}

/** MariaDB's `json` is another name for `longtext`. */
function asMariadb(table: PlainTable): PlainTable {
  const columns = table.columns.map(column => ({ ...column, type: column.type.replace(/^json$/, 'longtext') }));
  return withoutOwnIndexes({ ...table, columns });
}

/** The server makes an index under a foreign key that has none, and names it after the key; nobody wrote it. */
function withoutOwnIndexes(table: PlainTable): PlainTable {
  const isOwn = (index: PlainIndex): boolean =>
    table.foreignKeys.some(
      key =>
        index.kind === 'index' &&
        index.columns.join() === key.columns.join() &&
        (index.name === key.name ||
          index.name === 'own_index' ||
          (key.name?.includes('_ibfk_') && index.name === key.columns[0])),
    );
  return { ...table, indexes: table.indexes.filter(index => !isOwn(index)) };
}
