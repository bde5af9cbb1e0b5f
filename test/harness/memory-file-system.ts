import type { FileSystem } from '../../server/src/core/ports';
import { isInside, type Uri } from '../../server/src/core/uri';

/** A file that cannot be read as text. */
export type UnreadableFile = { readonly kind: 'skipped' | 'failed' };

export interface MemoryFileSystem extends FileSystem {
  readonly files: Map<Uri, string | UnreadableFile>;
  /** How often each file was read. */
  readonly reads: Map<Uri, number>;
}

export function createMemoryFileSystem(
  files: Iterable<readonly [Uri, string | UnreadableFile]> = [],
): MemoryFileSystem {
  const contents = new Map(files);
  const reads = new Map<Uri, number>();
  return {
    files: contents,
    reads,
    async read(uri) {
      reads.set(uri, (reads.get(uri) ?? 0) + 1);
      const content = contents.get(uri);
      if (typeof content === 'string') return { kind: 'text', text: content };
      if (content?.kind === 'skipped') return { kind: 'skipped', reason: 'binary' };
      return { kind: 'failed', message: content ? 'permission denied' : 'no such file' };
    },
    async list(folder) {
      return [...contents.keys()].filter(uri => isInside(uri, folder)).sort();
    },
  };
}
