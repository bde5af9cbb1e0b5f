import type { SqlBlock } from '../../core/facts/sql-template';
import type { Table } from '../../core/model';
import { conjunctsOf } from './expressions';
import { columnOf, type SqlScope } from './sql-scope';

/**
 * Some other part of the condition is an equality that an index of the table begins with: the planner finds the rows by
 * that one, and what the rest of the condition looks like hardly matters.
 */
export function hasIndexedEquality(table: Table, block: SqlBlock, scope: SqlScope): boolean {
  return conjunctsOf(block.where).some(condition => {
    if (condition.kind !== 'operator' || !EQUALITIES.has(condition.operator)) return false;
    return condition.args.some(side => {
      const found = columnOf(scope, side);
      return found?.table === table && startsAnIndex(table, found.column.name);
    });
  });
}

/** Is the column the first one of an index that finds single values? */
export function startsAnIndex(table: Table, column: string): boolean {
  return table.indexes.some(index => {
    const method = index.method?.toLowerCase() ?? 'btree';
    return (method === 'btree' || method === 'hash') && index.columns[0]?.column === column;
  });
}

const EQUALITIES: ReadonlySet<string> = new Set(['=', 'in', '= any']);
