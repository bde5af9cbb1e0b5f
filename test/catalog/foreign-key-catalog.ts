/** What a foreign key is known by here: `orders(customer_id)`, columns in alphabetical order. */
export type KeyName = string;

export function nameKey(table: string, columns: readonly string[]): KeyName {
  return `${table}(${[...columns].sort().join(', ')})`;
}

interface KeyRow {
  readonly relation: number;
  readonly table: string;
  readonly columns: string[];
}

interface IndexRow {
  readonly relation: number;
  readonly method: string;
  readonly columns: (string | null)[];
  readonly predicate: string | null;
}

const KEYS = `
  SELECT c.conrelid::int AS relation, r.relname AS "table",
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) AS k(number) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) AS columns
  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
  WHERE c.contype = 'f' AND c.conparentid = 0`;

/** The columns of an index without those it only includes; null for an expression. */
const INDEXES = `
  SELECT i.indrelid::int AS relation, m.amname AS method, pg_get_expr(i.indpred, i.indrelid) AS predicate,
    ARRAY(SELECT a.attname::text FROM generate_series(0, i.indnkeyatts - 1) AS n LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n] AND i.indkey[n] <> 0 ORDER BY n) AS columns
  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
  WHERE i.indisvalid AND i.indisready`;

/** The foreign keys, and those that no index serves, as the database's own catalog tells it. */
export async function readForeignKeys(
  query: <T>(sql: string) => Promise<T[]>,
): Promise<{ readonly all: readonly KeyName[]; readonly unindexed: readonly KeyName[] }> {
  const keys = await query<KeyRow>(KEYS);
  const indexes = await query<IndexRow>(INDEXES);
  const serves = (key: KeyRow) => indexes.some(index => index.relation === key.relation && findsBy(index, key.columns));
  const names = (rows: readonly KeyRow[]) => [...new Set(rows.map(row => nameKey(row.table, row.columns)))].sort();
  return { all: names(keys), unindexed: names(keys.filter(key => !serves(key))) };
}

function findsBy({ method, columns, predicate }: IndexRow, key: readonly string[]): boolean {
  if (method !== 'btree' && !(method === 'hash' && key.length === 1)) return false;
  if (predicate !== null && !leavesOutOnlyNull(predicate, key)) return false;
  const first = columns.slice(0, key.length);
  return key.every(column => first.includes(column));
}

/** `(coupon_id IS NOT NULL)`, as PostgreSQL prints it. */
function leavesOutOnlyNull(predicate: string, key: readonly string[]): boolean {
  return predicate.split(' AND ').every(part => {
    const column = /^\(*("?)(.+)\1 IS NOT NULL\)*$/.exec(part)?.[2];
    return column !== undefined && key.includes(column);
  });
}
