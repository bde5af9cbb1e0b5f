import type { TextEdit } from '../core/fix';

/** The text after the edits. They may come in any order and must not overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let end = 0;
  for (const { span, newText } of sortEdits(edits)) {
    if (span.start < end || span.end < span.start || span.end > text.length) {
      throw new Error(`edits overlap or lie outside the text at ${span.start}-${span.end}`);
    }
    result += text.slice(end, span.start) + newText;
    end = span.end;
  }
  return result + text.slice(end);
}

/** True when the edits do not touch each other: two insertions at one point do, because their order would be a guess. */
export function areApart(a: TextEdit, b: TextEdit): boolean {
  if (a.span.start === b.span.start) return false;
  return a.span.end <= b.span.start || b.span.end <= a.span.start;
}

export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
