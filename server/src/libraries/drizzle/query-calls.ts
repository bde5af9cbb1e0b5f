import type { Link } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { builds, draftOf } from '../shared/drafts';
import {
  addClause,
  addConditions,
  addJoin,
  addOrder,
  isList,
  newDraft,
  partly,
  rawQuery,
  sent,
  setClause,
} from '../shared/query-draft';
import { type ConditionScope, conditionScope, readCondition } from './query-conditions';
import { chainBehind, functionCalled, tableNamed } from './query-names';
import { orderOf } from './query-order';

/** The calls of a database or a transaction. */
export function readClientCall(client: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const [first, second] = link.args.map(({ value }) => value);
  const table = tableNamed(first, context);
  switch (link.name) {
    case 'select':
    case 'selectDistinct':
      return building(client, link, context, 'select', selectDraft(link, first, context));
    case 'selectDistinctOn':
      return building(client, link, context, 'select', selectDraft(link, second, context));
    case 'insert':
    case 'replace':
      return building(client, link, context, 'insert', newDraft('create', table, 'insert into'));
    case 'update':
      return building(client, link, context, 'update', newDraft('update-many', table, 'update'));
    case 'delete':
      return building(client, link, context, 'delete', newDraft('delete-many', table, 'delete from'));
    case '$count': {
      const draft = newDraft('count', table, 'count');
      const scope = conditionScope(table, context);
      return { query: second ? addConditions(draft, readCondition(second, scope)) : draft };
    }
    case 'execute':
    case 'run':
    case 'all':
    case 'get':
      return { query: readRaw(client, link, context) };
    case 'refreshMaterializedView':
      return building(client, link, context, 'other', {
        ...newDraft('raw', undefined, 'refresh materialized view'),
        writes: true,
      });
    case 'transaction':
      return { callbacks: [{ argument: 0, parameter: 0, handle: { ...client, transaction: true } }] };
    case 'with':
      return { result: client };
    default:
      return undefined;
  }
}

function building(
  client: HandleShape,
  link: Link,
  context: CallContext,
  kind: string,
  draft: QueryShape,
): LibraryCall | undefined {
  if (link.form !== 'call') return undefined;
  const { name: _, ...rest } = client;
  return builds({ ...rest, role: `builder:${kind}` }, draft, context);
}

function selectDraft(link: Link, fields: Value | undefined, context: CallContext): QueryShape {
  const draft = newDraft(aggregationOf(fields, context) ?? 'find-many', undefined, 'select from');
  return fields
    ? setClause(draft, { key: 'select', value: fields, span: link.argumentsSpan, shorthand: false })
    : draft;
}

/** What is selected where it is nothing but aggregates: `{ total: count() }`. */
function aggregationOf(fields: Value | undefined, context: CallContext): Operation | undefined {
  if (fields?.kind !== 'object' || fields.open || fields.entries.length === 0) return undefined;
  const functions = fields.entries.map(({ value }) => aggregateNamed(value, context));
  if (functions.some(name => name === undefined)) return undefined;
  return functions.every(name => name === 'count') ? 'count' : 'aggregate';
}

