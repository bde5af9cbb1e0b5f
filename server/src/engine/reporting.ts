import type { Problem } from '../core/facts/index';
import { stepSeverity } from '../core/finding';
import type { FixIntent } from '../core/fix';
import { hashText } from '../core/hash';
import type { Logger } from '../core/ports';
import { buildLineIndex, type LineIndex, lineColumnAt, type Place, type Span, type UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { ConfigFile, EffectiveConfig } from './config';
import type { ExtractedContent, Extractor } from './extraction';
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
      unnecessary: false,
      intents: finding.fixes ?? [],
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
  const ordinals = new Map<string, number>();
  const fixes = new Map<string, readonly FixIntent[]>();
  const seen = new Set<string>();
  const findings: ReportedFinding[] = [];
  for (const { unit, intents, ...finding } of [...located].sort(byPosition)) {
    const { ruleId, span } = finding;
    const same = `${ruleId}|${span.start}|${span.end}|${finding.message}`;
    if (seen.has(same)) continue;
    seen.add(same);
    const snippet = content.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
    const identity = [ruleId, path, unit, snippet].join('\u0000');
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    const id = hashText(`${identity}\u0000${ordinal}`);
    fixes.set(id, intents);
    findings.push({ id, uri, ...finding, fixes: intents.map(({ title, safety }) => ({ title, safety })) });
  }
  const report = {
    uri,
    findings,
    problems: content.problems ?? [],
    text: content.text,
    ...(content.version === undefined ? {} : { version: content.version }),
  };
  return { report: { ...report, resultId: resultIdOf(findings, lines) }, fixes };
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
function resultIdOf(findings: readonly ReportedFinding[], lines: LineIndex): string {
  const relatedLines = new Map<string, LineIndex>();
  const shown = findings.map(finding => [
    finding.id,
    finding.severity,
    finding.message,
    positionOf(finding.span, lines),
    finding.fixes,
    finding.related.map(({ uri, span, text, message }) => {
      const index = relatedLines.get(uri) ?? buildLineIndex(text);
      relatedLines.set(uri, index);
      return [uri, positionOf(span, index), message];
    }),
  ]);
  return hashText(JSON.stringify(shown));
}

function positionOf(span: Span, lines: LineIndex) {
  return [lineColumnAt(lines, span.start), lineColumnAt(lines, span.end)];
}

function describePlace({ uri, unit, span }: Place): string {
  return `${uri}#${unit} ${span.start}-${span.end}`;
}

/** Every id that a comment may name. */
export function knownFindingIds(ruleIds: readonly string[]): readonly string[] {
  return [...ruleIds, ...OWN_FINDINGS.map(own => own.id)];
}
