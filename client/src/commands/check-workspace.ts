import { commands, type Disposable, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CheckWorkspaceRequest } from '../../../server/src/lsp/protocol';
import { describeCounts } from '../status-item';

const CHECK_WORKSPACE: CheckWorkspaceRequest['method'] = 'sargable/checkWorkspace';

export function registerCheckWorkspace(client: LanguageClient): Disposable {
  return commands.registerCommand('sargable.checkWorkspace', async () => {
    try {
      // Waits for a server that is coming up, and starts one that is down.
      await client.start();
    } catch (error) {
      client.error('The server could not be started', error, false);
      await window.showErrorMessage('Sargable is not running. The log says why: run Sargable: Show Logs.');
      return;
    }
    const result = await client.sendRequest<CheckWorkspaceRequest['result']>(CHECK_WORKSPACE);
    if (result.outcome === 'failed') await window.showErrorMessage(`Sargable: ${result.message}`);
    if (result.outcome === 'checked') await tell(result);
  });
}

async function tell({ counts, unreadableFiles }: Extract<CheckWorkspaceRequest['result'], { outcome: 'checked' }>) {
  const unread = unreadableFiles === 0 ? '' : ` Files that could not be read: ${unreadableFiles}; the log names them.`;
  const message = `Sargable has checked the workspace: ${describeCounts(counts)}.${unread}`;
  const showProblems = 'Show Problems';
  const chosen = await window.showInformationMessage(message, ...(counts.files > 0 ? [showProblems] : []));
  if (chosen === showProblems) await commands.executeCommand('workbench.actions.view.problems');
}
