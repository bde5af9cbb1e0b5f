import type { Session } from '../session';

export function registerDidChangeWatchedFiles({ connection, documents, guard, workspace }: Session): void {
  connection.onDidChangeWatchedFiles(
    guard.notification('workspace/didChangeWatchedFiles', ({ changes }) => {
      workspace.filesChanged(changes.map(({ uri, type }) => ({ uri: documents.uriOf(uri), type })));
    }),
  );
}
