import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import { toLspDiagnostics } from '../convert';
import type { Session } from '../session';

export function registerDocumentDiagnostic(session: Session): void {
  const { client, connection, documents, freshness, guard, names } = session;
  if (!client.pullsDiagnostics) return;
  connection.languages.diagnostics.on(
    guard.request(
      'textDocument/diagnostic',
      (): DocumentDiagnosticReport => ({ kind: DocumentDiagnosticReportKind.Full, items: [] }),
      async ({ textDocument, previousResultId }, signal): Promise<DocumentDiagnosticReport> => {
        const report = await session.check(documents.uriOf(textDocument.uri), signal);
        freshness.served(report);
        const { resultId } = report;
        if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items: toLspDiagnostics(report, names) };
      },
    ),
  );
}
