import ts from 'typescript';
import type { SqlCut, SqlPiece, SqlTemplate, TemplatePoint } from '../../../core/facts/sql-template';
import type { TextEdit } from '../../../core/fix';
import type { Place, Span } from '../../../core/text';
import { unwrap } from '../unwrap';
import { placeEscapes } from './escaped-characters';
import { isFixedText, namedText } from './named-text';
import { type Declined, nodeAt, type OpenDocument } from './open-document';

/** The text argument of a query in the source, and where each part of its SQL stands. */
interface SqlText {
  /** The argument: the text itself, or the constant that holds it. */
  readonly node: ts.Expression;
  /** The expression in each hole, in order; undefined where the hole stands elsewhere. */
  readonly holes: readonly (ts.Expression | undefined)[];
  /** The edits that make `cuts`, each with its replacement as `write` has it. */
  cut(cuts: readonly SqlCut[], write: (replacement: string) => string): TextEdit[] | Declined;
}

/** A character or a hole of the template: where it stands in the document, if it stands there. */
export interface Element {
  readonly kind: 'text' | 'hole';
  /** The character; `''` for a hole. */
  readonly character: string;
  readonly span: Span | undefined;
}

export function readSqlText(document: OpenDocument, at: Place, template: SqlTemplate): SqlText | Declined {
  const { source } = document;
  const node = nodeAt(source, document.locate(at.span), ts.isExpression);
  if (!node) return { declined: 'the text is not where it was' };
  const written = ts.isIdentifier(node) ? namedText(node) : node;
  if ('declined' in written) return written;
  const operands = operandsOf(unwrap(written));
  if (!operands) return { declined: 'the text is put together in an unusual way' };
  const extent = { start: written.getStart(), end: written.end };
  const { elements, holes } = layOut(document, at, template, { extent, operands });
  if (written !== node && !isFixedText(written, node, holes)) {
    return { declined: 'a value may change before the query is sent' };
  }
  return { node, holes, cut: (cuts, write) => cutText(document, operands, elements, cuts, write) };
}

interface Layout {
  readonly elements: readonly Element[];
  readonly holes: readonly (ts.Expression | undefined)[];
}

function layOut(
  document: OpenDocument,
  at: Place,
  template: SqlTemplate,
  { extent, operands }: { readonly extent: Span; readonly operands: readonly ts.Expression[] },
): Layout {
  const elements: Element[] = [];
  const holes: (ts.Expression | undefined)[] = [];
  const isHere = (place: { readonly uri: string; readonly unit: string }): boolean =>
    place.uri === at.uri && place.unit === at.unit;

  // Text and holes are counted over all branches, depth first; what stands outside of the text has no span.
  function add(pieces: readonly SqlPiece[]): void {
    for (const piece of pieces) {
      if (piece.kind === 'text') addText(piece);
      else if (piece.kind === 'choice') piece.of.forEach(add);
      else if (piece.kind === 'repeat') add(piece.of);
      else {
        const hole = isHere(piece.at) ? document.locate(piece.at.span) : undefined;
        elements.push({ kind: 'hole', character: '', span: hole });
        holes.push(hole && holeExpression(operands, hole));
      }
    }
  }

  function addText({ cooked, map }: SqlPiece & { readonly kind: 'text' }): void {
    const from = elements.length;
    for (const character of cooked.split('')) elements.push({ kind: 'text', character, span: undefined });
    for (const run of map) {
      const start = isHere(run) && document.locate({ start: run.source, end: run.source + run.length })?.start;
      if (typeof start !== 'number' || start < extent.start || start + run.length > extent.end) continue;
      for (let i = 0; i < run.length; i++) {
        const character = cooked.charAt(run.cooked + i);
        elements[from + run.cooked + i] = { kind: 'text', character, span: { start: start + i, end: start + i + 1 } };
      }
    }
  }

  add(template.pieces);
  return { elements: placeEscapes(elements, operands, extent), holes };
}

/** The literals and the other operands that make up the text, in order. */
function operandsOf(node: ts.Expression): ts.Expression[] | undefined {
  if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) return [node];
  if (!ts.isBinaryExpression(node)) return undefined;
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    operands.push(left.right);
    left = unwrap(left.left);
  }
  operands.push(left);
  return operands.reverse();
}

function holeExpression(operands: readonly ts.Expression[], hole: Span): ts.Expression | undefined {
  for (const operand of operands) {
    if (operand.getStart() === hole.start && operand.end === hole.end) return operand;
    if (!ts.isTemplateExpression(operand)) continue;
    const span = operand.templateSpans.find(
      one => hole.start < one.expression.getStart() && one.expression.end < hole.end,
    );
    if (span && operand.getStart() < hole.start && hole.end < operand.end) return span.expression;
  }
  return undefined;
}

