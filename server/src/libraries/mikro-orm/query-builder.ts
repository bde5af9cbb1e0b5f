import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape, TableMention } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, lowerDirections } from '../shared/call-arguments';
import { allOf, type Conditions, UNREAD } from '../shared/conditions';
import { builds, draftOf } from '../shared/drafts';
import { about } from '../shared/entity-mention';
import { addClause, addConditions, newDraft, sent, setClause } from '../shared/query-draft';
import { rowsOf } from './query-methods';
import { readWhere } from './query-where';

export function builderOf(
  from: HandleShape,
  table: TableMention | undefined,
  context: CallContext,
  conditions: Conditions = allOf([]),
): LibraryCall {
  const draft = addConditions(newDraft('find-many', table, 'select from'), conditions);
  const builder: HandleShape = {
    role: 'builder',
    ...about(table),
    ...(from.transaction ? { transaction: true } : {}),
  };
  return builds(builder, draft, context);
}

const RUNS: ReadonlyMap<
  string,
  { readonly operation?: Operation; readonly gives?: 'row' | 'rows' | 'rows-and-count' }
> = new Map([
  ['execute', {}],
  ['all', {}],
  ['get', { operation: 'find-first' }],
  ['getResult', { operation: 'find-many', gives: 'rows' }],
  ['getResultList', { operation: 'find-many', gives: 'rows' }],
  ['getSingleResult', { operation: 'find-first', gives: 'row' }],
  ['getResultAndCount', { operation: 'find-many', gives: 'rows-and-count' }],
  ['getCount', { operation: 'count' }],
]);

const KINDS: ReadonlyMap<string, readonly [Operation, string]> = new Map([
  ['insert', ['create', 'insert into']],
  ['update', ['update-many', 'update']],
  ['delete', ['delete-many', 'delete from']],
  ['truncate', ['delete-many', 'truncate']],
  ['count', ['count', 'select from']],
]);

export const BUILDER_RUNS: readonly string[] = [...RUNS.keys(), 'createQueryBuilder', 'qb'];

const GIVES_NO_BUILDER = new Set([
  'getQuery',
  'getFormattedQuery',
  'getParams',
  'getKnexQuery',
  'toQuery',
  'getNativeQuery',
]);

export function readBuilderCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const draft = draftOf(handle, context);
  if (!draft || link.form !== 'call' || GIVES_NO_BUILDER.has(link.name)) return undefined;
  const runs = RUNS.get(link.name);
  if (!runs) return builds(handle, addTo(draft, link, context), context);
  // What an insert gives back is one statement as well.
  const query = sent(draft, draft.writes ? draft.operation : (runs.operation ?? draft.operation));
  return { query, ...(runs.gives ? { awaited: rowsOf(draft.table, runs.gives) } : {}) };
}

/** The query after a call that shapes it. */
function addTo(draft: QueryShape, link: Link, context: CallContext): QueryShape {
  const { name } = link;
  const kind = KINDS.get(name);
  if (kind)
    return {
      ...newDraft(kind[0], draft.table, kind[1]),
      filters: draft.filters,
      filtersComplete: draft.filtersComplete,
    };
  switch (name) {
    case 'where':
    case 'andWhere':
      return addConditions(
        draft,
        argumentAt(link, 0)?.kind === 'object' ? readWhere(argumentAt(link, 0), context) : UNREAD,
      );
    case 'orWhere':
      // None of the conditions holds for all rows.
      return { ...draft, filters: [], filtersComplete: false };
    case 'limit':
      return addClause(draft, 'take', link);
    case 'offset':
      return addClause(draft, 'skip', link);
    case 'orderBy': {
      const order = argumentAt(link, 0);
      const clause = order && { key: name, value: lowerDirections(order), span: link.argumentsSpan, shorthand: false };
      return clause ? setClause(draft, clause) : draft;
    }
    default:
      return name.startsWith('join') || name.startsWith('inner') ? addConditions(draft, UNREAD) : draft;
  }
}
