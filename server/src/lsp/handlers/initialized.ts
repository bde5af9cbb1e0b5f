import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver/node';
import type { Frontend } from '../../core/frontend';
import type { Session } from '../session';
import { PROJECT_FILE_GLOB } from '../workspace';
import { registerDidChangeWorkspaceFolders } from './did-change-workspace-folders';

/** The client listens now: asks it for settings and file events, then reads the project. */
export function registerInitialized(session: Session): void {
  const { connection, guard, settings, workspace } = session;
  connection.onInitialized(() => {
    if (session.client.workspaceFolders) registerDidChangeWorkspaceFolders(session);
    guard.background('registering with the client', () => registerWithClient(session));
    guard.background('reading the project', async () => {
      try {
        if (session.client.pullsConfiguration) await settings.readClient(workspace.folders);
      } finally {
        await workspace.discover();
      }
    });
  });
}

async function registerWithClient({ connection, client, frontends }: Session): Promise<void> {
  if (client.registersConfigurationChanges) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'sargable' });
  }
  if (client.registersFileWatchers) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watchersFor(frontends) });
  }
}

function watchersFor(frontends: readonly Frontend[]): FileSystemWatcher[] {
  const extensions = frontends.flatMap(frontend => frontend.extensions.map(extension => extension.slice(1)));
  return [
    { globPattern: `**/*.{${extensions.join(',')}}` },
    { globPattern: PROJECT_FILE_GLOB },
    // A folder that is deleted or moved away is told as itself, without its files.
    { globPattern: '**/*', kind: WatchKind.Delete },
  ];
}
