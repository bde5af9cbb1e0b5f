import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  /** Paths that version control does not know, one per line of the file `.uncommitted`. */
  readonly uncommitted: readonly string[];
}

const FIXED = /\.fixed(\.[^./]+)$/;
const UNCOMMITTED = '.uncommitted';

export function readFixture(folder: string): Fixture {
  const files = new Map<string, CaretText>();
  const fixed = new Map<string, string>();
  for (const path of listFiles(folder)) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (FIXED.test(path)) fixed.set(path.replace(FIXED, '$1'), text);
    else if (path !== UNCOMMITTED) files.set(path, readCarets(text, join(folder, path)));
  }
  const list = join(folder, UNCOMMITTED);
  const uncommitted = existsSync(list) ? readFileSync(list, 'utf8').split(/\s+/).filter(Boolean) : [];
  return { folder, files, fixed, uncommitted };
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

/** The caret lines that would say what a report says, each below the line it belongs to: for the message of a red test. */
export function drawCarets(path: string, report: FileReport): string {
  const lines = buildLineIndex(report.text);
  const opener = path.endsWith('.sql') ? '--' : /\.(ya?ml|toml|py|sh)$/.test(path) ? '#' : '//';
  const drawn = report.findings.map(({ span, ruleId }) => {
    const { line, column } = lineColumnAt(lines, span.start);
    const code = report.text.slice(lines.starts[line], lines.starts[line + 1]).trimEnd();
    const { length } = (report.text.slice(span.start, span.end).split(/\r?\n/)[0] ?? '').trimEnd();
    const carets =
      column > opener.length
        ? `${opener}${' '.repeat(column - opener.length)}${'^'.repeat(length)}`
        : `${' '.repeat(column)}${opener}<${'^'.repeat(Math.max(length - opener.length - 1, 1))}`;
    return `${code}\n${carets} ${ruleId}`;
  });
  return [path, ...drawn].join('\n');
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
