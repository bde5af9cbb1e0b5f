import { buildLineIndex, offsetAt, type Span } from '../../server/src/core/text';

/** A file of a fixture without its caret lines, and the findings that they announce. */
export interface CaretText {
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
  /** The line of the fixture as written, for a line of `text`; both count from zero. */
  writtenLine(line: number): number;
}

export interface ExpectedFinding {
  readonly ruleId: string;
  readonly line: number;
  readonly startColumn: number;
  readonly endColumn: number;
  readonly span: Span;
  /** What the message must contain: names and counts. */
  readonly words: readonly string[];
}

/** `// ^^^^ index/fk-without-index: authorId`, also after `--` and `#`; `//<^^^` starts at the comment's own column. */
const CARET_LINE = /^(\s*)(\/\/|--|#)(<?)(\s*\^.*)$/;
const CARET_GROUP = /(\^+)[ \t]+([a-z0-9-]+\/[a-z0-9-]+)(?::([^^]*))?/g;

/** Cuts the caret lines out: inside a template they would be text of the statement. Offsets count in what is left. */
export function cutCarets(written: string): CaretText {
  const kept: string[] = [];
  const writtenLines: number[] = [];
  const drawn: Omit<ExpectedFinding, 'span'>[] = [];
  for (const [i, line] of written.split(/(?<=\n)/).entries()) {
    const match = CARET_LINE.exec(line.replace(/\r?\n$/, ''));
    if (match) drawn.push(...readCaretLine(match, kept.length - 1, i));
    else {
      kept.push(line);
      writtenLines.push(i);
    }
  }
  // Carets below the last line would otherwise leave it with a line end that nobody wrote: an editor shows it all the same.
  const text = kept.join('');
  const lines = buildLineIndex(text);
  const expected = drawn.map(finding => ({
    ...finding,
    span: {
      start: offsetAt(lines, { line: finding.line, column: finding.startColumn }),
      end: offsetAt(lines, { line: finding.line, column: finding.endColumn }),
    },
  }));
  return { text, expected, writtenLine: line => writtenLines[line] ?? line };
}

function readCaretLine(match: RegExpExecArray, line: number, writtenLine: number): Omit<ExpectedFinding, 'span'>[] {
  const [whole, indent = '', opener = '', fromComment, rest = ''] = match;
  if (line < 0) throw new Error(`carets on line ${writtenLine + 1} stand below nothing`);
  const restColumn = indent.length + opener.length + (fromComment ? 1 : 0);
  const found: Omit<ExpectedFinding, 'span'>[] = [];
  let end = 0;
  for (const group of rest.matchAll(CARET_GROUP)) {
    const [text, carets = '', ruleId = '', words = ''] = group;
    if (rest.slice(end, group.index).trim() !== '') break;
    end = group.index + text.length;
    const column = restColumn + group.index;
    found.push({
      ruleId,
      line,
      startColumn: fromComment && found.length === 0 ? indent.length : column,
      endColumn: column + carets.length,
      words: words
        .split(',')
        .map(word => word.trim())
        .filter(word => word !== ''),
    });
  }
  if (found.length === 0 || rest.slice(end).trim() !== '') {
    throw new Error(`line ${writtenLine + 1} looks like carets but cannot be read: ${whole.trim()}`);
  }
  return found;
}
