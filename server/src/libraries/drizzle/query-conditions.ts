import type { CallChain } from '../../core/facts/calls';
import type { Ref, Value } from '../../core/facts/values';
import type { CallContext, TableMention } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type ColumnName, type Conditions, conditionOn, likeFilter, nullAt, UNREAD } from '../shared/conditions';
import { chainBehind, columnNamed, functionCalled } from './query-names';

/** How the names in a condition are understood. */
export interface ConditionScope {
  readonly context: CallContext;
  column(value: Value): ColumnName | undefined;
  /** The operator that a chain calls: `eq`. */
  operator(chain: CallChain): string | undefined;
}

/** A condition among the arguments of a query on `table`. */
export function conditionScope(table: TableMention | undefined, context: CallContext): ConditionScope {
  return {
    context,
    column: value => columnNamed(value, table, context),
    operator: chain => functionCalled(chain, context),
  };
}

/** `(users, { eq }) => eq(users.id, id)`: columns and operators are handed to the callback of a relational query. */
export function callbackScope(outer: ConditionScope, fn: string): ConditionScope {
  const { context } = outer;
  function given(ref: Ref): { readonly index: number; readonly path: readonly string[] } | undefined {
    const binding = ref.root.kind === 'local' ? context.unit.binding(ref.root.binding) : undefined;
    if (binding?.parameter?.function !== fn) return undefined;
    return { index: binding.parameter.index, path: [...binding.path, ...ref.path] };
  }
  return {
    context,
    column(value) {
      const found = value.kind === 'ref' ? given(value) : undefined;
      if (!found) return outer.column(value);
      const [name, more] = found.path;
      return found.index === 0 && name !== undefined && more === undefined ? { name, own: true } : undefined;
    },
    operator(chain) {
      const found = chain.root.kind === 'ref' ? given(chain.root) : undefined;
      if (!found) return outer.operator(chain);
      const called = chain.links[0]?.name ?? '';
      const [name, more] = called === '' ? found.path : [...found.path, called];
      return found.index === 1 && more === undefined ? name : undefined;
    },
  };
}

/** What an operator call asks: `and(eq(users.id, id), gt(users.age, 18))`. */
export function readCondition(value: Value, scope: ConditionScope): Conditions {
  const chain = chainBehind(value, scope.context);
  const [link, more] = chain?.links ?? [];
  const name = chain && link && !more && link.form === 'call' ? scope.operator(chain) : undefined;
  if (!link || name === undefined) return UNREAD;
  if (name === 'and') {
    return allOf(
      link.args.map(({ value: part, spread }) => (spread ? readList(part, scope) : readCondition(part, scope))),
    );
  }
  return Object.hasOwn(COMPARISONS, name)
    ? readComparison(
        name,
        link.args.map(argument => argument.value),
        scope,
      )
    : UNREAD;
}

/** `and(...conditions)`: more may have been pushed since the list was made. */
function readList(list: Value, scope: ConditionScope): Conditions {
  const located = scope.context.constant(list);
  const isHere = located?.at.uri === scope.context.unit.uri && located.at.unit === scope.context.unit.unit;
  if (!isHere || located?.value.kind !== 'array') return UNREAD;
  return allOf([...located.value.items.map(item => readCondition(item, scope)), UNREAD]);
}

function readComparison(name: string, [left, right]: readonly Value[], scope: ConditionScope): Conditions {
  if (!left) return UNREAD;
  const first = scope.column(left);
  const second = right && scope.column(right);
  // A condition that joins says what rows belong together, not which are asked for.
  if (first && second && right)
    return { ...conditionOn(first, { operator: 'relation', value: right, span: left.span }), complete: false };
  const column = first ?? second;
  const other = first ? right : left;
  if (!column) return UNREAD;
  const comparison = COMPARISONS[name];
  if (!comparison) return UNREAD;
  const { span } = left;
  if (!right || !other) {
    return comparison.unary
      ? conditionOn(column, { operator: comparison.operator, value: nullAt(span), span })
      : UNREAD;
  }
  return conditionOn(column, {
    ...(comparison.operator === 'like'
      ? likeFilter(other, scope.context)
      : { operator: operatorFor(comparison, other, scope) }),
    ...(comparison.insensitive ? { insensitive: true } : {}),
    value: other,
    span,
  });
}

/** `inArray(users.id, db.select(…))` compares with another query's rows. */
function operatorFor({ operator }: Comparison, value: Value, { context }: ConditionScope): Filter['operator'] {
  return operator === 'in' && context.handle(value)?.draft ? 'relation' : operator;
}

interface Comparison {
  readonly operator: Filter['operator'];
  readonly insensitive?: boolean;
  readonly unary?: boolean;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  eq: { operator: 'equals' },
  ne: { operator: 'not' },
  gt: { operator: 'compare' },
  gte: { operator: 'compare' },
  lt: { operator: 'compare' },
  lte: { operator: 'compare' },
  between: { operator: 'compare' },
  notBetween: { operator: 'not' },
  inArray: { operator: 'in' },
  notInArray: { operator: 'not' },
  like: { operator: 'like' },
  ilike: { operator: 'like', insensitive: true },
  notLike: { operator: 'not' },
  notIlike: { operator: 'not' },
  isNull: { operator: 'equals', unary: true },
  isNotNull: { operator: 'not', unary: true },
  arrayContains: { operator: 'other' },
  arrayContained: { operator: 'other' },
  arrayOverlaps: { operator: 'other' },
};
