import { commands, type Disposable, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export function registerRestartServer(client: LanguageClient): Disposable {
  return commands.registerCommand('sargable.restartServer', async () => {
    try {
      // One that is only coming up cannot be stopped yet, and needs no restart: this waits for it.
      if (client.isRunning()) await client.restart();
      else await client.start();
    } catch (error) {
      client.error('The server could not be restarted', error, false);
      await window.showErrorMessage(
        'Sargable could not restart its server. The log says why: run Sargable: Show Logs.',
      );
    }
  });
}
