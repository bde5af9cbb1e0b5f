import type { Argument } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, conditionOn, likeFilter, UNREAD } from '../shared/conditions';
import { SQL_OPERATORS } from '../shared/sql-operators';
import { columnIn } from '../shared/written-names';

/** `where('id', '=', id)`, `where(eb => eb('id', '=', id))`. */
export function readWhere(args: readonly Argument[], builder: HandleShape, context: CallContext): Conditions {
  const [first, second, third] = args.map(({ value }) => value);
  if (!first || args.some(({ spread }) => spread)) return UNREAD;
  return second && third
    ? readComparison(first, second, third, builder, context)
    : readExpression(first, builder, context);
}

function readComparison(
  left: Value,
  written: Value,
  right: Value,
  builder: HandleShape,
  context: CallContext,
): Conditions {
  const column = columnIn(left, builder, context);
  const name = context.literal(written);
  const operator = typeof name === 'string' ? SQL_OPERATORS[name.toLowerCase()] : undefined;
  if (!column || !operator) return UNREAD;
  const span = { start: left.span.start, end: right.span.end };
  const filter = comparisonOf(String(name).toLowerCase(), operator, right, context);
  return conditionOn(column, { ...filter, value: right, span });
}

function comparisonOf(
  name: string,
  operator: Filter['operator'],
  value: Value,
  context: CallContext,
): Pick<Filter, 'operator' | 'pattern' | 'insensitive'> {
  // Another query, or another column.
  if (value.kind === 'function' || context.handle(value)?.draft) return { operator: 'relation' };
  if (operator === 'like') return { ...likeFilter(value, context), ...(name === 'ilike' ? { insensitive: true } : {}) };
  return { operator };
}

/** A callback's parameter makes expressions; `sql` and whatever a function gives cannot be read. */
function readExpression(value: Value, builder: HandleShape, context: CallContext): Conditions {
  if (value.kind !== 'function') return UNREAD;
  const [returned, more] = context.unit.fn(value.function)?.returns ?? [];
  return returned && !more ? readMade(returned, { fn: value.function, builder, context }) : UNREAD;
}

interface Callback {
  readonly fn: string;
  readonly builder: HandleShape;
  readonly context: CallContext;
}

function readMade(value: Value, callback: Callback): Conditions {
  const { fn, builder, context } = callback;
  const chain = value.kind === 'call' && value.path.length === 0 ? context.unit.call(value.call) : undefined;
  const [first, ...further] = chain?.links ?? [];
  const root = chain?.root;
  const binding =
    root?.kind === 'ref' && root.root.kind === 'local' ? context.unit.binding(root.root.binding) : undefined;
  if (!first || root?.kind !== 'ref' || binding?.parameter?.function !== fn) return UNREAD;
  const [name = 'eb', more] = [...binding.path, ...root.path, first.name].filter(part => part !== '');
  if (more !== undefined || (name !== 'eb' && name !== 'and')) return UNREAD;
  const made = name === 'eb' ? readWhere(first.args, builder, context) : readAll(first.args[0]?.value, callback);
  // `eb('a', '=', 1).and('b', '=', 2)`
  return further.reduce((read, link) => {
    if (link.name !== 'and') return UNREAD;
    const [only, operator] = link.args;
    const added = only && !operator ? readMade(only.value, callback) : readWhere(link.args, builder, context);
    return allOf([read, added]);
  }, made);
}

/** `eb.and([eb(…), eb(…)])`, `eb.and({ name: 'a' })`. */
function readAll(list: Value | undefined, callback: Callback): Conditions {
  if (list?.kind === 'array') {
    const parts = list.items.map(item => readMade(item, callback));
    return allOf(list.open ? [...parts, UNREAD] : parts);
  }
  if (list?.kind !== 'object') return UNREAD;
  const filters = list.entries.map(
    ({ key, value, span }): Filter => ({ column: key, operator: 'equals', value, span }),
  );
  return { filters, complete: !list.open };
}
