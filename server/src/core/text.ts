import type { Uri } from './uri';

/** A half-open range of UTF-16 code units. What it counts from (a unit or the document) is said where it is used. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A range of source that survives edits elsewhere in its file: the span counts from the start of the unit (function,
 * statement, model block …) it stands in.
 */
export interface Place {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly span: Span;
}

/** Structural and unique in its file: `OrderService.list`, `model Order`, `statement[3]`. Never an offset. */
export type UnitId = string;

/** Zero-based line and UTF-16 column. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which the lines of one text start. `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

export function buildLineIndex(text: string): LineIndex {
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  } else {
    // Built anew with every keystroke: the search of the engine is several times as fast as the loop above.
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  }
  return { starts, length: text.length };
}

/** The line and column of an offset; an offset outside the text is clamped into it. */
export function lineColumnAt(index: LineIndex, offset: number): LineColumn {
  const target = Math.min(Math.max(offset, 0), index.length);
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: target - (index.starts[low] ?? 0) };
}

/** The offset of a line and column; a position outside the text is clamped into it. */
export function offsetAt(index: LineIndex, position: LineColumn): number {
  const start = index.starts[position.line];
  if (start === undefined) return position.line < 0 ? 0 : index.length;
  const lineEnd = index.starts[position.line + 1] ?? index.length + 1;
  return Math.min(start + Math.max(position.column, 0), Math.max(lineEnd - 1, start));
}

/** Moves a span by `by` code units. */
export function shiftSpan(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

export function containsSpan(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