function cutText(
  document: OpenDocument,
  operands: readonly ts.Expression[],
  elements: readonly Element[],
  cuts: readonly SqlCut[],
  write: (replacement: string) => string,
): TextEdit[] | Declined {
  const edits: TextEdit[] = [];
  for (const [index, { from, to, replacement }] of cuts.entries()) {
    const start = indexOf(elements, from, 'from');
    const end = indexOf(elements, to, 'to');
    const range = { start, end: Math.max(start, end), isLast: index === cuts.length - 1 };
    const edit = cutElements(document, operands, elements, range, write(replacement));
    if ('declined' in edit) return edit;
    edits.push(edit);
  }
  return edits;
}

/** The index of the element behind a point. A cut that touches a hole takes the hole with it. */
function indexOf(elements: readonly Element[], point: TemplatePoint, edge: 'from' | 'to'): number {
  let offset = 0;
  let holes = 0;
  let index = 0;
  while (index < elements.length) {
    const element = elements[index];
    if (element?.kind === 'hole') {
      if (holes >= point.holesBefore) break;
      holes += 1;
    } else {
      if (offset >= point.offset && (edge === 'from' || holes >= point.holesBefore)) break;
      offset += 1;
    }
    index += 1;
  }
  return index;
}

function cutElements(
  document: OpenDocument,
  operands: readonly ts.Expression[],
  elements: readonly Element[],
  { start, end, isLast }: { readonly start: number; readonly end: number; readonly isLast: boolean },
  replacement: string,
): TextEdit | Declined {
  const elsewhere = { declined: 'a part of the text is written elsewhere' };
  const first = elements[start]?.span;
  const last = elements[end - 1]?.span;
  if (start === end) {
    const at = elements[start - 1]?.span?.end ?? first?.start;
    return at === undefined ? elsewhere : { span: { start: at, end: at }, newText: replacement };
  }
  if (!first || !last) return elsewhere;
  const inside = operands.find(one => isTextual(one) && one.getStart() < first.start && last.end < one.end);
  if (inside) return fits(inside, replacement, { span: { start: first.start, end: last.end }, newText: replacement });
  return cutConcatenation(document, operands, { first, last, isLast }, replacement);
}

function isTextual(node: ts.Expression): boolean {
  return ts.isTemplateExpression(node) || ts.isStringLiteralLike(node);
}

function fits(literal: ts.Expression, replacement: string, edit: TextEdit): TextEdit | Declined {
  const quote = literal.getText().charAt(0);
  return replacement.includes(quote) && quote !== '`' ? { declined: 'the text would need escapes' } : edit;
}

/** `"id = " + id + " LIMIT 1"`: the literals around what is cut become one. */
function cutConcatenation(
  document: OpenDocument,
  operands: readonly ts.Expression[],
  { first, last, isLast }: { readonly first: Span; readonly last: Span; readonly isLast: boolean },
  replacement: string,
): TextEdit | Declined {
  const unusual = { declined: 'the text is put together in an unusual way' };
  const holding = (offset: number): number => operands.findIndex(one => one.getStart() <= offset && offset < one.end);
  const startIndex = holding(first.start);
  const endIndex = holding(last.end - 1);
  const startsAtOperand = operands[startIndex]?.getStart() === first.start;
  const endsAtOperand = operands[endIndex]?.end === last.end;
  const before = operands[startsAtOperand ? startIndex - 1 : startIndex];
  const after = operands[endsAtOperand ? endIndex + 1 : endIndex];
  if (!before || !ts.isStringLiteralLike(before)) return unusual;
  const { text } = document;
  const quote = text.charAt(before.getStart());
  if (replacement.includes(quote) || replacement.includes('\\')) return { declined: 'the text would need escapes' };
  const start = startsAtOperand ? before.end - 1 : first.start;
  if (!after || !ts.isStringLiteralLike(after)) {
    // Nothing of the text follows, or a hole that stays: the literal ends here.
    return endsAtOperand ? { span: { start, end: last.end }, newText: `${replacement}${quote}` } : unusual;
  }
  const end = endsAtOperand ? after.getStart() + 1 : last.end;
  const nextQuote = text.charAt(after.getStart());
  if (quote === nextQuote) return { span: { start, end }, newText: replacement };
  const rest = text.slice(end, after.end - 1);
  if (isLast && !rest.includes(quote) && quote !== '`' && nextQuote !== '`') {
    return { span: { start, end: after.end }, newText: `${replacement}${rest}${quote}` };
  }
  return { span: { start, end }, newText: `${replacement}${quote} + ${nextQuote}` };
}
