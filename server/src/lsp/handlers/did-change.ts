import type { Session } from '../session';
import { isConfigFile } from '../workspace';

export function registerDidChange(session: Session): void {
  const { connection, documents, engine, guard, logger, workspace } = session;
  connection.onDidChangeTextDocument(
    guard.notification('textDocument/didChange', ({ textDocument, contentChanges }) => {
      const document = documents.change(textDocument.uri, textDocument.version, contentChanges);
      if (!document) {
        logger.warn(`${textDocument.uri} was changed without being open`);
        return;
      }
      engine.openDocument(document.uri, document.text, document.version);
      if (isConfigFile(document.uri)) workspace.settingsFileChanged();
      session.documentChanged();
    }),
  );
}
