import { assertNever } from '../core/assert-never';
import type { WorkspaceChange } from '../core/fix';
import type { ActionData } from './action-data';
import { renderSuppression } from './render-suppression';
import type { Session } from './session';
import { type RenderedChange, renderWorkspaceChange, STALE } from './workspace-edit';

/** Makes the edit of a code action for the texts as they are now, or says why there is none. */
export async function resolveAction(session: Session, data: ActionData, signal: AbortSignal): Promise<RenderedChange> {
  const { documents, engine } = session;
  const uri = documents.uriOf(data.lspUri);
  if (documents.get(uri)?.version !== data.version) return { declined: STALE };
  const report = await session.check(uri, signal);
  const change = await changeFor();
  if ('declined' in change) return change;
  if (documents.get(uri)?.version !== data.version) return { declined: STALE };
  return renderWorkspaceChange(session, change);

  async function changeFor(): Promise<WorkspaceChange | { readonly declined: string }> {
    if (data.kind === 'fix-all') return (await engine.fixFile(uri, 'safe', signal)).change;
    const finding = report.findings.find(({ id }) => id === data.findingId);
    if (!finding) return { declined: 'The finding is no longer there.' };
    switch (data.kind) {
      case 'fix':
        return engine.resolveFix(data.findingId, data.fix, signal);
      case 'suppress':
        return renderSuppression(finding, report, session.frontends);
      default:
        return assertNever(data);
    }
  }
}
