import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { buildLineIndex } from '../../core/text';
import { OWN_FINDINGS } from '../../engine/own-findings';
import type { ReportedFinding } from '../../engine/report';
import { fromLspPosition, toLspRange } from '../convert';
import type { Session } from '../session';

/**
 * On a squiggle: what is wrong, why that matters, what to do, and where to read on. The message of the finding is not
 * repeated: editors put the diagnostic itself, with its code and related places, above the hover.
 */
export function registerHover(session: Session): void {
  const { client, connection, documents, guard } = session;
  connection.onHover(
    guard.request(
      'textDocument/hover',
      (): Hover | null => null,
      async ({ textDocument, position }, signal) => {
        const uri = documents.uriOf(textDocument.uri);
        if (!documents.get(uri)) return null;
        const report = await session.check(uri, signal);
        const lines = buildLineIndex(report.text);
        const offset = fromLspPosition(lines, position);
        const here = report.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
        const [first] = here;
        if (!first) return null;
        const ruleIds = [...new Set(here.map(({ ruleId }) => ruleId))];
        const contents = client.markdownHovers
          ? {
              kind: MarkupKind.Markdown,
              value: [
                ...statementsOf(here, MARKDOWN),
                ...ruleIds.map(ruleId => describe(ruleId, session, MARKDOWN)),
              ].join('\n\n---\n\n'),
            }
          : {
              kind: MarkupKind.PlainText,
              value: [
                ...statementsOf(here, PLAIN_TEXT),
                ...ruleIds.map(ruleId => describe(ruleId, session, PLAIN_TEXT)),
              ].join('\n\n'),
            };
        return { contents, range: toLspRange(lines, first.span) };
      },
    ),
  );
}

/** The SQL of what is wrong, each statement once. */
function statementsOf(findings: readonly ReportedFinding[], format: Format): readonly string[] {
  return [...new Set(findings.flatMap(({ sql }) => sql ?? []))].map(format.sql);
}

function describe(ruleId: string, { rules, names }: Session, format: Format): string {
  const about = rules.find(({ meta }) => meta.id === ruleId)?.meta ?? OWN_FINDINGS.find(({ id }) => id === ruleId);
  const page = names.documentation(ruleId);
  return [
    format.title(about?.summary ?? ruleId),
    ...(about ? [format.text(about.why), format.labelled('How to fix', about.remedy)] : []),
    ...(page === undefined ? [] : [format.link(`Read more about ${ruleId}`, page)]),
  ].join('\n\n');
}

interface Format {
  title(summary: string): string;
  text(text: string): string;
  labelled(label: string, text: string): string;
  link(label: string, address: string): string;
  sql(statement: string): string;
}

const MARKDOWN: Format = {
  title: summary => `**${escapeMarkdown(summary)}**`,
  text: escapeMarkdown,
  labelled: (label, text) => `**${label}:** ${escapeMarkdown(text)}`,
  link: (label, address) => `[${escapeMarkdown(label)}](${address})`,
  // A fence longer than any run of backticks inside.
  sql: statement => {
    const fence = '`'.repeat(Math.max(3, ...[...statement.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    return `${fence}sql\n${statement}\n${fence}`;
  },
};

const PLAIN_TEXT: Format = {
  title: summary => summary,
  text: text => text,
  labelled: (label, text) => `${label}: ${text}`,
  link: (label, address) => `${label}: ${address}`,
  sql: statement => statement,
};

/** Texts of rules are plain, but for code between backticks, which is shown as code: `__migrations`, `Array<string>`. */
function escapeMarkdown(text: string): string {
  return text.replace(/(`[^`]+`)|[\\`*_{}[\]<>()#|~]/g, (character, code?: string) => code ?? `\\${character}`);
}
