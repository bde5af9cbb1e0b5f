import { type Severity, severityRank } from '../../core/finding';
import { ruleDocumentation } from '../../core/rule';
import { isInside, type Uri } from '../../core/uri';
import type { CheckResult, LocatedFinding, LocatedPlace } from '../check-result';
import { renderCodeFrame } from '../code-frame';
import type { Colors } from '../colors';
import { withoutControls } from '../display-width';
import { nativePath, relativePath } from '../paths';
import type { Reporter, ReporterContext } from './reporter';

/** For people: each finding with the code around it. */
export const textReporter: Reporter = {
  name: 'text',
  render(result, context) {
    const blocks = result.findings.map(finding => renderFinding(finding, context).join('\n'));
    if (result.problems.length > 0) blocks.push(renderProblems(result, context).join('\n'));
    blocks.push(renderSummary(result, context).join('\n'));
    return `${blocks.join('\n\n')}\n`;
  },
};

const INDENT = '  ';
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function renderFinding(finding: LocatedFinding, context: ReporterContext): string[] {
  const { colors } = context;
  const paint = painter(finding.severity, colors);
  const place = `${shownPath(finding.uri, context.cwd)}:${finding.startLine}:${finding.startColumn}`;
  return [
    `${colors.underline(place)} ${paint(finding.severity)} ${colors.dim(finding.ruleId)}`,
    `${INDENT}${colors.bold(withoutControls(finding.message))}`,
    '',
    ...renderFrame(finding, paint, context),
    ...finding.related.flatMap(related => renderRelated(related, context)),
    '',
    ...finding.fixes.map(
      ({ title, safety }) =>
        `${INDENT}${colors.green('fix:')} ${withoutControls(title)}${safety === 'review' ? colors.dim(' (to be reviewed)') : ''}`,
    ),
    `${INDENT}${colors.dim(`see: ${ruleDocumentation(finding.ruleId)}`)}`,
  ];
}

function renderRelated(place: LocatedPlace, context: ReporterContext): string[] {
  const { colors } = context;
  return [
    '',
    `${INDENT}${colors.cyan('note:')} ${withoutControls(place.message)} ${colors.dim(`(${shownPath(place.uri, context.cwd)}:${place.startLine}:${place.startColumn})`)}`,
    // Where it starts says enough: a loop or a table may be long.
    ...renderFrame(place, colors.cyan, context, 1),
  ];
}

function renderFrame(
  { source }: Pick<LocatedPlace, 'source'>,
  mark: (text: string) => string,
  { width, colors }: ReporterContext,
  mostLines?: number,
): string[] {
  const options = { width: width - INDENT.length, colors, mark, ...(mostLines === undefined ? {} : { mostLines }) };
  return renderCodeFrame(source.text, source.lines, source.span, options).map(line => `${INDENT}${line}`);
}

function renderProblems({ problems }: CheckResult, { colors, cwd }: ReporterContext): string[] {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const hidden = problems.length - shown.length;
  return [
    colors.bold('Could not be read:'),
    ...shown.map(
      ({ uri, startLine, message }) => `${INDENT}${shownPath(uri, cwd)}:${startLine} ${withoutControls(message)}`,
    ),
    ...(hidden === 0 ? [] : [`${INDENT}… and ${hidden} more; --format json has them all.`]),
  ];
}

/** A folder of templates or of another database's SQL must not bury the findings. */
const MOST_PROBLEMS = 10;

function renderSummary({ findings, files, problems }: CheckResult, { colors }: ReporterContext): string[] {
  const checked = counted(files, 'file');
  const unread = problems.length === 0 ? '' : `, ${counted(problems.length, 'place')} could not be read`;
  if (findings.length === 0) return [`${colors.green('No findings')} in ${checked}${unread}.`];
  const severities = SEVERITIES.flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : painter(severity, colors)(counted(count, severity));
  });
  const touched = new Set(findings.map(({ uri }) => uri)).size;
  const lines = [`${severities.join(', ')} in ${touched} of ${checked}${unread}.`];
  const safe = findings.filter(({ fixes }) => fixes.some(fix => fix.safety === 'safe')).length;
  const review = findings.filter(({ fixes }) => fixes.length > 0).length - safe;
  if (safe > 0) lines.push(colors.dim(`${counted(safe, 'safe fix')} with 'sargable fix'.`));
  if (review > 0) lines.push(colors.dim(`${counted(review, 'fix')} to be reviewed with 'sargable fix --unsafe'.`));
  return lines;
}

function counted(count: number, word: string): string {
  if (count === 1 || word === 'info') return `${count} ${word}`;
  return `${count} ${word}${word.endsWith('x') ? 'es' : 's'}`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  const palette = [colors.dim, colors.blue, colors.yellow, colors.red];
  return palette[severityRank(severity)] ?? colors.reset;
}

/** As the terminal of the user can open it: relative to where they stand, else absolute. */
function shownPath(uri: Uri, cwd: Uri): string {
  return withoutControls(isInside(uri, cwd) ? relativePath(cwd, uri) : nativePath(uri));
}
