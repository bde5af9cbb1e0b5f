import { type Catalogue, childrenOf, isPostgres } from './catalogue';
import { dropForeignKeysTo, unbindForeignKeys } from './replay-foreign-keys';
import type { TableState, TypeState } from './table-state';

/** Partitions go with their table; inheriting tables and views by CASCADE, without which the statement fails. */
export function dropTable(catalogue: Catalogue, table: TableState): void {
  if (isPostgres(catalogue)) dropForeignKeysTo(catalogue, table);
  for (const gone of removeTable(catalogue, table)) dropViews(catalogue, view => isReading(view, gone));
}

/** Takes a table and its children away, not what reads them; gives all that went. */
export function removeTable(catalogue: Catalogue, table: TableState): readonly TableState[] {
  const position = catalogue.tables.indexOf(table);
  if (position < 0) return [];
  catalogue.tables.splice(position, 1);
  unbindForeignKeys(catalogue, table);
  return [table, ...childrenOf(catalogue, table).flatMap(child => removeTable(catalogue, child))];
}

/** MySQL and SQLite keep a view of what is gone. */
export function dropViewsOfColumn(catalogue: Catalogue, table: TableState, column: string): void {
  if (isPostgres(catalogue)) dropViews(catalogue, view => isReading(view, table, column));
}

export function dropViewsOfType(catalogue: Catalogue, type: TypeState): void {
  dropViews(catalogue, ({ reads }) => reads?.types.includes(type) === true);
}

function dropViews(catalogue: Catalogue, isMeant: (view: TableState) => boolean): void {
  for (const view of catalogue.tables.filter(isMeant)) dropTable(catalogue, view);
}

function isReading({ reads }: TableState, table: TableState, column?: string): boolean {
  return (
    reads?.tables.some(read => read.table === table && (column === undefined || read.columns.includes(column))) === true
  );
}
