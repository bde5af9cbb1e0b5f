import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { baseNameOf, type Uri } from '../core/uri';
import { fromLspUri, toLspUri } from './convert';

/** The documents that are open in the client, by both of their names. */
export interface OpenDocuments {
  open(lspUri: string, languageId: string, version: number, text: string): OpenDocument;
  /** The document with the changes in it, or undefined when it is not open. */
  change(lspUri: string, version: number, changes: TextDocumentContentChangeEvent[]): OpenDocument | undefined;
  close(lspUri: string): OpenDocument | undefined;
  get(uri: Uri): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  /** Our name of the document or file that the client calls so. */
  uriOf(lspUri: string): Uri;
  /** The client's own name where it has told one, so that it recognises its document whatever its way of encoding. */
  lspUriOf(uri: Uri): string;
}

export interface OpenDocument {
  readonly uri: Uri;
  readonly lspUri: string;
  readonly version: number;
  readonly text: string;
}

export function createOpenDocuments(): OpenDocuments {
  const byLspUri = new Map<string, { readonly uri: Uri; document: TextDocument }>();
  const lspUriByUri = new Map<Uri, string>();

  function describe(lspUri: string): OpenDocument | undefined {
    const entry = byLspUri.get(lspUri);
    if (!entry) return undefined;
    return { uri: entry.uri, lspUri, version: entry.document.version, text: entry.document.getText() };
  }

  return {
    open(lspUri, languageId, version, text) {
      const uri = nameOf(lspUri, languageId);
      byLspUri.set(lspUri, { uri, document: TextDocument.create(lspUri, languageId, version, text) });
      lspUriByUri.set(uri, lspUri);
      return { uri, lspUri, version, text };
    },
    change(lspUri, version, changes) {
      const entry = byLspUri.get(lspUri);
      if (entry) entry.document = TextDocument.update(entry.document, changes, version);
      return describe(lspUri);
    },
    close(lspUri) {
      const closed = describe(lspUri);
      byLspUri.delete(lspUri);
      if (closed) lspUriByUri.delete(closed.uri);
      return closed;
    },
    get(uri) {
      const lspUri = lspUriByUri.get(uri);
      return lspUri === undefined ? undefined : describe(lspUri);
    },
    all: () => [...byLspUri.keys()].flatMap(lspUri => describe(lspUri) ?? []),
    uriOf: lspUri => byLspUri.get(lspUri)?.uri ?? fromLspUri(lspUri),
    lspUriOf: uri => lspUriByUri.get(uri) ?? toLspUri(uri),
  };
}

/** A document that was never saved has a language but no file extension, by which front ends are chosen. */
function nameOf(lspUri: string, languageId: string): Uri {
  const uri = fromLspUri(lspUri);
  const extension = EXTENSION_OF_LANGUAGE.get(languageId);
  return extension === undefined || baseNameOf(uri).includes('.') ? uri : uri + extension;
}

const EXTENSION_OF_LANGUAGE: ReadonlyMap<string, string> = new Map([
  ['javascript', '.js'],
  ['javascriptreact', '.jsx'],
  ['prisma', '.prisma'],
  ['sql', '.sql'],
  ['svelte', '.svelte'],
  ['typescript', '.ts'],
  ['typescriptreact', '.tsx'],
  ['vue', '.vue'],
]);
