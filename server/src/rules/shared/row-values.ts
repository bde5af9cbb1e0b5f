import type { ObjectTree } from '../../core/facts/values';
import type { Model, Table } from '../../core/model';
import type { Query } from '../../core/query';

/** The values that a query writes, where they are written out and each belongs to a column of the table. */
export function columnValues({ clauses }: Query, table: Table): ObjectTree | undefined {
  const data = clauses.find(({ key }) => key === 'data')?.value;
  if (data?.kind !== 'object' || data.open) return undefined;
  const isPlain = data.entries.every(({ key, value }) => {
    const column = table.columns.find(({ logicalName }) => logicalName === key);
    // An object is an operation (`increment`, `set`), or what a column of JSON holds.
    return column !== undefined && (value.kind !== 'object' || column.type === 'Json');
  });
  return isPlain ? data : undefined;
}

/** True where a write changes rows of its own table alone: no nested writes, no cascades. */
export function writesNothingElse(write: Query, model: Model): boolean {
  const table = write.table && model.table(write.table);
  if (!table || write.library !== 'prisma' || (write.operation !== 'create' && write.operation !== 'update'))
    return false;
  return write.clausesComplete && columnValues(write, table) !== undefined;
}
