import { type ExtensionContext, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { TrustGrantedNotification } from '../../server/src/lsp/protocol';
import { registerCheckWorkspace } from './commands/check-workspace';
import { registerRestartServer } from './commands/restart-server';
import { registerShowLogs } from './commands/show-logs';
import { createLanguageClient } from './language-client';
import { createStatusItem } from './status-item';
import { createTraceChannel } from './trace-channel';

const TRUST_GRANTED: TrustGrantedNotification['method'] = 'sargable/trustGranted';

let running: LanguageClient | undefined;

/** Starts the server and shows what it says. Activation does not wait for the server: commands work from the start. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Sargable', { log: true });
  const trace = createTraceChannel();
  const client = createLanguageClient(context, log, trace);
  running = client;
  context.subscriptions.push(
    log,
    trace,
    createStatusItem(client),
    registerCheckWorkspace(client),
    registerRestartServer(client),
    registerShowLogs(log),
    workspace.onDidGrantWorkspaceTrust(async () => {
      if (client.isRunning()) await client.sendNotification(TRUST_GRANTED);
    }),
  );
  client.start().catch(error => log.error(`The server could not be started: ${error}`));
}

export async function deactivate(): Promise<void> {
  // A client that never came up, or is down already, has nothing to stop.
  if (running?.needsStop()) await running.stop();
  running = undefined;
}
