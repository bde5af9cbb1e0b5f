import type { Template, Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';
import type { Span } from '../../core/text';
import { type Conditions, likeFilter, nullAt, UNREAD } from '../shared/conditions';

/**
 * A condition of a query builder: `'user.id = :id AND user.age > :age', { id, age }`. Only comparisons of the builder's own
 * table with parameters are read; everything else is a part that was not understood.
 */
export function readTextCondition(
  text: Value,
  parameters: Value | undefined,
  alias: string | undefined,
  context: CallContext,
): Conditions {
  const sql = textOf(text, alias, context);
  if (sql === undefined || /\bOR\b|\bBETWEEN\b|\bCASE\b/i.test(sql)) return UNREAD;
  const filters = sql.split(/\bAND\b/i).map(part => readComparison(part.trim(), parameters, alias, text.span, context));
  const read = filters.filter(filter => filter !== undefined);
  return { filters: read, complete: read.length === filters.length };
}

/** Builders are often written with their own alias in a hole: `${qb.alias}.id = :id`. */
function textOf(text: Value, alias: string | undefined, context: CallContext): string | undefined {
  if (text.kind !== 'template') {
    const literal = context.literal(text);
    return typeof literal === 'string' ? literal : undefined;
  }
  const pieces = text.pieces.map(piece => (piece.kind === 'text' ? piece.cooked : aliasIn(piece, alias)));
  return pieces.every(piece => piece !== undefined) ? pieces.join('') : undefined;
}

function aliasIn({ value }: Template['pieces'][number] & { kind: 'hole' }, alias: string | undefined) {
  return value.kind === 'ref' && value.path.at(-1) === 'alias' ? alias : undefined;
}

const COMPARISON =
  /^(?:"?(\w+)"?\.)?"?(\w+)"?\s*(=|<>|!=|<=|>=|<|>|\bI?LIKE\b|\bIN\b)\s*\(?\s*:(?:\.\.\.)?(\w+)\s*\)?$/i;
const NULL_TEST = /^(?:"?(\w+)"?\.)?"?(\w+)"?\s+IS\s+(NOT\s+)?NULL$/i;

function readComparison(
  part: string,
  parameters: Value | undefined,
  alias: string | undefined,
  span: Span,
  context: CallContext,
): Filter | undefined {
  const nullTest = NULL_TEST.exec(part);
  const match = nullTest ?? COMPARISON.exec(part);
  const [, owner, column, operator] = match ?? [];
  if (!match || column === undefined || (owner !== undefined && owner !== alias)) return undefined;
  if (nullTest) {
    return { column, operator: operator === undefined ? 'equals' : 'not', value: nullAt(span), span };
  }
  return compare(column, operator ?? '', parameterNamed(match[4] ?? '', parameters, span), span, context);
}

function compare(column: string, sign: string, value: Value, span: Span, context: CallContext): Filter {
  switch (sign.toUpperCase()) {
    case '=':
      return { column, operator: 'equals', value, span };
    case 'IN':
      return { column, operator: 'in', value, span };
    case '<>':
    case '!=':
      return { column, operator: 'not', value, span };
    case 'LIKE':
      return { column, ...likeFilter(value, context), value, span };
    case 'ILIKE':
      return { column, ...likeFilter(value, context), insensitive: true, value, span };
    default:
      return { column, operator: 'compare', value, span };
  }
}

/** The parameters may come from `setParameter` or a variable: then the value is not to be seen. */
function parameterNamed(name: string, parameters: Value | undefined, span: Span): Value {
  const found = parameters?.kind === 'object' ? parameters.entries.findLast(({ key }) => key === name) : undefined;
  return found?.value ?? { kind: 'opaque', uses: [], span };
}
