import type { Severity } from '../../core/finding';
import type { LocatedFinding } from '../check-result';
import { relativePath } from '../paths';
import type { Reporter } from './reporter';

/** Workflow commands that GitHub Actions shows as annotations of the changed lines. */
export const githubReporter: Reporter = {
  name: 'github',
  render(result, { repository }) {
    const findings = result.findings.map(finding => renderFinding(finding, relativePath(repository, finding.uri)));
    const problems = result.problems.map(({ uri, startLine, message }) =>
      renderCommand('warning', { file: relativePath(repository, uri), line: startLine, title: 'sargable' }, message),
    );
    return [...findings, ...problems].map(line => `${line}\n`).join('');
  },
};

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

function renderFinding(finding: LocatedFinding, file: string): string {
  const { startLine, startColumn, endLine, endColumn, ruleId, severity, message } = finding;
  const related = finding.related.map(place => `${place.path}:${place.startLine} ${place.message}`);
  const properties = {
    file,
    line: startLine,
    col: startColumn,
    endLine,
    // GitHub takes columns for places in one line only.
    ...(endLine === startLine ? { endColumn } : {}),
    title: ruleId,
  };
  return renderCommand(COMMANDS[severity], properties, [message, ...related].join('\n'));
}

function renderCommand(
  command: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${list.join(',')}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
