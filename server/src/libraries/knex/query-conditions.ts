import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, QueryShape } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type ColumnName, type Conditions, conditionOn, likeFilter, nullAt, UNREAD } from '../shared/conditions';
import { addClause, addConditions } from '../shared/query-draft';
import { SQL_OPERATORS } from '../shared/sql-operators';
import { columnIn, columnNamed } from '../shared/written-names';

/** What a call of the `where` family adds to a builder's query; undefined for any other call. */
export function addWhere(
  builder: HandleShape & { readonly draft: QueryShape },
  link: Link,
  context: CallContext,
): QueryShape | undefined {
  const { draft } = builder;
  const [, joint, rest] = /^(or|and)?[wW]here(.*)$/.exec(link.name) ?? [];
  if (rest === undefined) return undefined;
  const said = addClause(draft, 'where', link);
  // What was asked before need not hold.
  if (joint === 'or') return addConditions({ ...said, filters: [] }, UNREAD);
  return addConditions(said, readWhere(rest, link, builder, context));
}

export function readWhere(kind: string, { args }: Link, builder: HandleShape, context: CallContext): Conditions {
  const [first, second, third] = args.map(({ value }) => value);
  if (!first || args.some(({ spread }) => spread)) return UNREAD;
  if (kind === '' || kind === 'Not') {
    const read = second ? readComparison(first, second, third, builder, context) : readObject(first, builder);
    return kind === '' ? read : negated(read);
  }
  const column = columnIn(first, builder, context);
  const operator = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!column || !operator) return UNREAD;
  const { span } = first;
  if (NULLS.has(kind)) return conditionOn(column, { operator, value: nullAt(span), span });
  return second ? compare(column, operator, second, kind === 'ILike', span, context) : UNREAD;
}

const NULLS: ReadonlySet<string> = new Set(['Null', 'NotNull']);

const KINDS: Readonly<Record<string, Filter['operator']>> = {
  In: 'in',
  NotIn: 'not',
  Null: 'equals',
  NotNull: 'not',
  Between: 'compare',
  NotBetween: 'not',
  Like: 'like',
  ILike: 'like',
};

function readComparison(
  left: Value,
  second: Value,
  third: Value | undefined,
  builder: HandleShape,
  context: CallContext,
): Conditions {
  const column = columnIn(left, builder, context);
  const name = third ? context.literal(second) : '=';
  const operator = typeof name === 'string' ? SQL_OPERATORS[name.toLowerCase()] : undefined;
  if (!column || !operator) return UNREAD;
  return compare(column, operator, third ?? second, String(name).toLowerCase() === 'ilike', left.span, context);
}

function compare(
  column: ColumnName,
  operator: Filter['operator'],
  value: Value,
  insensitive: boolean,
  span: Filter['span'],
  context: CallContext,
): Conditions {
  const isQuery = value.kind === 'function' || context.handle(value)?.draft !== undefined;
  if (isQuery) return conditionOn(column, { operator: 'relation', value, span });
  const found = operator === 'like' ? likeFilter(value, context) : { operator };
  return conditionOn(column, { ...found, ...(insensitive ? { insensitive } : {}), value, span });
}

/** `where({ email, 'u.active': true })`; a function or raw SQL cannot be read. */
function readObject(given: Value, builder: HandleShape): Conditions {
  if (given.kind !== 'object') return UNREAD;
  const parts = given.entries.map(({ key, value, span }) => {
    const column = columnNamed(key, builder);
    return column ? conditionOn(column, { operator: 'equals', value, span }) : UNREAD;
  });
  return allOf(given.open ? [...parts, UNREAD] : parts);
}

function negated({ filters, complete }: Conditions): Conditions {
  return { filters: filters.map(({ pattern: _, ...filter }) => ({ ...filter, operator: 'not' })), complete };
}
