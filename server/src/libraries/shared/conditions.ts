import type { Value } from '../../core/facts/values';
import type { CallContext } from '../../core/library';
import type { Filter } from '../../core/query';

/** What a condition asks of rows. All filters hold together; `complete` is false where a part of it was not understood. */
export interface Conditions {
  readonly filters: readonly Filter[];
  readonly complete: boolean;
}

export const UNREAD: Conditions = { filters: [], complete: false };

/** Conditions that all hold: none of them asks for nothing. */
export function allOf(parts: readonly Conditions[]): Conditions {
  return { filters: parts.flatMap(({ filters }) => filters), complete: parts.every(({ complete }) => complete) };
}

/** A condition on one column. One of another table of the query is told apart by its qualifier, and is no part of the table's own. */
export function conditionOn({ name, own }: ColumnName, filter: Omit<Filter, 'column'>): Conditions {
  return { filters: [{ column: name, ...filter }], complete: own };
}

export interface ColumnName {
  /** Qualified where it is not a column of the query's own table. */
  readonly name: string;
  readonly own: boolean;
}

/** `name LIKE 'a%'`; where the pattern is not known, neither is what could serve it. */
export function likeFilter(value: Value, context: CallContext): Pick<Filter, 'operator' | 'pattern'> {
  const text = context.constant(value)?.value ?? value;
  const [begin, end] = endsOf(text);
  if (begin === undefined || end === undefined) return { operator: 'other' };
  const [open, closed] = [begin.startsWith('%'), end.endsWith('%')];
  // Without any wildcard it is served as one with a trailing one is.
  if (!open) return { operator: 'like', pattern: 'prefix' };
  return { operator: 'like', pattern: closed ? 'infix' : 'suffix' };
}

function endsOf(text: Value): readonly [string | undefined, string | undefined] {
  if (text.kind === 'literal') return [String(text.value), String(text.value)];
  if (text.kind !== 'template' || text.pieces.every(({ kind }) => kind === 'hole')) return [undefined, undefined];
  const [first, last] = [text.pieces[0], text.pieces.at(-1)];
  // What a program splices in is a word; its wildcards stand in the text.
  return [first?.kind === 'text' ? first.cooked : '', last?.kind === 'text' ? last.cooked : ''];
}

/** Stands for the value that no operator is given: `IS NULL`. */
export function nullAt(span: Filter['span']): Value {
  return { kind: 'literal', value: null, span };
}
