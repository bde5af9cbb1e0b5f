import type { Span } from '../../core/text';
import { linesOf, type MaskedText } from './mask';

export type BlockKeyword = 'model' | 'view' | 'type' | 'enum' | 'datasource' | 'generator';

/** Where one block of a schema stands. Spans count from the start of the document. */
export interface BlockRange {
  readonly keyword: BlockKeyword;
  readonly name: string;
  readonly nameSpan: Span;
  /** From the keyword to the closing brace, or to the last line with content when it is not closed. */
  readonly span: Span;
  /** Between the braces. */
  readonly body: Span;
  readonly closed: boolean;
}

export interface SplitSchema {
  readonly blocks: readonly BlockRange[];
  /** Lines that belong to no block. */
  readonly strays: readonly Span[];
}

const HEADER = /^[ \t\uFEFF]*(model|view|type|enum|datasource|generator)(?:[ \t]+([^\s{}"@()]+))?[ \t]*\{/;

/**
 * Finds the blocks. Prisma's grammar is one of lines: a block opens on one line, and each member has a line of its own.
 * A new header ends a block that was never closed, so that one missing brace costs one block.
 */
export function splitBlocks(source: MaskedText): SplitSchema {
  const { masked } = source;
  const blocks: BlockRange[] = [];
  const strays: Span[] = [];
  let open: OpenBlock | undefined;

  function finish(block: OpenBlock, end: number, closed: boolean): void {
    const { keyword, name, nameSpan, start, bodyStart } = block;
    const body = { start: bodyStart, end: closed ? end - 1 : end };
    blocks.push({ keyword, name, nameSpan, span: { start, end }, body, closed });
  }

  for (const line of linesOf(masked)) {
    const text = masked.slice(line.start, line.end);
    const header = HEADER.exec(text);
    let from = line.start;
    if (header) {
      if (open) finish(open, open.contentEnd, false);
      open = openBlock(header, line.start);
      from = open.bodyStart;
    }
    if (!open) {
      const stray = trimmed(masked, line);
      if (stray) strays.push(stray);
      continue;
    }
    const close = closingBrace(masked, from, line.end);
    if (close === undefined) {
      const content = trimmed(masked, { start: from, end: line.end });
      if (content) open.contentEnd = content.end;
      continue;
    }
    finish(open, close + 1, true);
    open = undefined;
    const rest = trimmed(masked, { start: close + 1, end: line.end });
    if (rest) strays.push(rest);
  }
  if (open) finish(open, open.contentEnd, false);
  return { blocks, strays };
}

interface OpenBlock {
  readonly keyword: BlockKeyword;
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
  readonly bodyStart: number;
  contentEnd: number;
}

function openBlock(header: RegExpExecArray, lineStart: number): OpenBlock {
  const keyword = header[1] as BlockKeyword;
  const name = header[2] ?? '';
  const start = lineStart + header[0].indexOf(keyword);
  const nameStart = name === '' ? start : lineStart + header[0].indexOf(name, start - lineStart + keyword.length);
  const bodyStart = lineStart + header[0].length;
  const nameSpan = { start: nameStart, end: nameStart + (name === '' ? keyword.length : name.length) };
  return { keyword, name, nameSpan, start, bodyStart, contentEnd: bodyStart };
}

/** The brace of a line that closes the block: one that the line itself did not open, and not inside parentheses. */
function closingBrace(masked: string, from: number, to: number): number | undefined {
  let braces = 0;
  let parentheses = 0;
  for (let i = from; i < to; i++) {
    const character = masked[i];
    if (character === '{') braces += 1;
    else if (character === '(' || character === '[') parentheses += 1;
    else if (character === ')' || character === ']') parentheses -= 1;
    else if (character === '}') {
      if (braces === 0 && parentheses <= 0) return i;
      braces = Math.max(0, braces - 1);
    }
  }
  return undefined;
}

/** The part of a span without white space around it; undefined when nothing is left. */
function trimmed(masked: string, span: Span): Span | undefined {
  const text = masked.slice(span.start, span.end);
  const content = text.replace(/^[\s\uFEFF]+/, '');
  if (content === '') return undefined;
  const start = span.start + text.length - content.length;
  return { start, end: start + content.trimEnd().length };
}
