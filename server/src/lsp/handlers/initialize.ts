import type { InitializeParams, InitializeResult } from 'vscode-languageserver/node';
import { serverCapabilities } from '../capabilities';
import { readClientSupport } from '../client-support';
import { type OpenFolder, toOpenFolder } from '../open-folder';
import type { InitializationOptions } from '../protocol';
import { createSession, type LanguageServerDependencies } from '../session';
import { HANDLERS } from './index';

/** Creates the session: from here on every other handler has what it works on. */
export function registerInitialize(dependencies: LanguageServerDependencies): void {
  dependencies.connection.onInitialize((params): InitializeResult => {
    const client = readClientSupport(params);
    const session = createSession(dependencies, client);
    const options: InitializationOptions = params.initializationOptions ?? {};
    session.workspace.setFolders(foldersOf(params));
    if (options.settings !== undefined) session.settings.acceptClient(options.settings);
    for (const register of HANDLERS) register(session);
    session.status.starting();
    if (options.isTrusted === false) {
      dependencies.logger.info('The workspace is in Restricted Mode: findings and fixes work, nothing of it is run.');
    }
    return { capabilities: serverCapabilities(client), serverInfo: { name: 'Sargable' } };
  });
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): OpenFolder[] {
  const lspUris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return lspUris.map(toOpenFolder);
}
