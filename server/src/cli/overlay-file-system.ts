import type { FileSystem } from '../core/ports';
import { isInside, type Uri } from '../core/uri';

/** A file system whose changes stay in memory until someone writes them. */
export interface OverlayFileSystem extends FileSystem {
  /** Changes a file, or creates it where there is none. */
  write(uri: Uri, text: string): Promise<void>;
  /** The files that are not as they were, by address. */
  changes(): readonly TextChange[];
}

export interface TextChange {
  readonly uri: Uri;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export function createOverlay(base: FileSystem): OverlayFileSystem {
  const changed = new Map<Uri, TextChange>();
  return {
    async read(uri) {
      const change = changed.get(uri);
      return change ? { kind: 'text', text: change.after } : base.read(uri);
    },
    async list(folder, signal) {
      const created = [...changed.values()].filter(({ uri, before }) => before === undefined && isInside(uri, folder));
      return [...new Set([...(await base.list(folder, signal)), ...created.map(({ uri }) => uri)])].sort();
    },
    async write(uri, text) {
      const known = changed.get(uri);
      const original = known ? undefined : await base.read(uri);
      const before = known ? known.before : original?.kind === 'text' ? original.text : undefined;
      changed.set(uri, { uri, before, after: text });
    },
    changes: () =>
      [...changed.values()].filter(({ before, after }) => before !== after).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
  };
}