function aggregateNamed(value: Value, context: CallContext): string | undefined {
  const chain = chainBehind(value, context);
  const called = chain && functionCalled(chain, context);
  if (called !== 'sql') return AGGREGATE.exec(called ?? '')?.[1];
  const text = chain?.links[0]?.args[0]?.value;
  const [begin] = text?.kind === 'template' ? text.pieces : [];
  const written = begin?.kind === 'text' ? begin.cooked : text?.kind === 'literal' ? String(text.value) : '';
  return /^\s*(count|sum|avg|min|max)\s*\(/i.exec(written)?.[1]?.toLowerCase();
}

const AGGREGATE = /^(count|sum|avg|min|max)(?:Distinct)?$/;

/** The calls of a builder: each says more of its query, or sends it. */
export function readBuilderCall(builder: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const { role } = builder;
  const draft = draftOf(builder, context);
  if (!draft || link.form !== 'call') return undefined;
  if (TERMINALS.has(link.name) || (link.name === 'values' && role !== 'builder:insert')) {
    return {
      query: sent(draft, link.name === 'get' && draft.operation === 'find-many' ? 'find-first' : draft.operation),
    };
  }
  const next = role === 'prepared' ? undefined : nextDraft(builder, draft, link, context);
  if (!next) return undefined;
  const nextRole = link.name === 'prepare' ? 'prepared' : link.name === 'as' ? 'subquery' : role;
  return builds({ ...builder, role: nextRole }, next, context);
}

const TERMINALS: ReadonlySet<string> = new Set(['execute', 'all', 'get', 'run', 'iterator', 'sync']);

/** Leave the query as it is, as far as anybody asks. */
const NEUTRAL: ReadonlySet<string> = new Set([
  ...['prepare', 'as', 'toSQL', 'getSQL', '$dynamic', 'returning', '$returningId', 'output', 'for', 'comment'],
  ...['$withCache', 'onConflictDoNothing', 'overridingSystemValue', 'ignore', 'useIndex', 'forceIndex', 'ignoreIndex'],
]);

const SET_OPERATIONS = /^(?:union|unionAll|intersect|intersectAll|except|exceptAll)$/;

function nextDraft({ role }: HandleShape, draft: QueryShape, link: Link, context: CallContext): QueryShape | undefined {
  const [first] = link.args.map(({ value }) => value);
  const scope = conditionScope(draft.table, context);
  switch (link.name) {
    case 'from': {
      if (role !== 'builder:select') return addClause(draft, 'from', link);
      const table = tableNamed(first, context);
      const { label: _, lazy, ...rest } = draft;
      const from = newDraft(draft.operation, table, 'select from');
      // The rows of another query are not those of its table.
      return table ? { ...from, ...rest, table, lazy: lazy ?? true } : partly({ ...from, ...rest });
    }
    case 'values':
      return addClause(isList(first, context) ? { ...draft, operation: 'create-many' } : draft, 'data', link);
    case 'select':
      return role === 'builder:insert' ? partly({ ...draft, operation: 'create-many' }) : undefined;
    case 'set':
      return addClause(draft, 'data', link);
    case 'onConflictDoUpdate':
    case 'onDuplicateKeyUpdate':
      return { ...draft, operation: 'upsert' };
    case 'where':
      return first ? addConditions(addClause(draft, 'where', link), readCondition(first, scope)) : draft;
    case 'limit':
      return addClause(isOne(first, draft, context) ? { ...draft, operation: 'find-first' } : draft, 'take', link);
    case 'offset':
      return addClause(draft, 'skip', link);
    case 'orderBy':
      return orderedBy(draft, link, context);
    case 'groupBy':
      return addClause({ ...draft, operation: 'aggregate' }, 'groupBy', link);
    case 'having':
      return partly(addClause(draft, 'having', link));
    default:
      if (/^(?:inner|left|right|full|cross)Join(?:Lateral)?$/.test(link.name)) {
        return addJoin(draft, link, joinsColumns(link.args[1]?.value, scope));
      }
      if (SET_OPERATIONS.test(link.name)) return partly(draft);
      return NEUTRAL.has(link.name) ? draft : undefined;
  }
}

function joinsColumns(condition: Value | undefined, scope: ConditionScope): boolean {
  const { filters } = condition ? readCondition(condition, scope) : { filters: [] };
  return filters.length === 1 && filters[0]?.operator === 'relation';
}

function isOne(count: Value | undefined, { operation }: QueryShape, context: CallContext): boolean {
  return operation === 'find-many' && count !== undefined && context.literal(count) === 1;
}

function orderedBy(draft: QueryShape, { args, argumentsSpan }: Link, context: CallContext): QueryShape {
  const scope = conditionScope(draft.table, context);
  const order = args.map(({ value }) => orderOf(value, scope));
  return addOrder(
    draft,
    order,
    args.some(({ spread }) => spread),
    argumentsSpan,
  );
}

/** `` db.execute(sql`…`) ``; what an own function puts together cannot be read. */
function readRaw({ dialect }: { readonly dialect?: Dialect }, link: Link, context: CallContext): QueryShape {
  const argument = link.args[0]?.value;
  const chain = chainBehind(argument, context);
  const [tag, more] = chain?.links ?? [];
  const called = chain && tag && !more ? functionCalled(chain, context) : undefined;
  const isRaw = called === 'sql.raw';
  const text = isRaw || (called === 'sql' && tag?.form === 'tag') ? tag?.args[0]?.value : undefined;
  if (!text) return rawQuery(undefined, link.name);
  return rawQuery(
    {
      text,
      style: 'numbered',
      holesAreParameters: !isRaw,
      api: isRaw ? 'fragment' : 'tag',
      ...(dialect ? { dialect } : {}),
    },
    link.name,
  );
}
