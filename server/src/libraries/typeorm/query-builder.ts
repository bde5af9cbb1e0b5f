import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape, TableMention } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt, entryOf } from '../shared/call-arguments';
import { allOf, type Conditions, UNREAD } from '../shared/conditions';
import { draftOf, withDraft } from '../shared/drafts';
import { entityMention } from '../shared/entity-mention';
import { unreadQuery } from '../shared/query-draft';
import { rowsOf } from './query-methods';
import { readTextCondition } from './query-text';
import { readWhere } from './query-where';

/** A builder of queries on a table, called `alias` in its texts. */
export function builderOf(
  from: HandleShape,
  table: TableMention | undefined,
  alias: string | undefined,
  context: CallContext,
  conditions: Conditions = allOf([]),
): HandleShape {
  const draft: QueryShape = {
    operation: 'find-many',
    writes: false,
    ...(table ? { table } : {}),
    filters: conditions.filters,
    filtersComplete: conditions.complete,
    clauses: [],
    clausesComplete: false,
    batchable: false,
  };
  const shape: HandleShape = {
    role: 'builder',
    ...(table ? { table } : {}),
    ...(alias === undefined ? {} : { name: alias }),
    ...(from.transaction ? { transaction: true } : {}),
  };
  return withDraft(shape, draft, context);
}

/** `createQueryBuilder('user')` of a repository, `createQueryBuilder(User, 'user')` of a manager. */
export function makeBuilder(
  from: HandleShape,
  table: TableMention | undefined,
  link: Link,
  context: CallContext,
): LibraryCall {
  const named = table ? undefined : argumentAt(link, 0);
  const target = table ?? entityMention(named, context);
  const alias = argumentAt(link, table ? 0 : 1);
  return { result: builderOf(from, target, alias && textOf(alias, context), context) };
}

function textOf(value: Value, context: CallContext): string | undefined {
  const text = context.literal(value);
  return typeof text === 'string' ? text : undefined;
}

const RUNS: ReadonlyMap<
  string,
  { readonly operation?: Operation; readonly gives?: 'row' | 'rows' | 'rows-and-count' }
> = new Map([
  ['getOne', { operation: 'find-first', gives: 'row' }],
  ['getOneOrFail', { operation: 'find-first', gives: 'row' }],
  ['getMany', { operation: 'find-many', gives: 'rows' }],
  ['getManyAndCount', { operation: 'find-many', gives: 'rows-and-count' }],
  ['getRawOne', { operation: 'find-first' }],
  ['getRawMany', { operation: 'find-many' }],
  ['getRawAndEntities', { operation: 'find-many' }],
  ['getCount', { operation: 'count' }],
  ['getExists', { operation: 'count' }],
  ['stream', { operation: 'find-many' }],
  ['execute', {}],
]);

const RELATION_RUNS: ReadonlyMap<string, Operation> = new Map([
  ['loadOne', 'find-first'],
  ['loadMany', 'find-many'],
  ['add', 'update'],
  ['set', 'update'],
  ['remove', 'update'],
  ['addAndRemove', 'update'],
]);

export const BUILDER_RUNS: readonly string[] = [...RUNS.keys(), ...RELATION_RUNS.keys()];

/** What gives a text or a value instead of the builder. */
const GIVES_NO_BUILDER = new Set(['getQuery', 'getSql', 'getParameters', 'getQueryAndParameters']);

export function readBuilderCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const draft = draftOf(handle, context);
  if (!draft || link.form !== 'call' || GIVES_NO_BUILDER.has(link.name)) return undefined;
  const runs = RUNS.get(link.name);
  if (runs) {
    const { table } = draft;
    const label = table ? { label: `${table.name}.${link.name}` } : {};
    const query = { ...draft, ...label, operation: runs.operation ?? draft.operation };
    return { query, ...(runs.gives ? { awaited: rowsOf({ table, rows: 'row' }, runs.gives) } : {}) };
  }
  if (link.name === 'relation') return { result: relationBuilder(handle, link, context) };
  const added = addTo({ ...handle, draft }, draft, link, context);
  // `where(qb => …)`: a builder for a subquery.
  const callbacks = link.args.flatMap(({ value }, argument) =>
    value.kind === 'function'
      ? [{ argument, parameter: 0, handle: builderOf(handle, undefined, undefined, context) }]
      : [],
  );
  const result = added.draft ? withDraft(added, added.draft, context) : added;
  return { result, ...(callbacks.length > 0 ? { callbacks } : {}) };
}

const KINDS: ReadonlyMap<string, Operation> = new Map([
  ['insert', 'create'],
  ['update', 'update-many'],
  ['delete', 'delete-many'],
  ['softDelete', 'update-many'],
  ['restore', 'update-many'],
]);

const CONDITIONS = new Set(['where', 'andWhere', 'setFindOptions', 'whereInIds', 'andWhereInIds']);

