import type { WorkspaceChange } from '../core/fix';
import { hashText } from '../core/hash';
import type { Uri } from '../core/uri';
import { applyTextEdits } from '../engine/apply-change';
import type { OverlayFileSystem } from './overlay-file-system';

export type Applied =
  | { readonly kind: 'applied'; readonly edited: readonly Uri[]; readonly created: readonly Uri[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Puts a change into the overlay: all of it, or nothing when one file is not as the change expects it. */
export async function applyWorkspaceChange(change: WorkspaceChange, overlay: OverlayFileSystem): Promise<Applied> {
  const results = new Map<Uri, string>();
  const edited: Uri[] = [];
  for (const { uri, expect, edits } of change.edits) {
    const file = await overlay.read(uri);
    if (file.kind !== 'text') return { kind: 'refused', reason: `${uri} cannot be read.` };
    if (!('hash' in expect) || expect.hash !== hashText(file.text)) {
      return { kind: 'refused', reason: 'The file changed while the fix was being made.' };
    }
    const lineBreak = lineBreakOf(file.text);
    const fitted = edits.map(edit => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, lineBreak) }));
    const text = applyTextEdits(file.text, fitted);
    if (text === file.text) continue;
    results.set(uri, text);
    edited.push(uri);
  }
  for (const { uri, text } of change.create) {
    // A file that cannot be read may still be there, and then it is not ours to replace.
    if (results.has(uri) || (await overlay.read(uri)).kind !== 'failed') {
      return { kind: 'refused', reason: 'A file that the fix would create is there already.' };
    }
    results.set(uri, text);
  }
  for (const [uri, text] of results) await overlay.write(uri, text);
  return { kind: 'applied', edited, created: change.create.map(({ uri }) => uri) };
}

/** The line break that most lines of the file end with. */
function lineBreakOf(text: string): string {
  const all = text.match(/\r?\n/g) ?? [];
  const windows = all.filter(lineBreak => lineBreak === '\r\n').length;
  return windows * 2 > all.length ? '\r\n' : '\n';
}
