import { RequestType0 } from 'vscode-languageserver/node';
import type { CheckWorkspaceRequest, CheckWorkspaceResult } from '../protocol';
import type { Session } from '../session';
import { checkWorkspace } from '../workspace-check';

const METHOD: CheckWorkspaceRequest['method'] = 'sargable/checkWorkspace';

/** The command: looks at the disk anew, in case a change of it went unnoticed, and checks every file. */
export function registerCheckWorkspace(session: Session): void {
  const { client, connection, guard, workspace } = session;
  const failed = (): CheckWorkspaceResult => ({ outcome: 'failed', message: 'The check failed; the log says why.' });
  const answer = guard.request(METHOD, failed, async (_: undefined, signal): Promise<CheckWorkspaceResult> => {
    const progress = client.workDoneProgress ? await connection.window.createWorkDoneProgress() : undefined;
    const cancelled = new AbortController();
    progress?.token.onCancellationRequested(() => cancelled.abort());
    progress?.begin('Sargable', undefined, 'Checking the workspace', true);
    try {
      await workspace.discover();
      const either = AbortSignal.any([signal, cancelled.signal]);
      const { counts, unreadableFiles } = await checkWorkspace(session, either, () => undefined);
      return { outcome: 'checked', counts, unreadableFiles };
    } catch (error) {
      if (cancelled.signal.aborted) return { outcome: 'cancelled' };
      throw error;
    } finally {
      progress?.done();
    }
  });
  connection.onRequest(new RequestType0<CheckWorkspaceResult, void>(METHOD), token => answer(undefined, token));
}
