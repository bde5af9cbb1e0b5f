/** A piece of a line that a terminal shows as one, with its place in the line and the columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a line into what a terminal draws: tabs become spaces up to the next stop, emoji and East Asian characters take two
 * columns, combining marks stay with their letter, and characters that would steer the terminal are replaced.
 */
export function layOutLine(line: string): Cell[] {
  return isPlainAscii(line) ? layOutAscii(line) : layOutGraphemes(line);
}

export function displayWidth(text: string): number {
  return layOutLine(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** The same text with nothing in it that moves the cursor, hides text or reverses its direction. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '\uFFFD');
}

const TAB_STOP = 4;

/** C0 and C1 controls, zero-width characters and the marks that reorder text. */
const CONTROLS = /[\p{Cc}\u200B\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** From Unicode's EastAsianWidth.txt, classes W and F, neighbouring blocks joined. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

let segmenter: Intl.Segmenter | undefined;

function isPlainAscii(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code !== 9 && (code < 32 || code > 126)) return false;
  }
  return true;
}

function layOutAscii(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (let start = 0; start < line.length; start++) {
    const text = line[start] ?? '';
    const cell = text === '\t' ? tabCell(column, start) : { text, width: 1, start, end: start + 1 };
    column += cell.width;
    cells.push(cell);
  }
  return cells;
}

function layOutGraphemes(line: string): Cell[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const cell =
      segment === '\t'
        ? tabCell(column, index)
        : { text: withoutControls(segment), width: graphemeWidth(segment), start: index, end: index + segment.length };
    column += cell.width;
    cells.push(cell);
  }
  return cells;
}

function tabCell(column: number, start: number): Cell {
  const width = TAB_STOP - (column % TAB_STOP);
  return { text: ' '.repeat(width), width, start, end: start + 1 };
}

function graphemeWidth(grapheme: string): number {
  // U+FE0F asks for the coloured form of a character that also has a plain one.
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(grapheme)) return 2;
  if (/^\p{Mark}+$/u.test(grapheme)) return 0;
  const code = grapheme.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
}
