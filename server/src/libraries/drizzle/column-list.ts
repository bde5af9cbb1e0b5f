import type { Span } from '../../core/text';
import { coreNameOf } from './core-modules';
import { calleeOf, chainOf, enter, type Located, locate, resultOfDeclared, type Scope } from './scope';
import type { TableCall } from './table-call';

/** A property of the object of columns, wherever it is written. */
export interface ColumnEntry {
  readonly key: string;
  readonly value: Located;
  /** In the unit of the table: the property, or the spread that brings it. */
  readonly span: Span;
}

export interface ColumnList {
  readonly entries: readonly ColumnEntry[];
  /** False when a spread or a computed key may bring columns that cannot be seen. */
  readonly complete: boolean;
}

/**
 * The columns of a table in source order; of two with one key the last one counts, as in JavaScript. What stands in
 * another unit has its place at `elsewhere`.
 */
export function readColumnList(call: TableCall, home: Scope, elsewhere: Span): ColumnList {
  if (!call.columns) return { entries: [], complete: false };
  const { columns, dialect } = call;
  const object = opened(columns, index => (index === 0 ? { kind: 'builders', dialect } : undefined));
  const parts = listOf(object, home, elsewhere, undefined);
  const byKey = new Map<string, ColumnEntry>();
  for (const entry of parts.entries) {
    byKey.delete(entry.key);
    byKey.set(entry.key, entry);
  }
  return { entries: [...byKey.values()], complete: parts.complete };
}

/** `t => ({ … })`: what the callback gives. */
function opened(columns: Located, given: Parameters<typeof enter>[1]): Located | undefined {
  return columns.value.kind === 'function' ? enter(columns, given) : columns;
}

function listOf(located: Located | undefined, home: Scope, elsewhere: Span, spread: Span | undefined): ColumnList {
  const object = located && settled(located);
  if (object?.value.kind !== 'object') return { entries: [], complete: false };
  const { value, scope } = object;
  const isHome = scope.at.uri === home.at.uri && scope.at.unit === home.at.unit;
  const place = (span: Span): Span => spread ?? (isHome ? span : elsewhere);
  const parts: { readonly at: number; readonly list: ColumnList }[] = value.entries.map(entry => ({
    at: entry.span.start,
    list: {
      entries: [{ key: entry.key, value: { kind: 'value', value: entry.value, scope }, span: place(entry.span) }],
      complete: true,
    },
  }));
  for (const part of value.spreads) {
    parts.push({ at: part.span.start, list: listOf(locate(part, scope), home, elsewhere, place(part.span)) });
  }
  parts.sort((a, b) => a.at - b.at);
  return {
    entries: parts.flatMap(({ list }) => list.entries),
    complete: parts.every(({ list }) => list.complete) && (!value.open || value.spreads.length > 0),
  };
}

/** Follows a call of a function of the project to the object it returns. */
function settled(located: Located): Located | undefined {
  const found = chainOf(located);
  if (!found) return located;
  const [first, more] = found.chain.links;
  const callee = calleeOf(found);
  if (!first || more || callee?.kind !== 'declared' || callee.rest.length > 0 || coreNameOf(callee)) return undefined;
  const result = resultOfDeclared(callee, first, found.scope);
  return result && settled(result);
}
