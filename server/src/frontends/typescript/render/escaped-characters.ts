import ts from 'typescript';
import type { Span } from '../../../core/text';
import { escapeAt } from '../strings';
import type { Element } from './sql-text';

/**
 * Gives the characters that are written as escapes their place: facts say where text stands as it is, and an escape fills
 * the gap between two such stretches. A gap that holds anything else keeps no place.
 */
export function placeEscapes(
  elements: readonly Element[],
  operands: readonly ts.Expression[],
  extent: Span,
): readonly Element[] {
  if (elements.every(({ span }) => span)) return elements;
  const escapes = operands.flatMap(escapesIn);
  const placed = [...elements];
  let start = 0;
  while (start < elements.length) {
    let end = start;
    while (end < elements.length && !elements[end]?.span) end += 1;
    const from = elements[start - 1]?.span?.end ?? extent.start;
    const to = elements[end]?.span?.start ?? extent.end;
    const inGap = escapes.filter(span => from <= span.start && span.end <= to);
    const gap = elements.slice(start, end);
    if (inGap.length === gap.length && gap.every(({ character }, index) => writes(inGap[index], character))) {
      for (const [index, element] of gap.entries()) placed[start + index] = { ...element, span: inGap[index] };
    }
    start = end + 1;
  }
  return placed;
}

interface Escape extends Span {
  readonly text: string;
}

/** The escapes of a literal that stand for one character each. */
function escapesIn(operand: ts.Expression): Escape[] {
  return literalPartsOf(operand).flatMap(part => {
    const start = part.getStart() + 1;
    const raw = part.getText().slice(1);
    const found: Escape[] = [];
    let at = 0;
    while (at < raw.length) {
      const escaped = escapeAt(raw, at);
      if (escaped?.cooked === 1) {
        const end = at + escaped.length;
        found.push({ start: start + at, end: start + end, text: raw.slice(at, end) });
      }
      at += escaped?.length ?? 1;
    }
    return found;
  });
}

function literalPartsOf(operand: ts.Expression): readonly ts.Node[] {
  if (ts.isTemplateExpression(operand)) return [operand.head, ...operand.templateSpans.map(({ literal }) => literal)];
  return ts.isStringLiteralLike(operand) ? [operand] : [];
}

/** `\'` writes a quote; of longer escapes the count alone is enough to go by. */
function writes(found: Escape | undefined, character: string): boolean {
  if (found?.text.length !== 2) return found !== undefined;
  const letter = found.text.charAt(1);
  return letter === character || /[nrtbfv0-7]/.test(letter);
}
