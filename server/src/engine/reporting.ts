import type { Problem } from '../core/facts/index';
import { stepSeverity } from '../core/finding';
import type { FixIntent } from '../core/fix';
import { hashText } from '../core/hash';
import type { Logger } from '../core/ports';
import { buildLineIndex, type LineIndex, lineColumnAt, type Place, type Span, type UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { ConfigFile, EffectiveConfig } from './config';
import type { Extractor } from './extraction';
import type { ExtractedContent } from './file-extraction';
import { toldOf } from './finding-identity';
import { OWN_FINDINGS, UNKNOWN_KEY, UNUSED_SUPPRESSION } from './own-findings';
import type { FileReport, ReportedFinding } from './report';
import type { FileRun } from './runs';
import { buildSuppressions } from './suppressions';

/** A report, and of each finding the fixes that can still be resolved. */
export interface BuiltReport {
  readonly report: FileReport;
  readonly fixes: ReadonlyMap<string, readonly FixIntent[]>;
}

export interface ReportContext {
  readonly uri: Uri;
  readonly extractor: Extractor;
  readonly config: EffectiveConfig;
  readonly logger: Logger;
  /** The file's path for ids: relative to its root, so that it is the same on every machine. */
  readonly path: string;
  /** What could not be read is worth telling. */
  readonly tellsProblems: boolean;
}

/** A finding with its place in the document, before it has a number among its equals. */
interface Located extends Omit<ReportedFinding, 'id' | 'fixes' | 'uri'> {
  readonly unit: UnitId;
  readonly intents: readonly FixIntent[];
  /** The same object as long as a rule has nothing else to say: what was made of it is kept beside it. */
  readonly source: object;
}

/** What the rules found in one file and what is wrong with its comments, as the edges show it. */
export function buildReport(
  content: ExtractedContent,
  run: FileRun,
  knownIds: readonly string[],
  context: ReportContext,
): BuiltReport {
  const { config } = context;
  const lines = buildLineIndex(content.text);
  const suppressions = buildSuppressions(content.facts, content.text, lines);
  const located = locateFindings(run, content, context).filter(
    ({ ruleId, span }) => !suppressions.silences(ruleId, span),
  );
  for (const problem of suppressions.problems({ known: knownIds, ran: run.ran })) {
    const severity = config.severity(problem.ruleId);
    if (severity === 'off' || suppressions.silences(problem.ruleId, problem.span)) continue;
    located.push({
      ...problem,
      severity,
      unit: '',
      related: [],
      unnecessary: problem.ruleId === UNUSED_SUPPRESSION,
      intents: [],
      source: problem,
    });
  }
  const problems = context.tellsProblems ? content.facts.problems : [];
  return assemble({ ...content, problems }, located, lines, context.path, context.uri);
}

/** A file without findings of rules: ignored, without hints, in no language that is read. */
export function buildSilentReport(uri: Uri, text: string, version: number | undefined): BuiltReport {
  return assemble({ text, ...(version === undefined ? {} : { version }) }, [], buildLineIndex(text), '', uri);
}

/** What is wrong in a configuration file. */
export function buildConfigReport(
  file: ConfigFile,
  config: EffectiveConfig,
  path: string,
  version: number | undefined,
): BuiltReport {
  const severity = config.severity(UNKNOWN_KEY);
  const located =
    severity === 'off'
      ? []
      : file.problems.map(
          (problem): Located => ({
            ruleId: UNKNOWN_KEY,
            severity,
            message: problem.message,
            span: problem.span,
            unit: '',
            related: [],
            unnecessary: false,
            intents: [],
            source: problem,
          }),
        );
  const content = { text: file.text, ...(version === undefined ? {} : { version }) };
  return assemble(content, located, buildLineIndex(file.text), path, file.uri);
}

function locateFindings(run: FileRun, content: ExtractedContent, context: ReportContext): Located[] {
  const { extractor, config, logger } = context;
  return run.findings.flatMap(({ rule, finding }) => {
    const setting = config.severity(rule.meta.id);
    const span = extractor.locate(finding.at);
    if (setting === 'off') return [];
    if (!span || span.start > span.end || span.end > content.text.length) {
      logger.error(`rule ${rule.meta.id} reported a place that does not exist: ${describePlace(finding.at)}`);
      return [];
    }
    const related = (finding.related ?? []).flatMap(({ at, message }) => {
      const relatedSpan = extractor.locate(at);
      const text = extractor.file(at.uri)?.content?.text;
      return relatedSpan && text !== undefined ? [{ uri: at.uri, span: relatedSpan, text, message }] : [];
    });
    return {
      ruleId: rule.meta.id,
      severity: stepSeverity(setting, finding.steps ?? 0),
      message: finding.message,
      span,
      unit: finding.at.unit,
      related,
      ...(finding.sql === undefined ? {} : { sql: finding.sql }),
      unnecessary: false,
      intents: finding.fixes ?? [],
      source: finding,
    };
  });
}

function assemble(
  content: { readonly text: string; readonly version?: number; readonly problems?: readonly Problem[] },
  located: readonly Located[],
  lines: LineIndex,
  path: string,
  uri: Uri,
): BuiltReport {
  const nextOrdinal = new Map<string, number>();
  const fixes = new Map<string, readonly FixIntent[]>();
  const findings: ReportedFinding[] = [];
  let last: Located | undefined;
  for (const one of [...located].sort(byPosition)) {
    const { unit, intents, source, ...finding } = one;
    // Whatever is equal in all that counts stands side by side.
    if (last && byPosition(last, one) === 0) continue;
    last = one;
    const told = toldOf(one, path, content.text.slice(finding.span.start, finding.span.end));
    const ordinal = nextOrdinal.get(told.identity) ?? 0;
    nextOrdinal.set(told.identity, ordinal + 1);
    const id = told.id(ordinal);
    fixes.set(id, intents);
    findings.push({ id, uri, ...finding, fixes: told.fixes });
  }
  const report = {
    uri,
    findings,
    problems: content.problems ?? [],
    text: content.text,
    ...(content.version === undefined ? {} : { version: content.version }),
  };
  return { report: { ...report, resultId: resultIdOf(uri, content.text, findings, lines) }, fixes };
}

function byPosition(a: Located, b: Located): number {
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of lines and columns, not of offsets: a client shows those. */
function resultIdOf(uri: Uri, text: string, findings: readonly ReportedFinding[], lines: LineIndex): string {
  const indexes = new Map([[uri, { text, lines }]]);
  const linesOf = (of: Uri, shown: string): LineIndex => {
    let index = indexes.get(of);
    if (index?.text !== shown) {
      index = { text: shown, lines: buildLineIndex(shown) };
      indexes.set(of, index);
    }
    return index.lines;
  };
  const shown = findings.map(({ id, severity, message, span, fixes, related }) => {
    const places = related.map(({ uri: other, span: at, text: its, message: said }) =>
      JSON.stringify([other, positionOf(at, linesOf(other, its)), said]),
    );
    const offered = fixes.map(({ title, safety }) => JSON.stringify([title, safety]));
    return [id, severity, JSON.stringify(message), positionOf(span, lines), ...offered, ...places].join(' ');
  });
  return hashText(shown.join('\n'));
}

function positionOf(span: Span, lines: LineIndex): string {
  const start = lineColumnAt(lines, span.start);
  const end = lineColumnAt(lines, span.end);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function describePlace({ uri, unit, span }: Place): string {
  return `${uri}#${unit} ${span.start}-${span.end}`;
}

/** Every id that a comment may name. */
export function knownFindingIds(ruleIds: readonly string[]): readonly string[] {
  return [...ruleIds, ...OWN_FINDINGS.map(own => own.id)];
}
