import type ts from 'typescript';
import type { Literal, Run, Template, TemplatePiece, Value } from '../../core/facts/values';
import { isTemplateTail } from './syntax';
import { spanOf, startOf, type Walk } from './walk';

/** A string literal or a template literal without holes. */
export function readString(walk: Walk, node: ts.StringLiteralLike): Literal {
  const span = spanOf(walk, node);
  if (!/\s/.test(node.text)) return { kind: 'literal', value: node.text, span };
  return { kind: 'literal', value: node.text, span, runs: readRuns(walk, node, 1) };
}

export function readTemplate(
  walk: Walk,
  node: ts.TemplateExpression,
  readValue: (node: ts.Expression) => Value,
): Template {
  const pieces: TemplatePiece[] = [];
  pushText(walk, pieces, node.head);
  let open = node.head.end - 2 - walk.start;
  for (const span of node.templateSpans) {
    const value = readValue(span.expression);
    // The brace is missing where the text ends too early.
    const closing = Math.min(spanOf(walk, span.literal).start + 1, walk.source.text.length - walk.start);
    pieces.push({ kind: 'hole', value, span: { start: open, end: Math.max(open, closing) } });
    pushText(walk, pieces, span.literal);
    open = span.literal.end - 2 - walk.start;
  }
  return { kind: 'template', form: 'template', pieces, span: spanOf(walk, node) };
}

function pushText(
  walk: Walk,
  pieces: TemplatePiece[],
  node: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail,
): void {
  if (node.text === '') return;
  const closing = isTemplateTail(node) ? 1 : 2;
  const start = startOf(walk.source, node) + 1 - walk.start;
  const end = Math.max(start, node.end - closing - walk.start);
  pieces.push({ kind: 'text', cooked: node.text, runs: readRuns(walk, node, closing), span: { start, end } });
}

/** The stretches of a literal's text that stand in the source as they are; empty when the source is malformed. */
export function readRuns(walk: Walk, node: ts.LiteralLikeNode, closing: number): Run[] {
  const from = startOf(walk.source, node) + 1;
  let to = node.end - closing;
  let raw = walk.source.text.slice(from, to);
  const cooked = node.text;
  // An unterminated literal has no closing mark to leave out.
  if (raw.length < cooked.length && walk.source.text.startsWith(cooked, from)) {
    raw = cooked;
    to = from + cooked.length;
  }
  if (raw === cooked) return [{ cooked: 0, source: from - walk.start, length: cooked.length }];
  const runs: Run[] = [];
  let at = 0;
  let runStart = 0;
  let cookedLength = 0;
  const endRun = (): void => {
    if (at > runStart) runs.push({ cooked: cookedLength, source: from + runStart - walk.start, length: at - runStart });
    cookedLength += at - runStart;
  };
  while (at < raw.length) {
    const escaped = escapeAt(raw, at);
    if (!escaped) {
      at += 1;
      continue;
    }
    endRun();
    at += escaped.length;
    cookedLength += escaped.cooked;
    runStart = at;
  }
  endRun();
  return cookedLength === cooked.length && runs.every(run => matches(run)) ? runs : [];

  function matches(run: Run): boolean {
    return cooked.startsWith(walk.source.text.substr(run.source + walk.start, run.length), run.cooked);
  }
}

const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]+)\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-3][0-7]{0,2}|[4-7][0-7]?|(\r\n|[\n\r\u2028\u2029])|[\s\S])/y;

/** How long an escape, or a line end that a template normalizes, is in the source and in the cooked text. */
export function escapeAt(raw: string, at: number): { length: number; cooked: number } | undefined {
  if (raw[at] === '\r') return { length: raw[at + 1] === '\n' ? 2 : 1, cooked: 1 };
  if (raw[at] !== '\\') return undefined;
  ESCAPE.lastIndex = at;
  const match = ESCAPE.exec(raw);
  if (!match) return { length: 1, cooked: 0 };
  if (match[2] !== undefined) return { length: match[0].length, cooked: 0 };
  if (match[1] !== undefined)
    return { length: match[0].length, cooked: Number.parseInt(match[1], 16) > 0xffff ? 2 : 1 };
  return { length: match[0].length, cooked: 1 };
}
