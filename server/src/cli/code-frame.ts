import { type LineIndex, lineColumnAt, type Span } from '../core/text';
import type { Colors } from './colors';
import { type Cell, layOutLine } from './display-width';

export interface CodeFrameOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
  /** Colours the marks below the span. */
  readonly mark: (text: string) => string;
  /** How much of a span of many lines is shown. */
  readonly mostLines?: number;
}

/** The lines around a span with their numbers and marks below what it covers. */
export function renderCodeFrame(text: string, lines: LineIndex, span: Span, options: CodeFrameOptions): string[] {
  const covered = coveredLines(text, lines, span);
  const first = covered[0];
  if (!first) return [];
  const last = first.number + covered.length - 1;
  const shown = covered.slice(0, options.mostLines ?? MOST_LINES);
  const after = shown.length < covered.length ? [] : contextLines(text, lines, last + 1, last + CONTEXT);
  const all = [...contextLines(text, lines, first.number - CONTEXT, first.number - 1), ...shown, ...after];
  const gutterWidth = String(Math.max(...all.map(line => line.number)) + 1).length;
  const window = chooseWindow(first, Math.max(options.width - gutterWidth - GUTTER_EXTRA, LEAST_CODE_WIDTH));

  const output: string[] = [];
  for (const line of all) {
    const marked = line.mark !== undefined;
    const row = cutLine(line, window);
    output.push(
      `${gutter(String(line.number + 1), gutterWidth, marked, options)}${row.code === '' ? '' : ` ${row.code}`}`,
    );
    if (marked && row.marks !== '') {
      output.push(`${gutter('', gutterWidth, false, options)} ${row.indent}${options.mark(row.marks)}`);
    }
  }
  if (shown.length < covered.length) {
    const rest = covered.length - shown.length;
    output.push(
      `${gutter('', gutterWidth, false, options)} ${options.colors.dim(`… ${rest} more ${rest === 1 ? 'line' : 'lines'}`)}`,
    );
  }
  return output;
}

const CONTEXT = 1;
const MOST_LINES = 4;
/** `> 12 | `: what stands beside the number. */
const GUTTER_EXTRA = 5;
const LEAST_CODE_WIDTH = 30;
/** No line is laid out further than this: a minified file is a single line of megabytes. */
const LONGEST_LINE = 1_000;

interface FrameLine {
  /** Zero-based. */
  readonly number: number;
  readonly text: string;
  /** The covered part in columns of this line. */
  readonly mark?: Span;
}

/** The columns of the display that are shown, the same for each line of a frame so that they stay aligned. */
interface Window {
  readonly start: number;
  readonly width: number;
  /** Offset at which each line is cut before it is laid out. */
  readonly from: number;
}

function coveredLines(text: string, lines: LineIndex, span: Span): FrameLine[] {
  const start = lineColumnAt(lines, span.start);
  let end = lineColumnAt(lines, Math.max(span.end, span.start));
  // A span that takes the line break along covers nothing of the next line.
  if (end.column === 0 && end.line > start.line) end = { line: end.line - 1, column: Number.POSITIVE_INFINITY };
  const covered: FrameLine[] = [];
  for (let number = start.line; number <= end.line; number++) {
    const line = lineText(text, lines, number);
    const from = number === start.line ? start.column : line.length - line.trimStart().length;
    const to = Math.min(number === end.line ? end.column : line.trimEnd().length, line.length);
    covered.push({ number, text: line, mark: { start: from, end: Math.max(to, from) } });
  }
  return covered;
}

function contextLines(text: string, lines: LineIndex, from: number, to: number): FrameLine[] {
  const context: FrameLine[] = [];
  for (let number = Math.max(from, 0); number <= Math.min(to, lines.starts.length - 1); number++) {
    // A file's last line break opens a line that no one wrote.
    if (lines.starts[number] === text.length) continue;
    context.push({ number, text: lineText(text, lines, number) });
  }
  return context;
}

function lineText(text: string, lines: LineIndex, number: number): string {
  return text
    .slice(lines.starts[number] ?? text.length, lines.starts[number + 1] ?? text.length)
    .replace(/[\r\n]+$/, '');
}

/** Shows a line from its start where the span still fits in, else a little of what stands before the span. */
function chooseWindow(line: FrameLine, width: number): Window {
  const mark = line.mark ?? { start: 0, end: 0 };
  const from = line.text.length > LONGEST_LINE ? Math.max(mark.start - LONGEST_LINE / 4, 0) : 0;
  const cells = layOutLine(sliceWhole(line.text, from));
  const startColumn = columnOf(cells, mark.start - from);
  const endColumn = columnOf(cells, mark.end - from);
  const total = columnOf(cells, Number.POSITIVE_INFINITY);
  const fits = total <= width || endColumn <= width - 1;
  const wanted = Math.max(startColumn - Math.max(Math.floor((width - (endColumn - startColumn)) / 2), 4), 0);
  return { start: fits ? 0 : wanted, width, from };
}

/** The visible part of a line, and the marks that belong below it. */
function cutLine(line: FrameLine, window: Window): { code: string; indent: string; marks: string } {
  const cells = layOutLine(sliceWhole(line.text, window.from));
  const total = columnOf(cells, Number.POSITIVE_INFINITY);
  const cutLeft = (window.from > 0 || window.start > 0) && line.text.trim() !== '';
  const cutRight = total > window.start + window.width || line.text.length > window.from + LONGEST_LINE;
  // The ellipses take a column each.
  const first = window.start + (cutLeft ? 1 : 0);
  const last = window.start + window.width - (cutRight ? 1 : 0);
  const mark = line.mark && { start: line.mark.start - window.from, end: line.mark.end - window.from };
  let code = cutLeft ? '…' : '';
  let indent = cutLeft ? ' ' : '';
  let marks = '';
  let column = 0;
  for (const cell of cells) {
    const start = column;
    column += cell.width;
    if (column > last) break;
    // Half of a wide character or of a tab at the left edge still takes its column.
    const visible = start >= first ? cell.text : ' '.repeat(Math.max(column - first, 0));
    code += visible;
    if (!mark || cell.start >= mark.end) continue;
    const width = Math.min(cell.width, Math.max(column - first, 0));
    if (cell.end <= mark.start) indent += ' '.repeat(width);
    else marks += '^'.repeat(width);
  }
  // An empty span, e.g. at the end of a line, still needs something to point with.
  if (mark && marks === '' && mark.start === mark.end) marks = '^';
  return { code: `${code}${cutRight ? '…' : ''}`.trimEnd(), indent, marks };
}

function columnOf(cells: readonly Cell[], offset: number): number {
  let column = 0;
  for (const cell of cells) {
    if (cell.end > offset) return column;
    column += cell.width;
  }
  return column;
}

/** At most LONGEST_LINE units from `from` on, without half a surrogate pair at either end. */
function sliceWhole(line: string, from: number): string {
  return line
    .slice(from, from + LONGEST_LINE)
    .replace(/^[\uDC00-\uDFFF]/, ' ')
    .replace(/[\uD800-\uDBFF]$/, '');
}

function gutter(number: string, width: number, marked: boolean, { colors, mark }: CodeFrameOptions): string {
  return `${marked ? mark('>') : ' '} ${colors.dim(`${number.padStart(width)} |`)}`;
}
