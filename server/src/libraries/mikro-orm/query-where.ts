import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, likeFilter, UNREAD } from '../shared/conditions';

/** An object of properties; a key alone is a condition as well, on a property whose name is not to be seen. */
export function readWhere(where: Value | undefined, context: CallContext): Conditions {
  if (where === undefined) return allOf([]);
  if (where.kind !== 'object') return UNREAD;
  const parts = where.entries.map(entry => readProperty(entry, context));
  return allOf([...parts, { filters: [], complete: !where.open }]);
}

function readProperty(entry: ObjectEntry, context: CallContext): Conditions {
  const { key: column, value, span } = entry;
  if (column === '$and') {
    const parts = value.kind === 'array' && !value.open ? value.items : undefined;
    return parts ? allOf(parts.map(part => readWhere(part, context))) : UNREAD;
  }
  if (column.startsWith('$')) return UNREAD;
  if (value.kind === 'array') return { filters: [{ column, operator: 'in', value, span }], complete: true };
  if (value.kind !== 'object') return { filters: [{ column, operator: 'equals', value, span }], complete: true };
  if (!value.entries.some(({ key }) => key.startsWith('$'))) {
    return { filters: [{ column, operator: 'relation', value, span }], complete: true };
  }
  return { filters: operatorsOf(column, value, span, context), complete: !value.open };
}

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  $eq: 'equals',
  $in: 'in',
  $ne: 'not',
  $nin: 'not',
  $not: 'not',
  $gt: 'compare',
  $gte: 'compare',
  $lt: 'compare',
  $lte: 'compare',
  $like: 'like',
  $ilike: 'like',
};

function operatorsOf(column: string, { entries }: ObjectTree, span: Filter['span'], context: CallContext): Filter[] {
  return entries.map(({ key, value }): Filter => {
    const operator = (Object.hasOwn(OPERATORS, key) && OPERATORS[key]) || 'other';
    if (operator !== 'like') return { column, operator, value, span };
    const insensitive = key === '$ilike' ? { insensitive: true } : {};
    return { column, ...likeFilter(value, context), ...insensitive, value, span };
  });
}
