import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { readActionData } from '../action-data';
import { resolveAction } from '../resolve-action';
import type { Session } from '../session';

/** Fills in the edit. Where there is none, the user learns why: they have just asked for it. */
export function registerResolveCodeAction(session: Session): void {
  const { connection, guard, logger } = session;
  connection.onCodeActionResolve(
    guard.request(
      'codeAction/resolve',
      action => action,
      async (action, signal) => {
        const data = readActionData(action.data);
        if (!data) return action;
        const resolved = await resolveAction(session, data, signal);
        if ('edit' in resolved) return { ...action, edit: resolved.edit };
        logger.info(`"${action.title}" made no edit: ${resolved.declined}`);
        // Fix-all runs on save as well, where a message each time would be a nuisance.
        if (data.kind !== 'fix-all') {
          const message = `Sargable: ${resolved.declined}`;
          await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
        }
        return action;
      },
    ),
  );
}
