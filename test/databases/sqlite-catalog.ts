import { type PlainColumn, type PlainForeignKey, type PlainIndex, type PlainTable, plainText } from './plain-catalogue';

/** Of `sql.js`, which has no types of its own. */
interface Database {
  exec(sql: string): readonly { readonly columns: readonly string[]; readonly values: readonly Value[][] }[];
  close(): void;
}

type Value = string | number | null;

const initSqlJs = require('sql.js') as () => Promise<{ readonly Database: new () => Database }>;

type Row = Readonly<Record<string, Value>>;

/** A fresh database that a script has run in, as its pragmas describe it. */
export async function readSqliteCatalog(script: string): Promise<readonly PlainTable[]> {
  const { Database } = await initSqlJs();
  const database = new Database();
  try {
    database.exec(script);
    const tables = rows(database, "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')");
    return tables
      .filter(({ name }) => !String(name).startsWith('sqlite_'))
      .map(({ name, type, sql }) => readTable(database, String(name), type === 'view', String(sql)));
  } finally {
    database.close();
  }
}

function rows(database: Database, sql: string): readonly Row[] {
  const [result] = database.exec(sql);
  if (!result) return [];
  return result.values.map(values => Object.fromEntries(values.map((value, n) => [result.columns[n] ?? '', value])));
}

function readTable(database: Database, name: string, isView: boolean, sql: string): PlainTable {
  const table = `'${name.replaceAll("'", "''")}'`;
  const columns = rows(database, `PRAGMA table_xinfo(${table})`);
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  const listed = rows(database, `PRAGMA index_list(${table})`);
  // INTEGER PRIMARY KEY is the number of the row itself: no index of its own, and never null.
  const rowNumber = key.length === 1 && !listed.some(({ origin }) => origin === 'pk') ? key[0]?.name : undefined;
  return {
    name,
    columns: columns.map(column => plainColumn(column, column.name === rowNumber)),
    indexes: [
      ...(key.length > 0 ? [{ kind: 'primary' as const, columns: key.map(({ name: column }) => String(column)) }] : []),
      ...listed.flatMap(index => (index.origin === 'pk' ? [] : [plainIndex(database, index)])),
    ],
    foreignKeys: plainKeys(rows(database, `PRAGMA foreign_key_list(${table})`), sql),
    ...(isView ? { view: columns.map(column => String(column.name)) } : {}),
  };
}

function plainColumn({ name, type, notnull, dflt_value, hidden }: Row, isRowNumber: boolean): PlainColumn {
  const computed = hidden === 2 ? 'virtual' : hidden === 3 ? 'stored' : undefined;
  const generated = isRowNumber ? 'identity' : computed;
  return {
    name: String(name),
    type: plainType(String(type)),
    nullable: notnull === 0 && !isRowNumber,
    hasDefault: generated !== undefined || (dflt_value !== null && String(dflt_value).toUpperCase() !== 'NULL'),
    generated,
  };
}

export function plainType(type: string): string {
  return type.toLowerCase().replace(/\s+/g, ' ');
}

function plainIndex(database: Database, { name, unique, origin, partial }: Row): PlainIndex {
  const parts = rows(database, `PRAGMA index_xinfo('${String(name).replaceAll("'", "''")}')`);
  const [definition] = rows(
    database,
    `SELECT sql FROM sqlite_master WHERE name = '${String(name).replaceAll("'", "''")}'`,
  );
  const text = String(definition?.sql ?? '');
  return {
    ...(origin === 'c' ? { name: String(name) } : {}),
    kind: unique === 1 ? 'unique' : 'index',
    columns: parts
      .filter(({ key }) => key === 1)
      .map(({ name: column, desc }) => [column ?? 'expression', ...(desc === 1 ? ['desc'] : [])].join(' ')),
    ...(partial === 1 ? { predicate: plainText(/\bWHERE\b([\s\S]*)$/i.exec(text)?.[1]) } : {}),
  };
}

/** Names of foreign keys stand only in the text of the table. */
function plainKeys(list: readonly Row[], sql: string): readonly PlainForeignKey[] {
  const byId = new Map<number, Row[]>();
  for (const row of list) byId.set(Number(row.id), [...(byId.get(Number(row.id)) ?? []), row]);
  const names = [...sql.matchAll(/CONSTRAINT\s+"?(\w+)"?\s+FOREIGN\s+KEY\s*\(([^)]*)\)/gi)];
  return [...byId.values()].map(parts => {
    const columns = parts.map(({ from }) => String(from));
    const name = names.find(([, , of = '']) => plainText(of) === columns.join(',').toLowerCase())?.[1];
    return {
      ...(name === undefined ? {} : { name }),
      columns,
      table: String(parts[0]?.table),
      references: parts.flatMap(({ to }) => (to === null ? [] : [String(to)])),
      onDelete: String(parts[0]?.on_delete).toLowerCase().replace(' ', '-'),
      onUpdate: String(parts[0]?.on_update).toLowerCase().replace(' ', '-'),
    };
  });
}
