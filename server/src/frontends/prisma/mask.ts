import type { Span } from '../../core/text';

/** A Prisma text with everything blanked that could be mistaken for structure. Offsets are those of the text. */
export interface MaskedText {
  readonly text: string;
  /** Comments are spaces, the inside of strings is underscores; line ends and quotes stay. */
  readonly masked: string;
  readonly comments: readonly Span[];
}

/**
 * Blanks comments and strings. What is never closed ends with its line, so that a quote or a comment being typed costs
 * nothing below it.
 */
export function maskText(text: string): MaskedText {
  const parts: string[] = [];
  const comments: Span[] = [];
  let copied = 0;
  let at = 0;

  function blank(from: number, to: number, filler: string): void {
    parts.push(text.slice(copied, from), text.slice(from, to).replace(/[^\r\n]/g, filler));
    copied = to;
    at = to;
  }

  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at + 1);
      blank(at + 1, end, '_');
      if (text.charCodeAt(at) === QUOTE) at += 1;
    } else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
      const end = lineEnd(text, at);
      comments.push({ start: at, end });
      blank(at, end, ' ');
    } else if (code === SLASH && text.charCodeAt(at + 1) === ASTERISK) {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? lineEnd(text, at) : close + 2;
      comments.push({ start: at, end });
      blank(at, end, ' ');
    } else {
      at += 1;
    }
  }
  parts.push(text.slice(copied));
  return { text, masked: parts.join(''), comments };
}

const QUOTE = 34;
const ASTERISK = 42;
const SLASH = 47;
const BACKSLASH = 92;

/** The closing quote of a string whose content starts at `at`, or the end of its line. */
function stringEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === QUOTE || isLineEnd(code)) return i;
    i += code === BACKSLASH && i + 1 < text.length && !isLineEnd(text.charCodeAt(i + 1)) ? 2 : 1;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && !isLineEnd(text.charCodeAt(i))) i += 1;
  return i;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The lines of a text without their ends. `\n`, `\r\n` and a lone `\r` end a line. */
export function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isLineEnd(text.charCodeAt(i))) continue;
    lines.push({ start, end: i });
    if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10) i += 1;
    start = i + 1;
  }
  return lines;
}
