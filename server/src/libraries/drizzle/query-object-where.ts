import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, likeFilter, nullAt, UNREAD } from '../shared/conditions';

/** The `where` of relational queries since version 1: `{ id: 1, age: { gt: 18 }, OR: […], posts: { … } }`. */
export function readObjectWhere(where: Value, context: CallContext): Conditions {
  if (where.kind !== 'object') return UNREAD;
  const parts = where.entries.map(entry => readEntry(entry, context));
  return allOf(where.open ? [...parts, UNREAD] : parts);
}

function readEntry({ key, value, span }: ObjectEntry, context: CallContext): Conditions {
  if (key === 'AND') {
    const parts = value.kind === 'array' ? value.items : [];
    const read = parts.map(part => readObjectWhere(part, context));
    return allOf(value.kind === 'array' && !value.open ? read : [...read, UNREAD]);
  }
  if (key === 'OR' || key === 'NOT' || key === 'RAW') return UNREAD;
  if (value.kind !== 'object') {
    return { filters: [{ column: key, operator: 'equals', value, span }], complete: true };
  }
  if (value.entries.some(entry => entry.key === 'OR' || entry.key === 'AND' || entry.key === 'NOT')) return UNREAD;
  if (!value.entries.some(entry => Object.hasOwn(OPERATORS, entry.key))) {
    return { filters: [{ column: key, operator: 'relation', value, span }], complete: !value.open };
  }
  return { filters: comparisonsOf(key, value, context), complete: !value.open };
}

function comparisonsOf(column: string, { entries, span }: ObjectTree, context: CallContext): readonly Filter[] {
  return entries.map(({ key, value }): Filter => {
    const operator = OPERATORS[key] ?? 'other';
    return {
      column,
      ...(operator === 'like' ? likeFilter(value, context) : { operator }),
      ...(key === 'ilike' ? { insensitive: true } : {}),
      value: key === 'isNull' ? nullAt(value.span) : value,
      span,
    };
  });
}

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  eq: 'equals',
  ne: 'not',
  gt: 'compare',
  gte: 'compare',
  lt: 'compare',
  lte: 'compare',
  in: 'in',
  notIn: 'not',
  like: 'like',
  ilike: 'like',
  notLike: 'not',
  notIlike: 'not',
  isNull: 'equals',
  isNotNull: 'not',
  arrayContains: 'other',
  arrayContained: 'other',
  arrayOverlaps: 'other',
};
