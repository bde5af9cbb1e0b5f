import type { CheckResult } from '../check-result';
import type { Reporter } from './reporter';

export const jsonReporter: Reporter = {
  name: 'json',
  render: (result, { version }) => `${JSON.stringify(toJson(result, version), null, 2)}\n`,
};

function toJson({ findings, problems }: CheckResult, version: string) {
  return {
    version,
    findings: findings.map(finding => ({
      id: finding.id,
      ruleId: finding.ruleId,
      severity: finding.severity,
      message: finding.message,
      path: finding.path,
      startLine: finding.startLine,
      startColumn: finding.startColumn,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      related: finding.related.map(({ path, startLine, message }) => ({ path, startLine, message })),
      fixes: finding.fixes.map(({ title }) => title),
    })),
    problems: problems.map(({ path, startLine, message }) => ({ path, startLine, message })),
  };
}
