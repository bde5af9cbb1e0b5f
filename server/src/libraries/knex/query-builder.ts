import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { addClause, addJoin, addOrder, isList, newDraft, orderBy, partly } from '../shared/query-draft';
import { columnNamed, type WrittenTable } from '../shared/written-names';
import { addWhere } from './query-conditions';
import { tableIn } from './query-table';

export type Builder = HandleShape & { readonly draft: QueryShape };

/** A builder on a table that was not told yet what to do: it selects. */
export function builderOn(table: WrittenTable | undefined, from: HandleShape): Builder {
  const { name: _, ...rest } = from;
  return {
    ...rest,
    role: 'builder',
    ...(table ? { name: table.alias } : {}),
    draft: newDraft('find-many', table?.mention, 'select from'),
  };
}

/** What a builder is after a call that says more of its query; undefined for a call that is none of Knex's. */
export function nextBuilder(builder: Builder, link: Link, context: CallContext): Builder | undefined {
  const { draft } = builder;
  if (TABLES.has(link.name)) {
    const table = tableIn(link.args[0]?.value, context);
    return table ? { ...builder, name: table.alias, draft: about(table, draft) } : { ...builder, draft: partly(draft) };
  }
  if (link.name === 'transacting') {
    const { transaction = false } = (link.args[0] && context.handle(link.args[0].value)) ?? {};
    return transaction ? { ...builder, transaction } : builder;
  }
  const next = addWhere(builder, link, context) ?? nextDraft(builder, link, context);
  return next && { ...builder, draft: next };
}

const TABLES: ReadonlySet<string> = new Set(['from', 'into', 'table']);

function about({ mention }: WrittenTable, draft: QueryShape): QueryShape {
  const { table: _, label, ...rest } = draft;
  const verb = VERBS[draft.operation] ?? 'select from';
  return { ...rest, table: mention, label: `${verb} ${mention.name}` };
}

const VERBS: Partial<Readonly<Record<Operation, string>>> = {
  create: 'insert into',
  'create-many': 'insert into',
  upsert: 'upsert',
  'update-many': 'update',
  'delete-many': 'delete from',
};

/** The same conditions, with something else done to the rows that meet them. */
export function doing(draft: QueryShape, operation: Operation): QueryShape {
  const { writes, label } = newDraft(operation, draft.table, VERBS[operation] ?? 'select from');
  return { ...draft, operation, writes, ...(label === undefined ? {} : { label }) };
}

/** Leave the rows as they are. */
const NEUTRAL: ReadonlySet<string> = new Set([
  ...['as', 'clone', 'forUpdate', 'forShare', 'forNoKeyUpdate'],
  ...['forKeyShare', 'skipLocked', 'noWait', 'timeout', 'debug', 'options', 'connection', 'queryContext', 'comment'],
  ...['hintComment', 'returning', 'with', 'withRecursive', 'withMaterialized', 'ignore', 'distinctOn', 'onConflict'],
  ...['clearSelect', 'clearOrder', 'withSchema', 'only', 'using', 'unionAs'],
]);

function nextDraft(builder: Builder, link: Link, context: CallContext): QueryShape | undefined {
  const { draft } = builder;
  const first = link.args[0]?.value;
  switch (link.name) {
    case 'select':
    case 'column':
    case 'columns':
    case 'distinct':
    case 'pluck':
      return link.args.length === 0 ? draft : addClause(draft, 'select', link);
    case 'first':
      return firstOf(link.args.length === 0 ? draft : addClause(draft, 'select', link));
    case 'count':
    case 'countDistinct':
      return aggregating(draft, 'count');
    case 'min':
    case 'max':
    case 'sum':
    case 'sumDistinct':
    case 'avg':
    case 'avgDistinct':
      return aggregating(draft, 'aggregate');
    case 'insert':
      return addClause(doing(draft, isList(first, context) ? 'create-many' : 'create'), 'data', link);
    case 'update':
      return addClause(doing(draft, 'update-many'), 'data', link);
    case 'increment':
    case 'decrement':
      return doing(draft, 'update-many');
    case 'upsert':
      return addClause(doing(draft, 'upsert'), 'data', link);
    case 'merge':
      return doing(draft, 'upsert');
    case 'del':
    case 'delete':
    case 'truncate':
      return doing(draft, 'delete-many');
    case 'limit': {
      const isOne = first !== undefined && context.literal(first) === 1;
      return addClause(isOne ? firstOf(draft) : draft, 'take', link);
    }
    case 'offset':
      return addClause(draft, 'skip', link);
    case 'orderBy':
      return addOrder(draft, ordersOf(link, builder, context), false, link.argumentsSpan);
    case 'orderByRaw':
      return addOrder(draft, [], true, link.argumentsSpan);
    case 'groupBy':
    case 'groupByRaw':
      return addClause(doing(draft, 'aggregate'), 'groupBy', link);
    case 'clearWhere':
      return { ...draft, filters: [], filtersComplete: true };
    default:
      return furtherDraft(draft, link);
  }
}

function furtherDraft(draft: QueryShape, link: Link): QueryShape | undefined {
  if (/(?:^j|J)oin(?:Raw)?$/.test(link.name)) {
    return addJoin(draft, link, link.args.length > 2 && link.args.every(({ value }) => value.kind === 'literal'));
  }
  if (PARTIAL.test(link.name)) return partly(draft);
  return NEUTRAL.has(link.name) ? draft : undefined;
}

/** Calls that change in ways of their own which rows are meant. */
const PARTIAL =
  /^(?:modify|union|unionAll|intersect|except|clear|clearCounters|clearHaving|clearGroup|(?:or|and)?[hH]aving\w*)$/;

/** One number is one row anyway. */
export function firstOf(draft: QueryShape): QueryShape {
  return draft.operation === 'find-many' ? doing(draft, 'find-first') : draft;
}

function aggregating(draft: QueryShape, operation: Operation): QueryShape {
  // Of groups, and beside columns, it is more than one number.
  const isAlone = draft.operation === 'find-many' && !draft.clauses.some(({ key }) => key === 'select');
  if (isAlone || draft.operation === operation) return doing(draft, operation);
  return doing(draft, 'aggregate');
}

/** `orderBy('created_at', 'desc')`, `orderBy([{ column: 'created_at', order: 'desc' }, 'id'])`. */
function ordersOf({ args: [first, second] }: Link, builder: Builder, context: CallContext): readonly Value[] {
  const written = first?.value;
  if (!written) return [];
  const direction = second ? context.literal(second.value) : 'asc';
  if (written.kind !== 'array') return [orderOn(written, direction, builder, context)];
  return written.items.map(item => {
    if (item.kind !== 'object') return orderOn(item, 'asc', builder, context);
    const entry = (name: string) => item.entries.find(({ key }) => key === name)?.value;
    const [column, order] = [entry('column'), entry('order')];
    return column ? orderOn(column, order ? context.literal(order) : 'asc', builder, context) : item;
  });
}

function orderOn(written: Value, direction: unknown, builder: Builder, context: CallContext): Value {
  const text = context.literal(written);
  const column = typeof text === 'string' ? columnNamed(text, builder) : undefined;
  const order = typeof direction === 'string' ? direction.toLowerCase() : undefined;
  const isKnown = column?.own && (order === 'asc' || order === 'desc');
  return isKnown ? orderBy(column.name, order, written.span) : written;
}
