import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { keyFilter, mayMissNull } from './loop-keys';
import { columnValues } from './row-values';

/** One statement in place of one per element; none where the elements must be written one by one. */
export function writeTogetherFixes(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent[] {
  const { chain } = query;
  if (loop.form !== 'for-of' && !(loop.form === 'callback' && loop.method === 'map')) return [];
  if (!query.clausesComplete || chain.loops[0] !== loop.id || chain.guards.length > 0) return [];
  if (chain.awaited === 'no' || (loop.form === 'for-of' && chain.awaited !== 'yes')) return [];
  const table = query.table && model.table(query.table);
  if (!table) return [];
  const fix = insertTogether(loop, query, table) ?? changeTogether(unit, model, loop, query, table);
  return fix ? [fix] : [];
}

function insertTogether(loop: Loop, query: Query, table: Table): FixIntent | undefined {
  if (query.operation !== 'create' || query.library !== 'prisma') return undefined;
  // Nested writes need the row's own key, and `select` speaks of a row that nobody reads.
  const row = query.clauses.length === 1 ? columnValues(query, table) : undefined;
  if (!row) return undefined;
  return {
    kind: 'insert-together',
    title: 'Write all rows with one `createMany`',
    safety: 'review',
    at: query.place,
    loop: loop.span,
    row: row.span,
    method: 'createMany',
    refusesNone: false,
  };
}

function changeTogether(unit: CodeUnit, model: Model, loop: Loop, query: Query, table: Table): FixIntent | undefined {
  const { library, operation } = query;
  const change = library === 'prisma' ? PRISMA_CHANGES.get(operation) : undefined;
  if (!change || !query.filtersComplete) return undefined;
  if (query.clauses.some(({ key }) => key !== 'where' && key !== 'data')) return undefined;
  // What is added to a row is added once for each time it stands in the list.
  if (change.isUpdate && !columnValues(query, table)) return undefined;
  const key = keyFilter(unit, loop, query);
  const column = table.columns.find(({ logicalName }) => logicalName === key?.filter.column);
  if (!key || !column || column.list) return undefined;
  // The calls for one row take no null.
  if (!change.isOne && mayMissNull(unit, model, loop, table, key)) return undefined;
  return {
    kind: 'change-together',
    title: change.title,
    safety: 'review',
    at: query.place,
    loop: loop.span,
    library,
    keyEntry: key.filter.span,
    keyField: key.filter.column,
    method: change.method,
  };
}

interface ManyAtOnce {
  readonly method: string;
  readonly title: string;
  readonly isUpdate: boolean;
  /** In place of a call for one row. */
  readonly isOne: boolean;
}

/** The calls for one row throw when it is missing, those for many do not. */
const PRISMA_CHANGES: ReadonlyMap<Query['operation'], ManyAtOnce> = new Map([
  [
    'update',
    {
      method: 'updateMany',
      title: 'Update all with one `updateMany`, also where some are missing',
      isUpdate: true,
      isOne: true,
    },
  ],
  ['update-many', { method: 'updateMany', title: 'Update all with one `updateMany`', isUpdate: true, isOne: false }],
  [
    'delete',
    {
      method: 'deleteMany',
      title: 'Delete all with one `deleteMany`, also where some are missing',
      isUpdate: false,
      isOne: true,
    },
  ],
  ['delete-many', { method: 'deleteMany', title: 'Delete all with one `deleteMany`', isUpdate: false, isOne: false }],
]);
