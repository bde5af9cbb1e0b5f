import { toOpenFolder } from '../open-folder';
import type { Session } from '../session';

/** Called only when the client is initialized, and only for one that knows folders: the connection refuses it before. */
export function registerDidChangeWorkspaceFolders({ client, connection, guard, settings, workspace }: Session): void {
  connection.workspace.onDidChangeWorkspaceFolders(
    guard.notification('workspace/didChangeWorkspaceFolders', async ({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => toOpenFolder(uri).uri));
      const appeared = added.map(({ uri }) => toOpenFolder(uri));
      const staying = workspace.folders.filter(({ uri }) => !gone.has(uri));
      workspace.setFolders([...staying, ...appeared.filter(({ uri }) => !staying.some(folder => folder.uri === uri))]);
      if (client.pullsConfiguration) await settings.readClient(workspace.folders);
      await workspace.discover();
    }),
  );
}