/** The builder after a call that shapes the query. */
function addTo(handle: HandleShape, draft: QueryShape, link: Link, context: CallContext): HandleShape {
  const { name } = link;
  const kind = KINDS.get(name);
  if (kind) {
    const table = (name === 'update' && entityMention(argumentAt(link, 0), context)) || draft.table;
    return onTable({ ...handle, draft: { ...draft, operation: kind, writes: true } }, table);
  }
  if (name === 'from' || name === 'into') {
    const table = entityMention(argumentAt(link, 0), context);
    const alias = argumentAt(link, 1);
    const text = alias && textOf(alias, context);
    return { ...onTable(handle, table), ...(text === undefined ? {} : { name: text }) };
  }
  if (CONDITIONS.has(name)) return withCondition(handle, draft, readCondition(handle, link, context));
  // With `or` in between, none of the conditions holds for all rows.
  if (name.startsWith('orWhere')) return { ...handle, draft: { ...draft, filters: [], filtersComplete: false } };
  if (name.startsWith('inner')) return withCondition(handle, draft, UNREAD);
  const clause = clauseOf(handle, link, context);
  return clause ? { ...handle, draft: { ...draft, clauses: addClause(draft.clauses, clause) } } : handle;
}

function onTable(handle: HandleShape, table: TableMention | undefined): HandleShape {
  const { table: _, draft, ...rest } = handle;
  if (!draft) return handle;
  const { table: __, ...query } = draft;
  return table ? { ...rest, table, draft: { ...query, table } } : { ...rest, draft: query };
}

function withCondition(handle: HandleShape, draft: QueryShape, { filters, complete }: Conditions): HandleShape {
  const all = { filters: [...draft.filters, ...filters], filtersComplete: draft.filtersComplete && complete };
  return { ...handle, draft: { ...draft, ...all } };
}

function readCondition({ name: alias }: HandleShape, link: Link, context: CallContext): Conditions {
  const first = argumentAt(link, 0);
  if (link.name === 'setFindOptions') {
    return first?.kind === 'object' ? readWhere(entryOf(first, 'where')?.value, context) : UNREAD;
  }
  if (!first || link.name.endsWith('InIds')) return UNREAD;
  if (first.kind === 'object' || first.kind === 'array') return readWhere(first, context);
  return readTextCondition(first, argumentAt(link, 1), alias, context);
}

const LIMITS: ReadonlyMap<string, string> = new Map([
  ['take', 'take'],
  ['limit', 'take'],
  ['skip', 'skip'],
  ['offset', 'skip'],
]);

/** `orderBy('user.name', 'DESC')` → `orderBy: { name: 'desc' }`. */
function clauseOf({ name: alias }: HandleShape, link: Link, context: CallContext): ObjectEntry | undefined {
  const { argumentsSpan: span } = link;
  const [first, second] = [argumentAt(link, 0), argumentAt(link, 1)];
  const key = LIMITS.get(link.name);
  if (key !== undefined) return first && { key, value: first, span, shorthand: false };
  if (link.name !== 'orderBy' && link.name !== 'addOrderBy') return undefined;
  const [owner, column] = (first && textOf(first, context))?.split('.') ?? [];
  const direction = second ? textOf(second, context) : 'asc';
  if (column === undefined || owner !== alias || direction === undefined) return undefined;
  const order: Value = { kind: 'literal', value: direction.toLowerCase(), span };
  const value: ObjectTree = {
    kind: 'object',
    entries: [{ key: column, value: order, span, shorthand: false }],
    open: false,
    spreads: [],
    span,
  };
  return { key: 'orderBy', value, span, shorthand: false };
}

function addClause(clauses: readonly ObjectEntry[], clause: ObjectEntry): readonly ObjectEntry[] {
  const before = clauses.find(({ key }) => key === clause.key);
  if (!before || clause.key !== 'orderBy') return [...clauses, clause];
  const items = [...(before.value.kind === 'array' ? before.value.items : [before.value]), clause.value];
  const both: ObjectEntry = { ...before, value: { kind: 'array', items, open: false, span: before.span } };
  return clauses.map(entry => (entry === before ? both : entry));
}

/** `relation(User, 'posts').of(user)`. */
function relationBuilder(handle: HandleShape, link: Link, context: CallContext): HandleShape {
  const [first, second] = [argumentAt(link, 0), argumentAt(link, 1)];
  const table = second ? entityMention(first, context) : handle.table;
  const name = second ?? first;
  const relation = name && textOf(name, context);
  return {
    role: 'relation-builder',
    ...(table ? { table } : {}),
    ...(relation === undefined ? {} : { name: relation }),
    ...(handle.transaction ? { transaction: true } : {}),
  };
}

export function readRelationCall(handle: HandleShape, link: Link): LibraryCall | undefined {
  if (link.name === 'of') return { result: handle };
  const operation = RELATION_RUNS.get(link.name);
  if (!operation) return undefined;
  const { name: relation, table } = handle;
  return {
    query: {
      ...unreadQuery(operation),
      ...(relation === undefined ? {} : { relation, label: table ? `${relation} of ${table.name}` : relation }),
    },
  };
}
