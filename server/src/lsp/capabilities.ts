import {
  CodeActionKind,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { ClientSupport } from './client-support';

/** The kind of "fix everything that is safe to fix in this file". */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.sargable`;

export function serverCapabilities(client: ClientSupport): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    // Pull or push, never both.
    ...(client.pullsDiagnostics
      ? { diagnosticProvider: { identifier: 'sargable', interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
      resolveProvider: client.resolvesCodeActionEdits,
    },
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
