import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileEdit, WorkspaceChange } from '../core/fix';
import { hashText } from '../core/hash';
import { type LocatedEdits, toLspPlainWorkspaceEdit, toLspWorkspaceEdit } from './convert';
import type { Session } from './session';

export type RenderedChange = { readonly edit: WorkspaceEdit } | { readonly declined: string };

export const STALE = 'The document has changed since the fix was offered. Open the list of fixes again.';

/** Refused as a whole when one of the texts is no longer the one that the edits were made for. */
export async function renderWorkspaceChange(session: Session, change: WorkspaceChange): Promise<RenderedChange> {
  const { client, documents } = session;
  const located = await Promise.all(change.edits.map(edit => locate(session, edit)));
  const edits = located.filter(edit => edit !== undefined);
  if (edits.length !== located.length) return { declined: STALE };
  if (edits.length === 0 && change.create.length === 0) return { declined: 'There is nothing to change.' };
  if (client.documentChanges && (client.createsFiles || change.create.length === 0)) {
    const create = change.create.map(({ uri, text }) => ({ uri: documents.lspUriOf(uri), text }));
    return { edit: toLspWorkspaceEdit(edits, create) };
  }
  if (change.create.length > 0)
    return { declined: 'The fix needs a new file, and this editor cannot create files for it.' };
  return { edit: toLspPlainWorkspaceEdit(edits) };
}

async function locate(
  { documents, fileSystem }: Session,
  { uri, expect, edits }: FileEdit,
): Promise<LocatedEdits | undefined> {
  const open = documents.get(uri);
  const lspUri = documents.lspUriOf(uri);
  if ('version' in expect) {
    return open?.version === expect.version
      ? { uri: lspUri, version: open.version, text: open.text, edits }
      : undefined;
  }
  const text = open ? open.text : await readText();
  if (text === undefined || hashText(text) !== expect.hash) return undefined;
  return { uri: lspUri, version: open?.version ?? null, text, edits };

  async function readText(): Promise<string | undefined> {
    const result = await fileSystem.read(uri);
    return result.kind === 'text' ? result.text : undefined;
  }
}
