import type { MariadbDatabase } from './mariadb-server';
import type { PlainColumn, PlainForeignKey, PlainIndex, PlainTable } from './plain-catalogue';

interface ColumnRow {
  readonly t: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: 'YES' | 'NO';
  readonly value: string | null;
  readonly extra: string;
}

interface IndexRow {
  readonly t: string;
  readonly name: string;
  readonly nonUnique: number;
  readonly col: string;
  readonly part: number | null;
  readonly direction: 'A' | 'D' | null;
  readonly type: string;
}

interface KeyRow {
  readonly t: string;
  readonly name: string;
  readonly col: string;
  readonly target: string;
  readonly targetColumn: string;
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** Everything that information_schema knows of the tables and views of a database. */
export async function readMariadbCatalog(database: MariadbDatabase): Promise<readonly PlainTable[]> {
  const inDatabase = `TABLE_SCHEMA = '${database.name}'`;
  const tables = await database.query<{ readonly name: string; readonly kind: string }>(
    `SELECT TABLE_NAME AS name, TABLE_TYPE AS kind FROM information_schema.TABLES WHERE ${inDatabase}`,
  );
  const columns = await database.query<ColumnRow>(
    `SELECT TABLE_NAME AS t, COLUMN_NAME AS name, COLUMN_TYPE AS type, IS_NULLABLE AS nullable, COLUMN_DEFAULT AS value, EXTRA AS extra
     FROM information_schema.COLUMNS WHERE ${inDatabase} ORDER BY ORDINAL_POSITION`,
  );
  const indexes = await database.query<IndexRow>(
    `SELECT TABLE_NAME AS t, INDEX_NAME AS name, NON_UNIQUE AS nonUnique, COLUMN_NAME AS col, SUB_PART AS part, COLLATION AS direction, INDEX_TYPE AS type
     FROM information_schema.STATISTICS WHERE ${inDatabase} ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
  );
  const keys = await database.query<KeyRow>(
    `SELECT k.TABLE_NAME AS t, k.CONSTRAINT_NAME AS name, k.COLUMN_NAME AS col, k.REFERENCED_TABLE_NAME AS target,
       k.REFERENCED_COLUMN_NAME AS targetColumn, r.DELETE_RULE AS onDelete, r.UPDATE_RULE AS onUpdate
     FROM information_schema.KEY_COLUMN_USAGE k
     JOIN information_schema.REFERENTIAL_CONSTRAINTS r
       ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
     WHERE k.TABLE_SCHEMA = '${database.name}' ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
  );
  return tables.map(({ name, kind }) => {
    const own = columns.filter(({ t }) => t === name);
    return {
      name,
      columns: own.map(plainColumn),
      indexes: groups(indexes.filter(({ t }) => t === name)).map(plainIndex),
      foreignKeys: groups(keys.filter(({ t }) => t === name)).map(plainKey),
      ...(kind === 'VIEW' ? { view: own.map(column => column.name) } : {}),
    };
  });
}

function groups<T extends { readonly name: string }>(rows: readonly T[]): readonly (readonly T[])[] {
  const byName = new Map<string, T[]>();
  for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  return [...byName.values()];
}

function plainColumn({ name, type, nullable, value, extra }: ColumnRow): PlainColumn {
  const generated = /auto_increment/i.test(extra)
    ? 'identity'
    : /STORED GENERATED/i.test(extra)
      ? 'stored'
      : /VIRTUAL GENERATED/i.test(extra)
        ? 'virtual'
        : undefined;
  return {
    name,
    type: typeAsMysql(type),
    nullable: nullable === 'YES',
    // MariaDB writes the word for a column that may be null and has no default.
    hasDefault: generated !== undefined || (value !== null && value !== 'NULL'),
    generated,
  };
}

/** MySQL 8 spells some types otherwise: no display width of integers, `json` and `geomcollection` by their names. */
function typeAsMysql(type: string): string {
  if (/zerofill/.test(type)) return type;
  return type
    .replace(/^(tinyint)\((?!1\))\d+\)|^(tinyint)\(1\)(?= unsigned)/, '$1$2')
    .replace(/^(smallint|mediumint|int|bigint|year)\(\d+\)/, '$1');
}

function plainIndex(rows: readonly IndexRow[]): PlainIndex {
  const { name, nonUnique = 1, type = '' } = rows[0] ?? {};
  return {
    name,
    kind: name === 'PRIMARY' ? 'primary' : nonUnique === 0 ? 'unique' : 'index',
    method: type === 'BTREE' ? undefined : type.toLowerCase(),
    // A spatial index always says 32 bytes.
    columns: rows.map(
      ({ col, part, direction }) =>
        `${col}${part === null || type === 'SPATIAL' ? '' : `(${part})`}${direction === 'D' ? ' desc' : ''}`,
    ),
  };
}

function plainKey(rows: readonly KeyRow[]): PlainForeignKey {
  const [first] = rows;
  return {
    name: first?.name,
    columns: rows.map(({ col }) => col),
    table: first?.target ?? '',
    references: rows.map(({ targetColumn }) => targetColumn),
    onDelete: first?.onDelete.toLowerCase().replace(' ', '-'),
    onUpdate: first?.onUpdate.toLowerCase().replace(' ', '-'),
  };
}
