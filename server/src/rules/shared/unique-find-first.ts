import type { CodeUnit, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { type QueryPerElement, startsTogether } from './repeated-queries';

/** Options of `findFirst` that `findUnique` has as well. */
const SHARED_OPTIONS = new Set(['where', 'select', 'include', 'omit']);

/**
 * Calls of Prisma's `findFirst` on a unique key that start together: `findUnique` says the same, and Prisma sends all of
 * them as one statement (measured on 7.10).
 */
export function isUniqueFindFirst(unit: CodeUnit, model: Model, { loop, call, repeated }: QueryPerElement): boolean {
  const { query } = repeated;
  if (query.library !== 'prisma' || query.operation !== 'find-first' || call.call.ownAwaitBefore) return false;
  if (
    !loop ||
    repeated.path.length > 0 ||
    unit.loop(call.loops[0] ?? '') !== loop ||
    !startsTogether(loop, call.call)
  ) {
    return false;
  }
  const table = query.table && model.table(query.table);
  return table !== undefined && isUniqueLookup(query, table);
}

function isUniqueLookup({ clauses, clausesComplete, filters, filtersComplete }: Query, table: Table): boolean {
  if (!clausesComplete || !filtersComplete || clauses.some(({ key }) => !SHARED_OPTIONS.has(key))) return false;
  // Anything but equality keeps Prisma from batching.
  if (!filters.every(({ operator, insensitive }) => operator === 'equals' && !insensitive)) return false;
  return filters.some(({ column: logicalName, value }) => {
    const column = table.columns.find(candidate => candidate.logicalName === logicalName);
    // A key that may be null is no key for findUnique, and `undefined` would find any row.
    if (!column || value.kind === 'choice' || value.kind === 'opaque') return false;
    return table.indexes.some(
      ({ kind, columns, predicate }) =>
        kind !== 'index' && !predicate && columns.length === 1 && columns[0]?.column === column.name,
    );
  });
}
