import type { FileSystem } from '../core/ports';
import type { PackageFact } from '../core/project';
import { baseNameOf, isInside, relativeTo, type Uri } from '../core/uri';

/** What the parts of the discovery share. */
export interface Discovery {
  readonly files: readonly Uri[];
  /** The listed files whose base name matches. */
  named(pattern: RegExp): readonly Uri[];
  read(uri: Uri): Promise<string | undefined>;
  has(uri: Uri): boolean;
  /** A name for `uri` that does not depend on where the project lies; with the root's name when there are several. */
  nameOf(uri: Uri): string;
}

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
  return {
    files: sorted,
    named: pattern => sorted.filter(uri => pattern.test(baseNameOf(uri))),
    has: uri => known.has(uri),
    read(uri) {
      signal.throwIfAborted();
      let text = texts.get(uri);
      if (!text) {
        text = fileSystem.read(uri).then(result => (result.kind === 'text' ? result.text : undefined));
        texts.set(uri, text);
      }
      return text;
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
