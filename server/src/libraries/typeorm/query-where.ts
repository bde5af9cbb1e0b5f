import type { ObjectEntry, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import { allOf, type Conditions, likeFilter, nullAt, UNREAD } from '../shared/conditions';

/** `where` of find options: an object of properties, or a list of such of which one must hold. */
export function readWhere(where: Value | undefined, context: CallContext): Conditions {
  if (where === undefined) return allOf([]);
  if (where.kind === 'array') {
    const [only, more] = where.items;
    return only && !more && !where.open ? readWhere(only, context) : UNREAD;
  }
  if (where.kind !== 'object') return UNREAD;
  const filters = where.entries.map(entry => readProperty(entry, context));
  return { filters, complete: !where.open };
}

function readProperty({ key: column, value, span }: ObjectEntry, context: CallContext): Filter {
  const called = value.kind === 'call' && value.path.length === 0 ? readOperator(value.call, context) : undefined;
  if (called) return { column, ...called, span };
  // The properties of a relation or of an embedded class.
  if (value.kind === 'object') return { column, operator: 'relation', value, span };
  return { column, operator: value.kind === 'array' ? 'other' : 'equals', value, span };
}

const OPERATORS: ReadonlyMap<string, Filter['operator']> = new Map([
  ['Equal', 'equals'],
  ['In', 'in'],
  ['Any', 'in'],
  ['Not', 'not'],
  ['LessThan', 'compare'],
  ['LessThanOrEqual', 'compare'],
  ['MoreThan', 'compare'],
  ['MoreThanOrEqual', 'compare'],
  ['Between', 'compare'],
  ['Like', 'like'],
  ['ILike', 'like'],
  ['IsNull', 'equals'],
  ['Raw', 'other'],
  ['And', 'other'],
  ['Or', 'other'],
  ['ArrayContains', 'other'],
  ['ArrayContainedBy', 'other'],
  ['ArrayOverlap', 'other'],
  ['JsonContains', 'other'],
]);

/** `In(ids)`: a function of TypeORM, whatever it is called here. */
function readOperator(
  call: string,
  context: CallContext,
): Pick<Filter, 'operator' | 'value' | 'pattern' | 'insensitive'> | undefined {
  const chain = context.unit.call(call);
  const [link, more] = chain?.links ?? [];
  if (chain?.root.kind !== 'ref' || !link || more) return undefined;
  const { root } = chain;
  const named = link.name === '' ? root : { ...root, path: [...root.path, link.name] };
  const found = context.resolve(named);
  const operator = found?.kind === 'package' ? OPERATORS.get(found.name) : undefined;
  if (found?.kind !== 'package' || !operator) return undefined;
  if (found.name === 'IsNull') return { operator, value: nullAt(link.span) };
  const value: Value = argumentAt(link, 0) ?? { kind: 'opaque', uses: [], span: link.span };
  if (operator !== 'like') return { operator, value };
  return { ...likeFilter(value, context), value, ...(found.name === 'ILike' ? { insensitive: true } : {}) };
}
