import {
  type ClientCapabilities,
  type InitializeParams,
  MarkupKind,
  ResourceOperationKind,
} from 'vscode-languageserver/node';

/** What the client can do, as far as it decides what the server does. */
export interface ClientSupport {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly pullsConfiguration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly registersFileWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly workDoneProgress: boolean;
  /** Asks for the edit of a code action when it is about to be applied. */
  readonly resolvesCodeActionEdits: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly markdownHovers: boolean;
}

export function readClientSupport({ capabilities }: InitializeParams): ClientSupport {
  const { workspace, textDocument, window }: ClientCapabilities = capabilities ?? {};
  const edits = workspace?.workspaceEdit;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    pullsConfiguration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    workDoneProgress: window?.workDoneProgress === true,
    resolvesCodeActionEdits:
      textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true &&
      textDocument.codeAction.dataSupport === true,
    documentChanges: edits?.documentChanges === true,
    createsFiles:
      edits?.documentChanges === true && edits.resourceOperations?.includes(ResourceOperationKind.Create) === true,
    // A client that does not say which formats it reads gets the one that needs no reader.
    markdownHovers: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
  };
}
