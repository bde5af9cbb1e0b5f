import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';
import type { CallContext, QueryShape, RawShape, TableMention } from '../../core/library';
import type { Operation } from '../../core/query';
import type { Span } from '../../core/text';
import type { Conditions } from './conditions';

const READS: ReadonlySet<Operation> = new Set([
  'find-unique',
  'find-first',
  'find-many',
  'count',
  'aggregate',
  'raw',
  'fragment',
]);

/** A builder's query before anything was asked of it; it runs only when somebody waits for it. */
export function newDraft(operation: Operation, table: TableMention | undefined, verb: string): QueryShape {
  return {
    operation,
    writes: !READS.has(operation),
    ...(table ? { table } : {}),
    label: table ? `${verb} ${table.name}` : (verb.split(' ')[0] ?? verb),
    lazy: true,
    filters: [],
    filtersComplete: true,
    clauses: [],
    clausesComplete: true,
    batchable: false,
  };
}

/** A query of which no more is known than what it does. */
export function unreadQuery(operation: Operation): QueryShape {
  return {
    operation,
    writes: !READS.has(operation),
    filters: [],
    filtersComplete: false,
    clauses: [],
    clausesComplete: false,
    batchable: false,
  };
}

/** A statement in words of its own. */
export function rawQuery(raw: RawShape | undefined, label: string): QueryShape {
  return { ...unreadQuery('raw'), label, ...(raw ? { raw } : {}) };
}

export function addConditions(draft: QueryShape, { filters, complete }: Conditions): QueryShape {
  return {
    ...draft,
    filters: [...draft.filters, ...filters],
    filtersComplete: draft.filtersComplete && complete,
  };
}

/** Keeps what a call is given as a named argument; one that is called again says more of the same. */
export function addClause(draft: QueryShape, key: string, { args, argumentsSpan }: Link): QueryShape {
  const values = args.map(({ value }) => value);
  const [only, more] = values;
  const value: Value =
    only && !more
      ? only
      : { kind: 'array', items: values, open: args.some(({ spread }) => spread), span: argumentsSpan };
  return setClause(draft, { key, value, span: argumentsSpan, shorthand: false });
}

export function setClause(draft: QueryShape, entry: ObjectEntry): QueryShape {
  return { ...draft, clauses: [...draft.clauses, entry] };
}

/** It is sent here and now. */
export function sent(draft: QueryShape, operation: Operation = draft.operation): QueryShape {
  return { ...draft, operation, lazy: false };
}

/** Something of the query may not be known. */
export function partly(draft: QueryShape): QueryShape {
  return { ...draft, filtersComplete: false, clausesComplete: false };
}

/** Further columns by which the rows are sorted, after those of earlier calls. */
export function addOrder(draft: QueryShape, order: readonly Value[], open: boolean, span: Span): QueryShape {
  const before = draft.clauses.find(({ key }) => key === 'orderBy')?.value;
  const value: Value = {
    kind: 'array',
    items: before?.kind === 'array' ? [...before.items, ...order] : order,
    open: open || (before?.kind === 'array' && before.open),
    span,
  };
  const others = draft.clauses.filter(({ key }) => key !== 'orderBy');
  return { ...draft, clauses: [...others, { key: 'orderBy', value, span, shorthand: false }] };
}

/** `{ name: 'desc' }` */
export function orderBy(column: string, direction: 'asc' | 'desc', span: Span): Value {
  const value: Value = { kind: 'literal', value: direction, span };
  return { kind: 'object', entries: [{ key: column, value, span, shorthand: false }], open: false, spreads: [], span };
}

/** `values(rows.map(…))` writes many rows as well as `values([a, b])`. */
export function isList(rows: Value | undefined, context: CallContext): boolean {
  const value = rows && (context.constant(rows)?.value ?? rows);
  if (value?.kind === 'array') return true;
  const chain = value?.kind === 'call' && value.path.length === 0 ? context.unit.call(value.call) : undefined;
  return /^(?:map|flatMap|filter)$/.test(chain?.links.at(-1)?.name ?? '');
}

/** A join on more than equal columns may itself say which rows are meant; a left join leaves the own ones as they are. */
export function addJoin(draft: QueryShape, link: Link, isPlain: boolean): QueryShape {
  const joined = addClause(draft, 'join', link);
  return isPlain || /^left/.test(link.name) ? joined : { ...joined, filtersComplete: false };
}
