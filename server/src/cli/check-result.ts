import type { Severity } from '../core/finding';
import { buildLineIndex, type LineIndex, lineColumnAt, type Span } from '../core/text';
import type { Uri } from '../core/uri';
import type { FileReport, ReportedFinding } from '../engine/engine';
import { relativePath } from './paths';

/** What a check found, in the terms that every reporter shares: one-based lines and columns, sorted. */
export interface CheckResult {
  /** The folder that was checked. */
  readonly root: Uri;
  readonly findings: readonly LocatedFinding[];
  readonly problems: readonly LocatedProblem[];
  /** How many files were looked at. */
  readonly files: number;
}

export interface LocatedFinding extends Region {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: Uri;
  /** Relative to the root. */
  readonly path: string;
  readonly related: readonly LocatedPlace[];
  readonly fixes: ReportedFinding['fixes'];
  readonly source: Source;
}

export interface LocatedPlace extends Region {
  readonly uri: Uri;
  readonly path: string;
  readonly message: string;
  readonly source: Source;
}

/** Lines and UTF-16 columns count from 1; the end is the place after the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface LocatedProblem {
  readonly uri: Uri;
  readonly path: string;
  readonly startLine: number;
  readonly message: string;
}

/** Where to read the lines of a code frame. */
export interface Source {
  readonly text: string;
  readonly lines: LineIndex;
  readonly span: Span;
}

export interface FileFailure {
  readonly uri: Uri;
  readonly message: string;
}

export function buildCheckResult(
  root: Uri,
  reports: readonly FileReport[],
  failures: readonly FileFailure[],
  files: number,
): CheckResult {
  const locate = createLocator();
  const findings = reports.flatMap(report =>
    report.findings.map(finding => locateFinding(finding, report, root, locate)),
  );
  const problems: LocatedProblem[] = failures.map(({ uri, message }) => ({
    uri,
    path: relativePath(root, uri),
    startLine: 1,
    message,
  }));
  for (const report of reports) {
    for (const { message, span } of report.problems) {
      const { startLine } = locate(report.text, span).region;
      problems.push({ uri: report.uri, path: relativePath(root, report.uri), startLine, message });
    }
  }
  return { root, findings: findings.sort(compareFindings), problems: problems.sort(compareProblems), files };
}

type Locator = (text: string, span: Span) => { readonly source: Source; readonly region: Region };

function createLocator(): Locator {
  const indexes = new Map<string, LineIndex>();
  return (text, span) => {
    let lines = indexes.get(text);
    if (!lines) {
      lines = buildLineIndex(text);
      indexes.set(text, lines);
    }
    const start = lineColumnAt(lines, span.start);
    const end = lineColumnAt(lines, span.end);
    return {
      source: { text, lines, span },
      region: {
        startLine: start.line + 1,
        startColumn: start.column + 1,
        endLine: end.line + 1,
        endColumn: end.column + 1,
      },
    };
  };
}

function locateFinding(finding: ReportedFinding, report: FileReport, root: Uri, locate: Locator): LocatedFinding {
  const { id, ruleId, severity, message, uri, fixes } = finding;
  const { source, region } = locate(report.text, finding.span);
  const related = finding.related.map((place): LocatedPlace => {
    const located = locate(place.text, place.span);
    return {
      uri: place.uri,
      path: relativePath(root, place.uri),
      message: place.message,
      source: located.source,
      ...located.region,
    };
  });
  return { id, ruleId, severity, message, uri, path: relativePath(root, uri), related, fixes, source, ...region };
}

function compareFindings(a: LocatedFinding, b: LocatedFinding): number {
  return (
    compareText(a.path, b.path) ||
    a.startLine - b.startLine ||
    a.startColumn - b.startColumn ||
    compareText(a.ruleId, b.ruleId) ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn ||
    compareText(a.message, b.message) ||
    compareText(a.id, b.id)
  );
}

function compareProblems(a: LocatedProblem, b: LocatedProblem): number {
  return compareText(a.path, b.path) || a.startLine - b.startLine || compareText(a.message, b.message);
}

/** By code units, so that the order is the same whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
