import type { FileSystem } from '../core/ports';
import type { PackageFact } from '../core/project';
import { baseNameOf, isInside, relativeTo, type Uri } from '../core/uri';

/** What the parts of the discovery share. */
export interface Discovery {
  readonly files: readonly Uri[];
  /** The listed files whose base name matches. */
  named(pattern: RegExp): readonly Uri[];
  read(uri: Uri): Promise<string | undefined>;
  /**
   * What `make` tells of a file's text, kept from one discovery to the next while the file has the same stamp. `family`
   * names everything that the answer depends on beside the text.
   */
  digest<T>(family: string, uri: Uri, make: (text: string) => T): Promise<T | undefined>;
  has(uri: Uri): boolean;
  /** A name for `uri` that does not depend on where the project lies; with the root's name when there are several. */
  nameOf(uri: Uri): string;
}

interface Digest {
  readonly stamp: string;
  readonly value: unknown;
}

/** A discovery runs again whenever files come and go: thousands of unchanged ones are not read for it each time. */
const DIGESTS = new WeakMap<FileSystem, Map<Uri, Map<string, Digest>>>();

/** Each file is read once, and only when somebody asks for it. */
export function createDiscovery(
  roots: readonly Uri[],
  files: readonly Uri[],
  fileSystem: FileSystem,
  signal: AbortSignal,
): Discovery {
  const sorted = [...files].sort();
  const known = new Set(sorted);
  const texts = new Map<Uri, Promise<string | undefined>>();
  const digests = DIGESTS.get(fileSystem) ?? new Map<Uri, Map<string, Digest>>();
  DIGESTS.set(fileSystem, digests);
  for (const uri of digests.keys()) if (!known.has(uri)) digests.delete(uri);

  function read(uri: Uri): Promise<string | undefined> {
    signal.throwIfAborted();
    let text = texts.get(uri);
    if (!text) {
      text = fileSystem.read(uri).then(result => (result.kind === 'text' ? result.text : undefined));
      texts.set(uri, text);
    }
    return text;
  }

  return {
    files: sorted,
    named: pattern => sorted.filter(uri => pattern.test(baseNameOf(uri))),
    has: uri => known.has(uri),
    read,
    async digest<T>(family: string, uri: Uri, make: (text: string) => T) {
      const stamp = fileSystem.stamp?.(uri);
      const ofFile = digests.get(uri);
      const kept = ofFile?.get(family);
      // The same family always makes the same kind of answer.
      if (kept && kept.stamp === stamp) return kept.value as T;
      const text = await read(uri);
      if (text === undefined) return undefined;
      const value = make(text);
      if (stamp !== undefined) digests.set(uri, (ofFile ?? new Map<string, Digest>()).set(family, { stamp, value }));
      return value;
    },
    nameOf(uri) {
      const root = roots.find(candidate => isInside(uri, candidate));
      const below = root === undefined ? uri : (relativeTo(uri, root) ?? '.');
      return roots.length > 1 && root !== undefined ? `${baseNameOf(root)}/${below}` : below;
    },
  };
}

/** The innermost package a file belongs to. */
export function packageOf(uri: Uri, packages: readonly PackageFact[]): PackageFact | undefined {
  let innermost: PackageFact | undefined;
  for (const candidate of packages) {
    if (!isInside(uri, candidate.folder)) continue;
    if (!innermost || candidate.folder.length > innermost.folder.length) innermost = candidate;
  }
  return innermost;
}
