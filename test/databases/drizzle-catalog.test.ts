import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  generateMySQLDrizzleJson,
  generateMySQLMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import type { Dialect } from '../../server/src/core/facts/sql-template';
import type { Table } from '../../server/src/core/model';
import { readSchema } from '../libraries/declared-schema';
import { readMariadbCatalog } from './mariadb-catalog';
import { useMariadb } from './mariadb-server';
import { describeTables, type PlainTable, plainText } from './plain-catalogue';
import { readSqliteCatalog } from './sqlite-catalog';

const PROJECTS = join(__dirname, 'projects');

/** What drizzle-kit makes of a schema for PostgreSQL is compared beside the other catalogs, without a server. */
describe('what drizzle-kit makes of a schema is what it declares', function () {
  this.timeout(60_000);

  describe('on MariaDB', () => {
    const database = useMariadb();

    it('with every kind of column, index and constraint', async () => {
      const path = join(PROJECTS, 'drizzle-clinic/schema.ts');
      const made = await generateMySQLDrizzleJson(require(path));
      for (const statement of await generateMySQLMigration(await generateMySQLDrizzleJson({}), made)) {
        // SERIAL says this itself; MySQL lets it be said twice.
        await database.exec(statement.replace('serial AUTO_INCREMENT NOT NULL', 'serial'));
      }
      const catalog = await readMariadbCatalog(database);
      const declared = (await declaredTables(path, 'mysql')).map(asMariadb);
      assert.deepEqual(describeTables(declared), describeTables(catalog.map(withoutKeyIndexes)));
    });
  });

  it('on SQLite', async () => {
    const path = join(PROJECTS, 'drizzle-diary/schema.ts');
    const made = await generateSQLiteDrizzleJson(require(path));
    const script = (await generateSQLiteMigration(await generateSQLiteDrizzleJson({}), made)).join('\n');
    const declared = (await declaredTables(path, 'sqlite')).map(asPragmas);
    const catalog = (await readSqliteCatalog(script)).map(withoutQualifiers);
    assert.deepEqual(describeTables(declared), describeTables(catalog));
  });
});

async function declaredTables(path: string, dialect: Dialect): Promise<readonly PlainTable[]> {
  const { tables } = await readSchema({ 'schema.ts': readFileSync(path, 'utf8') }, { dialect });
  for (const table of tables) assert.ok(table.complete, `${table.ref.name} is not understood`);
  return tables.map(plainTable);
}

function plainTable({ ref, columns, indexes, foreignKeys, view }: Table): PlainTable {
  return {
    name: ref.name,
    columns: columns.map(({ name, databaseType = '?', nullable, hasDefault, generated }) => ({
      ...{ name, type: databaseType, nullable, hasDefault, generated },
    })),
    indexes: indexes.map(({ name, kind, method, columns: parts, predicate }) => ({
      ...{ name, kind, method },
      columns: parts.map(({ column, expression, order }) =>
        [column ?? `(${plainText(expression)})`, ...(order === 'desc' ? ['desc'] : [])].join(' '),
      ),
      ...(predicate ? { predicate: plainText(predicate.text) } : {}),
    })),
    foreignKeys: foreignKeys.map(key => ({
      ...{ name: key.name, columns: key.columns, table: key.references.name, references: key.referencedColumns },
      ...{ onDelete: key.onDelete, onUpdate: key.onUpdate },
    })),
    ...(view ? { view: columns.map(({ name }) => name) } : {}),
  };
}

/** MariaDB's `json` is another name for `longtext`; a primary key has no name of its own. */
function asMariadb(table: PlainTable): PlainTable {
  return {
    ...table,
    columns: table.columns.map(column => ({ ...column, type: column.type.replace(/^json$/, 'longtext') })),
    indexes: table.indexes.map(index => (index.kind === 'primary' ? { ...index, name: 'PRIMARY' } : index)),
  };
}

/** The server makes an index under a foreign key that has none; nobody wrote it. */
function withoutKeyIndexes(table: PlainTable): PlainTable {
  const keys = new Set(table.foreignKeys.map(({ name }) => name));
  return { ...table, indexes: table.indexes.filter(({ name }) => !keys.has(name)) };
}

/** The pragmas tell neither the names of constraints nor how expressions read. */
function asPragmas(table: PlainTable): PlainTable {
  return {
    ...table,
    indexes: table.indexes.map(({ name, ...index }) => ({
      ...index,
      ...(index.kind === 'primary' || name === undefined ? {} : { name }),
      columns: index.columns.map(part => (part.startsWith('(') ? 'expression' : part)),
    })),
  };
}

/** drizzle-kit writes the table before every column of a condition. */
function withoutQualifiers(table: PlainTable): PlainTable {
  const indexes = table.indexes.map(({ predicate, ...index }) => ({
    ...index,
    ...(predicate === undefined ? {} : { predicate: predicate.replaceAll(`${table.name}.`, '') }),
  }));
  return { ...table, indexes };
}
