import type { Severity } from '../../core/finding';
import { ruleDocumentation } from '../../core/rule';
import type { Uri } from '../../core/uri';
import type { LocatedFinding, Region } from '../check-result';
import { relativePath } from '../paths';
import type { RuleDescription } from '../rule-description';
import type { Reporter } from './reporter';

/** Static Analysis Results Interchange Format 2.1.0, for code scanning and other tools. */
export const sarifReporter: Reporter = {
  name: 'sarif',
  render(result, { version, rules, repository }) {
    const described = rulesOfLog(result.findings, rules);
    const indexes = new Map(described.map((rule, index) => [rule.id, index]));
    const log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'Sargable',
              semanticVersion: version,
              informationUri: 'https://github.com/sargable/sargable',
              rules: described.map(toSarifRule),
            },
          },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { [BASE]: { description: { text: 'The root of the repository.' } } },
          invocations: [
            {
              executionSuccessful: true,
              toolExecutionNotifications: result.problems.map(({ uri, startLine, message }) => ({
                level: 'warning',
                message: { text: message },
                locations: [
                  { physicalLocation: { artifactLocation: toArtifact(uri, repository), region: { startLine } } },
                ],
              })),
            },
          ],
          results: result.findings.map(finding =>
            toSarifResult(finding, indexes.get(finding.ruleId) ?? -1, repository),
          ),
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

const BASE = 'SRCROOT';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** All known rules, and a bare entry for any other id that was reported, so that each result has its rule. */
function rulesOfLog(findings: readonly LocatedFinding[], rules: readonly RuleDescription[]): RuleDescription[] {
  const known = new Map(rules.map(rule => [rule.id, rule]));
  for (const { ruleId, severity } of findings) {
    if (!known.has(ruleId)) known.set(ruleId, { id: ruleId, summary: ruleId, why: '', remedy: '', severity });
  }
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function toSarifRule(rule: RuleDescription) {
  const [family = ''] = rule.id.split('/');
  const help = [rule.why, rule.remedy].filter(part => part !== '').join('\n\n');
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    ...(rule.why === '' ? {} : { fullDescription: { text: rule.why } }),
    ...(help === '' ? {} : { help: { text: help } }),
    helpUri: ruleDocumentation(rule.id),
    defaultConfiguration:
      rule.severity === 'off' ? { enabled: false } : { enabled: true, level: LEVELS[rule.severity] },
    properties: { tags: ['database', family] },
  };
}

function toSarifResult(finding: LocatedFinding, ruleIndex: number, repository: Uri) {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      { physicalLocation: { artifactLocation: toArtifact(finding.uri, repository), region: toRegion(finding) } },
    ],
    // Stays the same while the code around it changes, so that a code host does not take the finding for a new one.
    partialFingerprints: { 'sargableFinding/v1': finding.id },
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((place, index) => ({
            id: index + 1,
            message: { text: place.message },
            physicalLocation: { artifactLocation: toArtifact(place.uri, repository), region: toRegion(place) },
          })),
        }),
    properties: { severity: finding.severity, fixes: finding.fixes.map(({ title }) => title) },
  };
}

function toArtifact(uri: Uri, repository: Uri) {
  const path = relativePath(repository, uri);
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function toRegion({ startLine, startColumn, endLine, endColumn }: Region): Region {
  return { startLine, startColumn, endLine, endColumn };
}
