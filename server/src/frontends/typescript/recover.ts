import type ts from 'typescript';
import type { Span } from '../../core/text';
import { parseDocument, syntaxErrorsOf } from './parse';
import { forEachChild, isBlock, isClassElement, isExpressionStatement, isFunctionLike, isStatement } from './syntax';
import { findUnfinishedLines, linesAround } from './unfinished-lines';
import { startOf } from './walk';

export interface Recovery {
  /** The tree of the repaired text; undefined when it holds no more than that of the broken one. */
  readonly source: ts.SourceFile | undefined;
  /** What each examined part of the text was read as, so that the next version looks at changed parts alone. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Larger files are not written by hand, and nobody types in them. */
const MAX_LENGTH = 1_000_000;
/** How much text is parsed on trial for one part, so that a keystroke stays a keystroke. */
const MAX_TRIED = 500_000;

/**
 * Reads a broken text as if the line that is being typed were not there yet. An opening bracket or quote makes the parser
 * take the declarations behind it for something else; the layout still says where they start. The broken part is blanked
 * with equal length, so that every offset stays.
 */
export function recover(name: string, broken: ts.SourceFile, previous: Recovery | undefined): Recovery {
  const { text } = broken;
  const parts = new Map<string, string>();
  if (text.length > MAX_LENGTH) return { source: undefined, parts };
  const shaky = shakyStatements(broken);
  let repaired = '';
  for (const { start, end } of cutAtDeclarations(text, shaky)) {
    const part = text.slice(start, end);
    if (!shaky.some(span => span.start < end && start < span.end)) {
      repaired += part;
      continue;
    }
    const readAs = previous?.parts.get(part) ?? repairPart(name, part);
    parts.set(part, readAs);
    repaired += readAs;
  }
  const source = repaired === text ? undefined : parseDocument(name, repaired, previous?.source);
  return { source: source && isBetter(source, broken) ? source : undefined, parts };
}

function isBetter(source: ts.SourceFile, broken: ts.SourceFile): boolean {
  const gained = scoreLayout(source) - scoreLayout(broken);
  if (gained !== 0) return gained > 0;
  return syntaxErrorsOf(source).length < syntaxErrorsOf(broken).length;
}

/**
 * The stretches of text whose reading an error makes doubtful. An open template ends at the next one's start, and the
 * error is found a statement or two behind that.
 */
function shakyStatements(source: ts.SourceFile): Span[] {
  const errors = syntaxErrorsOf(source).map(({ start }) => start);
  errors.sort((a, b) => a - b);
  const { statements, text } = source;
  const shaky: Span[] = [];
  let next = 0;
  statements.forEach((statement, index) => {
    while ((errors[next] ?? Number.POSITIVE_INFINITY) < statement.pos) next += 1;
    const end = statements[index + 2]?.end ?? text.length;
    if ((errors[next] ?? Number.POSITIVE_INFINITY) <= end) add({ start: statement.pos, end: statement.end });
  });
  add({ start: statements.at(-1)?.end ?? 0, end: text.length });
  return shaky;

  function add(span: Span): void {
    const last = shaky.at(-1);
    if (last?.end === span.start) shaky[shaky.length - 1] = { start: last.start, end: span.end };
    else shaky.push(span);
  }
}

const DECLARATION =
  /^(?:@\w|(?:export|import|async|function|class|const|let|var|interface|type|enum|abstract|declare|namespace)\b)/gm;

/** Cuts a text in front of its top-level declarations, as far as they are in doubt: a decorator stays with its class. */
function cutAtDeclarations(text: string, shaky: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let start = 0;
  let isDecorated = false;
  for (const { index, 0: word } of text.matchAll(DECLARATION)) {
    const stays = isDecorated || !shaky.some(span => span.start <= index && index <= span.end);
    isDecorated = word.startsWith('@');
    if (stays || index === start) continue;
    parts.push({ start, end: index });
    start = index;
  }
  parts.push({ start, end: text.length });
  return parts;
}

/** The part with as little blanked as makes it parse; as it is where that cannot be found and it does no harm. */
function repairPart(name: string, part: string): string {
  const errors = errorsIn(name, part);
  const [firstError] = errors;
  if (firstError === undefined) return part;
  const unfinished = findUnfinishedLines(part, /x$/.test(name));
  const nearby = errors.slice(0, 3).flatMap(offset => linesAround(part, offset));
  const lines = [...unfinished, ...nearby];
  let together = part;
  for (const line of unfinished) together = blank(together, line.start, line.end);
  const tries: (() => string)[] = [
    ...lines.map(line => () => blank(part, line.start, line.end)),
    ...unfinished.map(line => () => blank(part, line.start, line.regionEnd)),
    () => together,
  ];
  let tried = 0;
  for (const attempt of tries) {
    tried += part.length;
    if (tried > MAX_TRIED) break;
    const repaired = attempt();
    if (errorsIn(name, repaired).length === 0) return repaired;
  }
  return keepInside(name, part, Math.min(firstError, ...unfinished.map(({ start }) => start)));
}

/** Makes sure that a part which stays broken takes nothing of what follows it. */
function keepInside(name: string, part: string, brokenFrom: number): string {
  if (!swallows(name, part)) return part;
  const lastLines = /(?:\r?\n[)\]};,]+)?\s*$/.exec(part)?.index ?? part.length;
  const headed = blank(part, Math.min(brokenFrom, lastLines), lastLines);
  return swallows(name, headed) ? blank(part, 0, part.length) : headed;
}

/** True when a function that follows the part would not be read as one. */
function swallows(name: string, part: string): boolean {
  const probed = parseDocument(name, `${part}\nfunction probe() {}`);
  const last = probed?.statements.at(-1);
  return !last || !isFunctionLike(last) || last.end - 'function probe() {}'.length !== part.length + 1;
}

function errorsIn(name: string, text: string): number[] {
  const source = parseDocument(name, text);
  return source ? syntaxErrorsOf(source).map(({ start }) => start) : [0];
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

/**
 * The statements and members that start a line where the layout puts them, less those that stand elsewhere: what the
 * parser has swallowed is not indented deeper than what it stands in, and what it has torn out of a body is indented.
 * Plain expressions gain nothing, because text read as code consists of those.
 */
function scoreLayout(source: ts.SourceFile): number {
  let score = 0;
  const open: { readonly node: ts.Node; readonly indent: number }[] = [{ node: source, indent: -1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    let { indent } = next;
    if (node !== source && (isStatement(node) || isClassElement(node)) && !isBlock(node)) {
      const own = indentOf(source, node);
      if (own !== undefined) {
        if (indent < 0 ? own > 0 : own <= indent) score -= 1;
        else if (!isExpressionStatement(node)) score += 1;
        indent = own;
      }
    }
    forEachChild(node, child => void open.push({ node: child, indent }));
  }
  return score;
}

/** How far the line is indented that a node starts; undefined when other code starts it. */
function indentOf(source: ts.SourceFile, node: ts.Node): number | undefined {
  const start = startOf(source, node);
  const before = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? before.length : undefined;
}
