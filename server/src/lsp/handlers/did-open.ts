import type { Session } from '../session';
import { isConfigFile } from '../workspace';

export function registerDidOpen(session: Session): void {
  const { connection, documents, engine, guard, workspace } = session;
  connection.onDidOpenTextDocument(
    guard.notification('textDocument/didOpen', ({ textDocument: { uri: lspUri, languageId, version, text } }) => {
      const { uri } = documents.open(lspUri, languageId, version, text);
      engine.openDocument(uri, text, version);
      if (isConfigFile(uri)) workspace.settingsFileChanged();
      session.documentChanged();
    }),
  );
}
