import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/lsp/protocol';
import { documentSelector } from './document-selector';
import { createErrorHandler } from './error-handler';
import { createExplicitSettings } from './explicit-settings';

/** The server's process and what it is told at the start. */
export function createLanguageClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  trace: LogOutputChannel,
): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const explicitSettings = createExplicitSettings(context.extension.packageJSON);
  return new LanguageClient(
    'sargable',
    'Sargable',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    {
      documentSelector,
      outputChannel: log,
      traceOutputChannel: trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // A function: a server that is started again is told what holds then.
      initializationOptions: (): InitializationOptions => ({ isTrusted: workspace.isTrusted }),
      errorHandler: createErrorHandler(),
      diagnosticPullOptions: { onChange: true, onFocus: true },
      middleware: {
        workspace: {
          configuration: ({ items }) =>
            items.map(({ scopeUri }) => explicitSettings(scopeUri === undefined ? undefined : Uri.parse(scopeUri))),
        },
      },
    },
  );
}
