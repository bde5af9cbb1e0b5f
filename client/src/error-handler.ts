import { commands, window } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

const RESTARTS = 4;
const WITHIN_MILLISECONDS = 3 * 60 * 1000;

/** A server that died is started again; one that keeps dying is left down until the user says otherwise. */
export function createErrorHandler(): ErrorHandler {
  let deaths: number[] = [];
  return {
    // One message that could not be read or written is logged by the client; the connection itself still stands.
    error: (_error, _message, count) => ({
      action: count !== undefined && count > 3 ? ErrorAction.Shutdown : ErrorAction.Continue,
      handled: true,
    }),
    closed() {
      const now = Date.now();
      deaths = [...deaths.filter(time => now - time < WITHIN_MILLISECONDS), now];
      if (deaths.length <= RESTARTS) {
        return { action: CloseAction.Restart, handled: true, message: 'The server has ended; it is started again.' };
      }
      deaths = [];
      void offerRestart();
      return { action: CloseAction.DoNotRestart, handled: true, message: 'The server keeps ending; it stays down.' };
    },
  };
}

async function offerRestart(): Promise<void> {
  const restart = 'Restart Server';
  const logs = 'Show Logs';
  const chosen = await window.showErrorMessage(
    `Sargable's server has ended ${RESTARTS + 1} times within three minutes and was not started again.`,
    restart,
    logs,
  );
  if (chosen === restart) await commands.executeCommand('sargable.restartServer');
  if (chosen === logs) await commands.executeCommand('sargable.showLogs');
}
