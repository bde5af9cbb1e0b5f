import type { CodeUnit, Model, Table } from '../../core/model';
import type { Filter, Query } from '../../core/query';
import { isNeverNull, isUniqueColumn } from './loop-keys';
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
  return filters.some(filter => isKey(filter, table));
}

function isKey({ column: logicalName, value }: Filter, table: Table): boolean {
  const column = table.columns.find(candidate => candidate.logicalName === logicalName);
  // What may be null is no key for findUnique, and `undefined` would find any row.
  if (!column || value.kind === 'choice' || value.kind === 'opaque' || value.kind === 'literal') return false;
  return isUniqueColumn(table, column.name);
}

/** The key is there in each round: with `undefined` findFirst finds some row, and findUnique refuses. */
export function hasKeyInEachRound(
  unit: CodeUnit,
  model: Model,
  { loop, repeated: { query } }: QueryPerElement,
): boolean {
  const table = query.table && model.table(query.table);
  return (
    query.filters.every(
      ({ value }) =>
        value.kind === 'literal' ||
        (value.kind === 'ref' && loop !== undefined && isNeverNull(unit, model, loop, value)),
    ) && query.filters.some(filter => table !== undefined && isKey(filter, table))
  );
}
