import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { buildLineIndex, lineColumnAt } from '../../server/src/core/text';
import type { FileReport } from '../../server/src/engine/engine';
import { type CaretText, cutCarets } from './carets';

/** A case folder: a tiny workspace whose files say with carets what is found in them. */
export interface Fixture {
  readonly folder: string;
  /** By path below the folder, `/` separated. */
  readonly files: ReadonlyMap<string, CaretText>;
  /** What files are after all fixes, by the path of the file itself: `schema.prisma` for `schema.fixed.prisma`. */
  readonly fixed: ReadonlyMap<string, string>;
  /** The fixes that are offered but cannot be written, one per line of the file `.declined`, with their reasons. */
  readonly declined: readonly string[];
  /** Paths that version control does not know, one per line of the file `.uncommitted`. */
  readonly uncommitted: readonly string[];
}

const FIXED = /\.fixed(\.[^./]+)$/;
const UNCOMMITTED = '.uncommitted';
const DECLINED = '.declined';

export function readFixture(folder: string): Fixture {
  const files = new Map<string, CaretText>();
  const fixed = new Map<string, string>();
  for (const path of listFiles(folder)) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (FIXED.test(path)) fixed.set(path.replace(FIXED, '$1'), text);
    else if (path !== UNCOMMITTED && path !== DECLINED) files.set(path, readCarets(text, join(folder, path)));
  }
  const uncommitted = readLines(join(folder, UNCOMMITTED));
  return { folder, files, fixed, uncommitted, declined: readLines(join(folder, DECLINED)) };
}

export function writeDeclined({ folder }: Fixture, declined: readonly string[]): void {
  const file = join(folder, DECLINED);
  if (declined.length > 0) writeFileSync(file, `${declined.join('\n')}\n`);
  else rmSync(file, { force: true });
}

export function fixedPathOf(path: string): string {
  return path.replace(/(\.[^./]+)$/, '.fixed$1');
}

/** The text of every file without carets. */
export function textsOf(fixture: Fixture): Map<string, string> {
  return new Map([...fixture.files].map(([path, { text }]) => [path, text]));
}

/** The carets of a fixture, one line each: `src/a.ts:4:9-20 family/name`. Lines as written, columns from one. */
export function describeExpected(fixture: Fixture): string[] {
  return [...fixture.files]
    .flatMap(([path, file]) =>
      file.expected.map(({ line, startColumn, endColumn, ruleId }) =>
        describeLine(path, file.writtenLine(line), startColumn, endColumn, ruleId),
      ),
    )
    .sort();
}

/** The findings of a report in the same form. Of a finding over several lines its first is drawn. */
export function describeFound(fixture: Fixture, path: string, report: FileReport): string[] {
  const lines = buildLineIndex(report.text);
  return report.findings.map(({ span, ruleId }) => {
    const start = lineColumnAt(lines, span.start);
    const end = lineColumnAt(lines, span.end);
    const lineText = report.text.slice(span.start, span.end).split(/\r?\n/)[0] ?? '';
    const endColumn = end.line === start.line ? end.column : start.column + lineText.trimEnd().length;
    const line = fixture.files.get(path)?.writtenLine(start.line) ?? start.line;
    return describeLine(path, line, start.column, endColumn, ruleId);
  });
}

/** The file with carets for what a report says. Words that a caret names stay where the finding is still the same. */
export function drawCarets(fixture: Fixture, path: string, report: FileReport | undefined): string {
  const file = fixture.files.get(path);
  const text = file?.text ?? report?.text ?? '';
  const lines = buildLineIndex(text);
  const opener = path.endsWith('.sql') ? '--' : /\.(ya?ml|toml|py|sh)$/.test(path) ? '#' : '//';
  const below = new Map<number, string[]>();
  for (const { span, ruleId } of report?.findings ?? []) {
    const { line, column } = lineColumnAt(lines, span.start);
    const { length } = (text.slice(span.start, span.end).split(/\r?\n/)[0] ?? '').trimEnd();
    const words = file?.expected.find(one => one.ruleId === ruleId && one.line === line)?.words ?? [];
    const drawn =
      column > opener.length
        ? `${opener}${' '.repeat(column - opener.length)}${'^'.repeat(length)}`
        : `${' '.repeat(column)}${opener}<${'^'.repeat(Math.max(length - opener.length - 1, 1))}`;
    const caretLine = `${drawn} ${ruleId}${words.length > 0 ? `: ${words.join(', ')}` : ''}`;
    below.set(line, [...(below.get(line) ?? []), caretLine]);
  }
  return text
    .split(/(?<=\n)/)
    .map((written, line) => {
      const lineEnd = /\r?\n$/.exec(written)?.[0];
      const carets = (below.get(line) ?? []).map(drawn => (lineEnd ? `${drawn}${lineEnd}` : `\n${drawn}`));
      return [written, ...carets].join('');
    })
    .join('');
}

/** The words a caret names that its finding's message lacks. */
export function missingWords(fixture: Fixture, path: string, report: FileReport): string[] {
  return (fixture.files.get(path)?.expected ?? []).flatMap(({ ruleId, span, words }) => {
    const messages = report.findings
      .filter(finding => finding.ruleId === ruleId && finding.span.start === span.start)
      .map(finding => finding.message);
    return words
      .filter(word => !messages.some(message => message.includes(word)))
      .map(word => `${path}: no message of ${ruleId} says "${word}": ${messages.join(' | ')}`);
  });
}

function describeLine(path: string, line: number, start: number, end: number, ruleId: string): string {
  return `${path}:${line + 1}:${start + 1}-${end + 1} ${ruleId}`;
}

function readLines(file: string): string[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split(/\r?\n/).filter(line => line.trim() !== '');
}

function readCarets(text: string, file: string): CaretText {
  try {
    return cutCarets(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
