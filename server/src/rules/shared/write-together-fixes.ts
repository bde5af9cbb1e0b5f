import type { CallChain, Loop } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import type { Span } from '../../core/text';
import { upTo } from './list-limits';
import { keyFilter, mayMissNull, variesWith } from './loop-keys';
import { columnValues } from './row-values';

/** One statement in place of one per element; none where the elements must be written one by one. */
export function writeTogetherFixes(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent[] {
  const { chain } = query;
  if (loop.form !== 'for-of' && !(loop.form === 'callback' && loop.method === 'map')) return [];
  if (!query.clausesComplete || chain.loops[0] !== loop.id || chain.guards.length > 0) return [];
  if (chain.awaited === 'no' || (loop.form === 'for-of' && chain.awaited !== 'yes')) return [];
  const table = query.table && model.table(query.table);
  if (!table) return [];
  if (doesMore(unit, loop, chain)) return [];
  const fix = insertTogether(unit, loop, query, table) ?? changeTogether(unit, model, loop, query, table);
  return fix ? [fix] : [];
}

/** A round that also logs, counts or waits for something else must stay a round; constants for the new row may be made. */
function doesMore(unit: CodeUnit, loop: Loop, write: CallChain): boolean {
  if (loop.exits.length > 0) return true;
  const constants = unit.facts.bindings.flatMap(({ kind, value }) => (kind === 'const' && value ? [value.span] : []));
  const makesRow = (part: Span): boolean =>
    holds(write.span, part) || (part.end <= write.span.start && constants.some(constant => holds(constant, part)));
  const calls = unit.facts.calls.filter(call => call.loops.includes(loop.id) && call.id !== write.id);
  const waitsBefore = calls.some(call => call.awaited === 'yes' && !holds(write.span, call.span));
  return waitsBefore || [...calls, ...loop.writesOuter].some(({ span }) => !makesRow(span));
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function insertTogether(unit: CodeUnit, loop: Loop, query: Query, table: Table): FixIntent | undefined {
  const { library, operation } = query;
  if (operation !== 'create' || !TAKES_ROWS[library]?.(query)) return undefined;
  // Nested writes need the row's own key, and `select` speaks of a row that nobody reads.
  const row = query.clauses.length === 1 ? rowOf(unit, loop, query, table) : undefined;
  if (!row) return undefined;
  const width = row.kind === 'object' ? row.entries.length : table.columns.length;
  const isPrisma = library === 'prisma';
  return {
    kind: 'insert-together',
    title: isPrisma
      ? 'Write all rows with one `createMany`'
      : `Insert all rows with one statement${upTo(library, table.dialect, 'rows', Math.max(1, width))}`,
    safety: 'review',
    at: query.place,
    loop: loop.span,
    row: row.span,
    ...(isPrisma ? { method: 'createMany' } : {}),
    refusesNone: !isPrisma,
  };
}

/** The calls for a row that take a list of rows, or have a neighbour that does. */
const TAKES_ROWS: Readonly<Partial<Record<string, (query: Query) => boolean>>> = {
  prisma: () => true,
  drizzle: () => true,
  // `onConflict` and `returning` would be links of their own.
  knex: ({ chain: { links } }) => links.length === 2 && links.at(-1)?.name === 'insert',
};

/** The values of one row: an object of columns, or, where rows have no rows of their own, the element as it is. */
function rowOf(unit: CodeUnit, loop: Loop, query: Query, table: Table): Value | undefined {
  const written = columnValues(query, table);
  if (written || query.library === 'prisma') return written;
  const data = query.clauses.find(({ key }) => key === 'data')?.value;
  return data?.kind === 'ref' && data.path.length === 0 && variesWith(unit, loop, data) ? data : undefined;
}

function changeTogether(unit: CodeUnit, model: Model, loop: Loop, query: Query, table: Table): FixIntent | undefined {
  const { library, operation } = query;
  const changes = library === 'prisma' ? PRISMA_CHANGES : library === 'drizzle' ? DRIZZLE_CHANGES : undefined;
  const change = changes?.get(operation);
  if (!change || !query.filtersComplete) return undefined;
  if (query.clauses.some(({ key }) => key !== 'where' && key !== 'data')) return undefined;
  // What is added to a row is added once for each time it stands in the list.
  if (change.isUpdate && !columnValues(query, table)) return undefined;
  const key = keyFilter(unit, loop, query);
  const column = table.columns.find(({ logicalName }) => logicalName === key?.filter.column);
  if (!key || !column || column.list) return undefined;
  // The calls for one row take no null, and in SQL it equals nothing, alone or in a list.
  if (library === 'prisma' && !change.isOne && mayMissNull(unit, model, loop, table, key)) return undefined;
  return {
    kind: 'change-together',
    title: change.title + (library === 'prisma' ? '' : upTo(library, table.dialect, 'keys')),
    safety: 'review',
    at: query.place,
    loop: loop.span,
    library,
    keyEntry: key.filter.span,
    keyField: key.filter.column,
    ...(change.method === undefined ? {} : { method: change.method }),
  };
}

interface ManyAtOnce {
  /** Where the call for many has another name. */
  readonly method?: string;
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

const DRIZZLE_CHANGES: ReadonlyMap<Query['operation'], ManyAtOnce> = new Map([
  ['update-many', { title: 'Update all with one statement', isUpdate: true, isOne: false }],
  ['delete-many', { title: 'Delete all with one statement', isUpdate: false, isOne: false }],
]);
