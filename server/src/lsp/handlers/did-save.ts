import { FileChangeType } from 'vscode-languageserver/node';
import type { Session } from '../session';

/** For clients that do not watch files: what was saved is on disk now, where the project is discovered from. */
export function registerDidSave(session: Session): void {
  const { client, connection, documents, guard, workspace } = session;
  connection.onDidSaveTextDocument(
    guard.notification('textDocument/didSave', ({ textDocument }) => {
      if (client.registersFileWatchers) return;
      workspace.filesChanged([{ uri: documents.uriOf(textDocument.uri), type: FileChangeType.Changed }]);
    }),
  );
}
