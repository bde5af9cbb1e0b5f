import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, likeFilter, UNREAD } from '../shared/conditions';

/** `where`: an object of attributes. Operators are computed keys (`[Op.in]`), of which nothing but their presence is known. */
export function readWhere(where: Value | undefined, context: CallContext): Conditions {
  if (where === undefined) return allOf([]);
  if (where.kind !== 'object') return UNREAD;
  const parts = where.entries.map(entry => readAttribute(entry, context));
  return allOf([...parts, { filters: [], complete: !where.open }]);
}

function readAttribute(entry: ObjectEntry, context: CallContext): Conditions {
  const { key, value } = entry;
  if (key === '$and' && value.kind === 'array') return allOf(value.items.map(item => readWhere(item, context)));
  if (key === '$and') return readWhere(value, context);
  if (key === '$or' || key === '$not') return UNREAD;
  return { filters: filtersOf(entry, context), complete: true };
}

function filtersOf({ key, value, span }: ObjectEntry, context: CallContext): readonly Filter[] {
  // `'$author.name$'` is a column of another table.
  const isRelated = key.startsWith('$');
  const column = isRelated ? key.replaceAll('$', '') : key;
  if (isRelated) return [{ column, operator: 'relation', value, span }];
  if (value.kind === 'array') return [{ column, operator: 'in', value, span }];
  if (value.kind !== 'object') return [{ column, operator: 'equals', value, span }];
  const known = value.entries.flatMap(entry => operatorOf(entry, context) ?? []);
  // Without an operator that is known it is one that is not, or a part of a JSON value.
  if (known.length === 0 || hasMore(value, known.length)) return [{ column, operator: 'other', value, span }];
  return known.map(filter => ({ column, ...filter, span }));
}

function hasMore({ entries, open }: ObjectTree, known: number): boolean {
  return open || entries.length > known;
}

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  $eq: 'equals',
  $is: 'equals',
  $in: 'in',
  $any: 'in',
  $ne: 'not',
  $not: 'not',
  $notIn: 'not',
  $gt: 'compare',
  $gte: 'compare',
  $lt: 'compare',
  $lte: 'compare',
  $between: 'compare',
  $like: 'like',
  $iLike: 'like',
};

/** The names of operators that Sequelize 4 took as they are. */
function operatorOf(
  { key, value }: ObjectEntry,
  context: CallContext,
): Pick<Filter, 'operator' | 'pattern' | 'insensitive' | 'value'> | undefined {
  const operator = Object.hasOwn(OPERATORS, key) ? OPERATORS[key] : undefined;
  if (!operator) return undefined;
  if (operator !== 'like') return { operator, value };
  return { ...likeFilter(value, context), value, ...(key === '$iLike' ? { insensitive: true } : {}) };
}
