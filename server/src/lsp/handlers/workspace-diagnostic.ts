import { setTimeout as delay } from 'node:timers/promises';
import {
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { FileReport } from '../../engine/report';
import { toLspDiagnostics } from '../convert';
import type { Session } from '../session';
import { checkWorkspace } from '../workspace-check';

type Partial = ResultProgressReporter<WorkspaceDiagnosticReport> | undefined;

/**
 * Clients ask for this over and over. One that takes partial results is answered at once the first time; later the request
 * stays open until there is something new to say, as the protocol suggests.
 */
export function registerWorkspaceDiagnostic(session: Session): void {
  const { client, connection, guard } = session;
  if (!client.pullsDiagnostics) return;
  let answeredBefore = false;
  connection.languages.diagnostics.onWorkspace((params, token, progress, partial) => {
    const answer = guard.request(
      'workspace/diagnostic',
      (): WorkspaceDiagnosticReport => ({ items: [] }),
      async (params: WorkspaceDiagnosticParams, signal) => {
        progress.begin('Sargable', undefined, 'Checking the workspace', true);
        const stop = () => progress.done();
        try {
          const items = await pull(session, params, partial, answeredBefore && partial !== undefined, signal);
          answeredBefore = true;
          return { items };
        } finally {
          stop();
        }
      },
    );
    return answer(params, token);
  });
}

/** After a change: one pause between keystrokes. */
const SETTLE_MILLISECONDS = 300;

async function pull(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  partial: Partial,
  waitForNews: boolean,
  signal: AbortSignal,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [session.documents.uriOf(uri), value]));
  for (;;) {
    const { revision } = session.changes;
    const items = createItems(session, previous, partial);
    await checkWorkspace(session, signal, items.add);
    // What a client was told about a file that has nothing to say any more must be taken back.
    for (const uri of previous.keys()) if (!items.has(uri)) items.add(await session.check(uri, signal));
    if (items.hasNews() || !waitForNews) return items.finish();
    await session.changes.after(revision, signal);
    await delay(SETTLE_MILLISECONDS, undefined, { signal });
  }
}

/** Neither a message per file nor one for all of them. */
const ITEMS_PER_PARTIAL_RESULT = 20;

function createItems(session: Session, previous: ReadonlyMap<string, string>, partial: Partial) {
  const seen = new Set<string>();
  let pending: WorkspaceDocumentDiagnosticReport[] = [];
  let news = false;

  function send(): void {
    if (partial && pending.length > 0) partial.report({ items: pending });
    pending = [];
  }

  return {
    has: (uri: string) => seen.has(uri),
    hasNews: () => news,
    add(report: FileReport) {
      seen.add(report.uri);
      const item = itemFor(session, report, previous.get(report.uri));
      if (item.kind === DocumentDiagnosticReportKind.Full) news = true;
      pending.push(item);
      if (partial && news && pending.length >= ITEMS_PER_PARTIAL_RESULT) send();
    },
    /** What was not sent as a partial result. */
    finish(): WorkspaceDocumentDiagnosticReport[] {
      if (partial) send();
      return pending;
    },
  };
}

function itemFor(
  { documents, names }: Session,
  report: FileReport,
  previousResultId: string | undefined,
): WorkspaceDocumentDiagnosticReport {
  const { resultId } = report;
  const identity = { uri: documents.lspUriOf(report.uri), version: report.version ?? null, resultId };
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, ...identity }
    : { kind: DocumentDiagnosticReportKind.Full, ...identity, items: toLspDiagnostics(report, names) };
}
