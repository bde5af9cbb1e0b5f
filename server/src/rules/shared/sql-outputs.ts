import type { Column, Table } from '../../core/model';
import { columnOf, type SqlScope } from './sql-scope';

/** A column of a table and the name that its rows have it under. */
export interface Output {
  readonly name: string;
  readonly column: Column;
  readonly table: Table;
}

/** The columns of a plain SELECT that come out as they are; undefined where a name may stand for two of them. */
export function plainOutputs(scope: SqlScope): readonly Output[] | undefined {
  const { targets, outputs = [], stars = [] } = scope.block;
  const [relation, ...others] = scope.relations;
  if (!relation?.table || others.length > 0 || stars.length > 1 || targets.length !== outputs.length) return undefined;
  const { table, columns } = relation;
  // A star gives columns that nobody knows of.
  if (stars.length > 0 && !columns) return undefined;
  const found: Output[] = stars.length === 0 ? [] : table.columns.map(column => ({ name: column.name, column, table }));
  for (const [index, target] of targets.entries()) {
    const plain = columnOf(scope, target);
    const name = outputs[index];
    if (!plain || name === undefined) return undefined;
    found.push({ ...plain, name });
  }
  return new Set(found.map(({ name }) => name)).size === found.length ? found : undefined;
}
