import type { Table, TableIndex } from '../../core/model';
import { logicalColumn } from './table-names';

/** ``The index on `a, b` ``: what it is on says more than its name. */
export function describeIndex(table: Table, index: TableIndex): string {
  const parts = index.columns.map(({ column, expression }) =>
    column === undefined ? (expression ?? '…') : logicalColumn(table, column),
  );
  return `${KINDS[index.kind]} on \`${parts.join(', ')}\``;
}

const KINDS = {
  primary: 'primary key',
  unique: 'unique index',
  index: 'index',
} as const;
