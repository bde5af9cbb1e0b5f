import type { Link } from '../../core/facts/calls';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import { type Conditions, likeFilter, UNREAD } from '../shared/conditions';

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  eq: 'equals',
  neq: 'not',
  gt: 'compare',
  gte: 'compare',
  lt: 'compare',
  lte: 'compare',
  like: 'like',
  ilike: 'like',
  in: 'in',
  is: 'equals',
  contains: 'other',
  containedBy: 'other',
  overlaps: 'other',
  textSearch: 'other',
  rangeGt: 'other',
  rangeGte: 'other',
  rangeLt: 'other',
  rangeLte: 'other',
  rangeAdjacent: 'other',
  likeAllOf: 'other',
  likeAnyOf: 'other',
  ilikeAllOf: 'other',
  ilikeAnyOf: 'other',
};

const UNREADABLE: ReadonlySet<string> = new Set(['or', 'not', 'filter']);

/** `eq('id', id)`, `match({ id })`; undefined for a call that says nothing about which rows are meant. */
export function conditionOf(link: Link, context: CallContext): Conditions | undefined {
  if (link.name === 'match') return matching(link);
  if (UNREADABLE.has(link.name)) return UNREAD;
  const operator = Object.hasOwn(OPERATORS, link.name) ? OPERATORS[link.name] : undefined;
  if (!operator) return undefined;
  const [named, value] = [argumentAt(link, 0), argumentAt(link, 1)];
  const column = named && context.literal(named);
  // `author.name` is a column of an embedded table.
  if (typeof column !== 'string' || column.includes('.') || !value) return UNREAD;
  const insensitive = link.name === 'ilike' ? { insensitive: true } : {};
  const like = operator === 'like' ? likeFilter(value, context) : {};
  return {
    filters: [{ column, operator, ...insensitive, ...like, value, span: link.argumentsSpan }],
    complete: true,
  };
}

function matching(link: Link): Conditions {
  const given = argumentAt(link, 0);
  if (given?.kind !== 'object') return UNREAD;
  return {
    filters: given.entries.map(({ key, value, span }) => ({ column: key, operator: 'equals', value, span })),
    complete: !given.open,
  };
}
