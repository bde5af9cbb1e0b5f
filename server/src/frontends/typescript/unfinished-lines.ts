/** A line that may be only half typed. */
export interface UnfinishedLine {
  readonly start: number;
  readonly end: number;
  /** Where the next line starts that is not indented deeper: everything up to there may belong to it. */
  readonly regionEnd: number;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  readonly text: string;
}

/**
 * The lines that open something which the layout says is never closed: the next line that is not indented deeper starts
 * with no closing mark. Laid-out code has hardly any other such lines.
 */
export function findUnfinishedLines(text: string, hasJsx: boolean): UnfinishedLine[] {
  const lines = linesOf(text);
  const found: UnfinishedLine[] = [];
  lines.forEach((line, index) => {
    if (!opensMore(line.text) && !(hasJsx && OPENS_ELEMENT.test(line.text))) return;
    let next = index + 1;
    for (let after = lines[next]; after && after.indent > line.indent; after = lines[next]) next += 1;
    const follower = lines[next];
    if (follower && CLOSES.test(follower.text)) return;
    found.push({ start: line.start, end: line.end, regionEnd: follower?.start ?? text.length });
  });
  return found;
}

/** The line that holds an offset, and the one with code before it: an error is found where the next line begins. */
export function linesAround(text: string, offset: number): UnfinishedLine[] {
  const lines = linesOf(text);
  const at = lines.findLastIndex(line => line.start <= offset);
  return [lines[at - 1], lines[at]].flatMap(line =>
    line ? [{ start: line.start, end: line.end, regionEnd: line.end }] : [],
  );
}

const CLOSES = /^(?:[)\]}`>]|<\/|\/>|\*\/)/;
const OPENS_ELEMENT = /<(?:[A-Za-z][^<>]*)?>?$/;

/** The lines with code on them. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const code = match[0].trim();
    if (code === '') continue;
    const indent = match[0].search(/\S/);
    lines.push({ start: match.index, end: match.index + match[0].length, indent, text: code });
  }
  return lines;
}

const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** True when a line, read by itself, opens a bracket, a comment or a template that it does not close. */
function opensMore(line: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '/' && line.charAt(at + 1) === '/') break;
    if (char === '/' && line.charAt(at + 1) === '*') {
      const end = line.indexOf('*/', at + 2);
      if (end < 0) return true;
      at = end + 1;
    } else if (char === '"' || char === "'" || char === '`') {
      const end = endOfLiteral(line, at);
      if (end < 0) return open.length > 0 || char === '`';
      at = end;
    } else if (CLOSER_OF[char] !== undefined) open.push(CLOSER_OF[char]);
    else if (open.at(-1) === char) open.pop();
  }
  return open.length > 0;
}

/** Where the literal that starts at `from` ends; -1 when it does not end on the line. */
function endOfLiteral(line: string, from: number): number {
  const quote = line.charAt(from);
  for (let at = from + 1; at < line.length; at++) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === quote) return at;
  }
  return -1;
}
