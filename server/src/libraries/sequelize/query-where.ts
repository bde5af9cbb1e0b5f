import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import { allOf, type Conditions, likeFilter, UNREAD } from '../shared/conditions';

/** `where`: an object of attributes and operators. */
export function readWhere(where: Value | undefined, context: CallContext): Conditions {
  if (where === undefined) return allOf([]);
  if (where.kind !== 'object') return UNREAD;
  const attributes = where.entries.filter(({ key }) => !OPERATOR_NAME.test(key));
  const operators = operatorsIn(where, context).map(operator => readLogical(operator, context));
  return allOf([
    ...attributes.map(entry => ({ filters: filtersOf(entry, context), complete: true })),
    ...operators,
    { filters: [], complete: !isOpen(where) },
  ]);
}

interface Operator {
  readonly name: string;
  readonly value: Value;
}

/** Before version 5 operators were names of their own: `$in`. */
const OPERATOR_NAME = /^\$([a-zA-Z]+)$/;

/** `{ [Op.gt]: 3 }` or `{ $gt: 3 }`; one whose name is not to be seen is `''`. */
function operatorsIn({ entries, computed = [] }: ObjectTree, context: CallContext): readonly Operator[] {
  const named = entries.flatMap(({ key, value }) => {
    const name = OPERATOR_NAME.exec(key)?.[1];
    return name === undefined ? [] : [{ name, value }];
  });
  return [...named, ...computed.map(({ key, value }) => ({ name: nameOf(key, context), value }))];
}

function nameOf(key: Value, context: CallContext): string {
  const found = context.resolve(key);
  const path = found?.kind === 'package' ? [found.name, ...found.rest] : [];
  return path.at(-2) === 'Op' ? (path.at(-1) ?? '') : '';
}

/** Something is spread into it, or a key is computed that is no operator's. */
function isOpen({ open, spreads, computed = [] }: ObjectTree): boolean {
  return open && computed.length < spreads.length;
}

function readLogical({ name, value }: Operator, context: CallContext): Conditions {
  if (name !== 'and') return UNREAD;
  if (value.kind !== 'array') return readWhere(value, context);
  return value.open ? UNREAD : allOf(value.items.map(item => readWhere(item, context)));
}

function filtersOf({ key, value, span }: ObjectEntry, context: CallContext): readonly Filter[] {
  // `'$author.name$'` is a column of another table.
  if (key.startsWith('$')) return [{ column: key.replaceAll('$', ''), operator: 'relation', value, span }];
  if (value.kind === 'array') return [{ column: key, operator: 'in', value, span }];
  if (value.kind !== 'object') return [{ column: key, operator: 'equals', value, span }];
  const operators = operatorsIn(value, context);
  const known = operators.flatMap(operator => readOperator(operator, context) ?? []);
  const isWhole = !isOpen(value) && known.length === operators.length && known.length >= value.entries.length;
  // Without an operator that is known it is one that is not, or a part of a JSON value.
  if (known.length === 0 || !isWhole) return [{ column: key, operator: 'other', value, span }];
  return known.map(filter => ({ column: key, ...filter, span }));
}

const OPERATORS: Readonly<Record<string, Filter['operator']>> = {
  eq: 'equals',
  is: 'equals',
  in: 'in',
  any: 'in',
  ne: 'not',
  not: 'not',
  notIn: 'not',
  gt: 'compare',
  gte: 'compare',
  lt: 'compare',
  lte: 'compare',
  between: 'compare',
  like: 'like',
  iLike: 'like',
};

const AROUND: Readonly<Record<string, NonNullable<Filter['pattern']>>> = {
  startsWith: 'prefix',
  endsWith: 'suffix',
  substring: 'infix',
};

function readOperator(
  { name, value }: Operator,
  context: CallContext,
): Pick<Filter, 'operator' | 'pattern' | 'insensitive' | 'value'> | undefined {
  const pattern = Object.hasOwn(AROUND, name) ? AROUND[name] : undefined;
  if (pattern) return { operator: 'like', pattern, value };
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== 'like') return operator && { operator, value };
  return { ...likeFilter(value, context), value, ...(name === 'iLike' ? { insensitive: true } : {}) };
}
