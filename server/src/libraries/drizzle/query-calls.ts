import type { Link } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { addClause, addConditions, newDraft, partly, rawQuery, sent, setClause } from '../shared/query-draft';
import { conditionScope, readCondition } from './query-conditions';
import { chainBehind, functionCalled, tableNamed } from './query-names';
import { orderOf } from './query-order';

/** The calls of a database or a transaction. */
export function readClientCall(client: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const [first, second] = link.args.map(({ value }) => value);
  const table = tableNamed(first, context);
  switch (link.name) {
    case 'select':
    case 'selectDistinct':
      return building(client, link, 'select', selectDraft(link, first, context));
    case 'selectDistinctOn':
      return building(client, link, 'select', selectDraft(link, second, context));
    case 'insert':
    case 'replace':
      return building(client, link, 'insert', newDraft('create', table, 'insert into'));
    case 'update':
      return building(client, link, 'update', newDraft('update-many', table, 'update'));
    case 'delete':
      return building(client, link, 'delete', newDraft('delete-many', table, 'delete from'));
    case '$count': {
      const draft = newDraft('count', table, 'count');
      const scope = conditionScope(table, context);
      return { query: second ? addConditions(draft, readCondition(second, scope)) : draft };
    }
    case 'execute':
    case 'run':
    case 'all':
    case 'get':
    case 'values':
      return { query: readRaw(client, link, context) };
    case 'refreshMaterializedView':
      return building(client, link, 'other', { ...newDraft('raw', undefined, 'refresh materialized view'), writes: true });
    case 'transaction':
      return { callbacks: [{ argument: 0, parameter: 0, handle: { ...client, transaction: true } }] };
    case 'with':
      return { result: client };
    default:
      return undefined;
  }
}

function building(client: HandleShape, link: Link, kind: string, draft: QueryShape): LibraryCall | undefined {
  if (link.form !== 'call') return undefined;
  const { name: _, ...rest } = client;
  return { query: draft, result: { ...rest, role: `builder:${kind}`, draft } };
}

function selectDraft(link: Link, fields: Value | undefined, context: CallContext): QueryShape {
  const draft = newDraft(aggregationOf(fields, context) ?? 'find-many', undefined, 'select from');
  return fields ? setClause(draft, { key: 'select', value: fields, span: link.argumentsSpan, shorthand: false }) : draft;
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
  const { role, draft } = builder;
  if (!draft || link.form !== 'call') return undefined;
  if (TERMINALS.has(link.name) || (link.name === 'values' && role !== 'builder:insert')) {
    return { query: sent(draft, link.name === 'get' && draft.operation === 'find-many' ? 'find-first' : draft.operation) };
  }
  const next = role === 'prepared' ? undefined : nextDraft(builder, draft, link, context);
  if (!next) return undefined;
  const nextRole = link.name === 'prepare' ? 'prepared' : link.name === 'as' ? 'subquery' : role;
  return { query: next, result: { ...builder, role: nextRole, draft: next } };
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
      if (/^(?:inner|left|right|full|cross)Join(?:Lateral)?$/.test(link.name)) return addClause(draft, 'join', link);
      if (SET_OPERATIONS.test(link.name)) return partly(draft);
      return NEUTRAL.has(link.name) ? draft : undefined;
  }
}

function isOne(count: Value | undefined, { operation }: QueryShape, context: CallContext): boolean {
  return operation === 'find-many' && count !== undefined && context.literal(count) === 1;
}

function orderedBy(draft: QueryShape, link: Link, context: CallContext): QueryShape {
  const items = link.args.map(({ value }) => value);
  const written: Value = { kind: 'array', items, open: link.args.some(({ spread }) => spread), span: link.argumentsSpan };
  const value = orderOf(written, conditionScope(draft.table, context));
  return setClause(draft, { key: 'orderBy', value, span: link.argumentsSpan, shorthand: false });
}

/** `values(rows.map(…))` writes many rows as well as `values([a, b])`. */
function isList(rows: Value | undefined, context: CallContext): boolean {
  const located = rows && context.constant(rows);
  if (rows?.kind === 'array' || located?.value.kind === 'array') return true;
  const last = chainBehind(rows, context)?.links.at(-1)?.name ?? '';
  return /^(?:map|flatMap|filter)$/.test(last);
}

/** `` db.execute(sql`…`) ``; what an own function puts together cannot be read. */
function readRaw({ dialect }: { readonly dialect?: Dialect }, link: Link, context: CallContext): QueryShape {
  const argument = link.args[0]?.value;
  const chain = chainBehind(argument, context);
  const [tag, more] = chain?.links ?? [];
  const label = link.name;
  if (!chain || !tag || more || tag.args.length === 0 || !/^sql/.test(functionCalled(chain, context) ?? '')) {
    return rawQuery(undefined, label);
  }
  const text = tag.args[0]?.value;
  const isRaw = tag.form === 'call' && tag.name === 'raw';
  if (!text || !(tag.form === 'tag' || isRaw)) return rawQuery(undefined, label);
  return rawQuery(
    { text, style: 'numbered', holesAreParameters: !isRaw, api: isRaw ? 'fragment' : 'tag', ...(dialect ? { dialect } : {}) },
    label,
  );
}
