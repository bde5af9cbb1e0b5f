import { type Connection, DiagnosticRefreshRequest } from 'vscode-languageserver/node';
import type { Uri } from '../core/uri';
import type { FileReport } from '../engine/report';
import type { ClientSupport } from './client-support';
import { type DiagnosticNames, toLspDiagnostics } from './convert';
import { debounce } from './debounce';
import type { OpenDocuments } from './documents';
import type { Guard } from './guard';

/** Sees to it that the client shows what is true now: it is asked to pull again, or gets diagnostics pushed if it cannot. */
export interface Freshness {
  /** What the client was told about a document. */
  served(report: FileReport): void;
  /** Something has changed; `everywhere` when it was no edit of a document, after which a client pulls by itself. */
  changed(everywhere: boolean): void;
  closed(uri: Uri, lspUri: string): void;
  stop(): void;
}

export interface FreshnessDependencies {
  readonly connection: Connection;
  readonly client: ClientSupport;
  readonly documents: OpenDocuments;
  readonly names: DiagnosticNames;
  readonly guard: Guard;
  readonly check: (uri: Uri, signal: AbortSignal) => Promise<FileReport>;
}

/** One pause between keystrokes. */
const DELAY_MILLISECONDS = 250;

export function createFreshness(dependencies: FreshnessDependencies): Freshness {
  const { connection, client, documents, names, guard, check } = dependencies;
  const shown = new Map<Uri, { readonly resultId: string; readonly version: number | undefined }>();
  let everywhere = false;
  let round = new AbortController();

  const update = debounce(DELAY_MILLISECONDS, () => {
    round = new AbortController();
    const { signal } = round;
    guard.background('updating diagnostics', async () => {
      try {
        await (client.pullsDiagnostics ? askForPull(signal) : push(signal));
      } catch (error) {
        // The next change has begun a round of its own.
        if (!signal.aborted) throw error;
      }
    });
  });

  async function askForPull(signal: AbortSignal): Promise<void> {
    if (!client.refreshesDiagnostics) return;
    if (!everywhere && !(await isSomethingElseStale(signal))) return;
    everywhere = false;
    await connection.sendRequest(DiagnosticRefreshRequest.type);
  }

  /** True when an edit has reached a document that was not edited itself: nobody pulls for that one. */
  async function isSomethingElseStale(signal: AbortSignal): Promise<boolean> {
    for (const { uri, version } of documents.all()) {
      const last = shown.get(uri);
      if (last?.version !== version) continue;
      if ((await check(uri, signal)).resultId !== last.resultId) return true;
    }
    return false;
  }

  async function push(signal: AbortSignal): Promise<void> {
    for (const { uri, lspUri } of documents.all()) {
      const report = await check(uri, signal);
      signal.throwIfAborted();
      const last = shown.get(uri);
      if (last?.resultId === report.resultId && last.version === report.version) continue;
      shown.set(uri, { resultId: report.resultId, version: report.version });
      await connection.sendDiagnostics({
        uri: lspUri,
        ...(report.version === undefined ? {} : { version: report.version }),
        diagnostics: toLspDiagnostics(report, names),
      });
    }
  }

  return {
    served({ uri, resultId, version }) {
      shown.set(uri, { resultId, version });
    },
    changed(reachesEverything) {
      everywhere ||= reachesEverything;
      round.abort();
      update.schedule();
    },
    closed(uri, lspUri) {
      shown.delete(uri);
      if (client.pullsDiagnostics) return;
      guard.background('clearing diagnostics', () => connection.sendDiagnostics({ uri: lspUri, diagnostics: [] }));
    },
    stop() {
      update.cancel();
      round.abort();
    },
  };
}
