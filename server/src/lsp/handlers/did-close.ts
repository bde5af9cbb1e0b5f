import type { Session } from '../session';
import { isConfigFile } from '../workspace';

/** From here on the file on disk counts again. */
export function registerDidClose(session: Session): void {
  const { connection, documents, engine, freshness, guard, workspace } = session;
  connection.onDidCloseTextDocument(
    guard.notification('textDocument/didClose', ({ textDocument }) => {
      const document = documents.close(textDocument.uri);
      if (!document) return;
      engine.closeDocument(document.uri);
      freshness.closed(document.uri, document.lspUri);
      if (isConfigFile(document.uri)) workspace.settingsFileChanged();
      session.documentChanged();
    }),
  );
}
