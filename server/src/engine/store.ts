import { hashText } from '../core/hash';
import type { FileSystem } from '../core/ports';
import { isInside, type Uri } from '../core/uri';

/** Which files there are, and their texts: an open document before the file on disk. */
export interface Store {
  /** Replaces the files of the project; open documents stay open. */
  setFiles(files: readonly Uri[], roots: readonly Uri[]): void;
  add(uri: Uri): void;
  /** The file, or every file below the folder. Gives the ones it removed. */
  remove(uri: Uri): readonly Uri[];
  /** The file may have another text than it had. */
  touch(uri: Uri): void;
  open(uri: Uri, text: string, version: number): void;
  close(uri: Uri): void;
  document(uri: Uri): OpenDocument | undefined;
  /**
   * A file of the project, or a document outside of all roots. A document inside a root that is no file of the project is
   * ignored by git, a dependency or build output: opening it to look at it brings no findings.
   */
  isKnown(uri: Uri): boolean;
  /** A file of the project, whether open or not. */
  isListed(uri: Uri): boolean;
  /** In alphabetical order; the same list as before while no file comes or goes. */
  known(): readonly Uri[];
  /** Another number whenever the text may be another one. */
  stamp(uri: Uri): number;
  /** The stamp of the last change of all. */
  lastStamp(): number;
  /** The files that have changed since they were listed. */
  touched(): Iterable<Uri>;
  /** The text as it is now. */
  read(uri: Uri): Promise<StoredText>;
}

export interface OpenDocument {
  readonly text: string;
  readonly version: number;
}

export type StoredText = { readonly stamp: number } & (
  | { readonly kind: 'text'; readonly text: string; hash(): string; readonly version?: number }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly message: string }
);

export function createStore(fileSystem: FileSystem): Store {
  const listed = new Set<Uri>();
  const documents = new Map<Uri, OpenDocument>();
  const stamps = new Map<Uri, number>();
  let roots: readonly Uri[] = [];
  let lastStamp = 0;
  let sorted: readonly Uri[] | undefined;

  function touch(uri: Uri): void {
    lastStamp += 1;
    stamps.set(uri, lastStamp);
  }

  function isKnown(uri: Uri): boolean {
    return listed.has(uri) || (documents.has(uri) && !roots.some(root => isInside(uri, root)));
  }

  return {
    setFiles(files, newRoots) {
      roots = newRoots;
      listed.clear();
      for (const uri of files) listed.add(uri);
      for (const uri of stamps.keys()) if (!listed.has(uri) && !documents.has(uri)) stamps.delete(uri);
      sorted = undefined;
    },
    add(uri) {
      listed.add(uri);
      touch(uri);
      sorted = undefined;
    },
    remove(uri) {
      const removed = listed.has(uri) ? [uri] : [...listed].filter(file => isInside(file, uri));
      for (const file of removed) {
        listed.delete(file);
        touch(file);
      }
      sorted = undefined;
      return removed;
    },
    touch,
    open(uri, text, version) {
      if (!listed.has(uri) && !documents.has(uri)) sorted = undefined;
      documents.set(uri, { text, version });
      touch(uri);
    },
    close(uri) {
      if (!listed.has(uri)) sorted = undefined;
      documents.delete(uri);
      touch(uri);
    },
    document: uri => documents.get(uri),
    isKnown,
    isListed: uri => listed.has(uri),
    known() {
      sorted ??= [...new Set([...listed, ...documents.keys()])].filter(isKnown).sort();
      return sorted;
    },
    stamp: uri => stamps.get(uri) ?? 0,
    lastStamp: () => lastStamp,
    touched: () => stamps.keys(),
    async read(uri) {
      for (;;) {
        const stamp = stamps.get(uri) ?? 0;
        const document = documents.get(uri);
        if (document) return { kind: 'text', stamp, ...document, hash: lazyHash(document.text) };
        const result = await readFile(fileSystem, uri);
        // What changed while it was read is read again, so that no text is taken for a newer one.
        if ((stamps.get(uri) ?? 0) !== stamp) continue;
        if (result.kind === 'text') return { kind: 'text', stamp, text: result.text, hash: lazyHash(result.text) };
        return result.kind === 'failed'
          ? { kind: 'failed', stamp, message: result.message }
          : { kind: 'skipped', stamp };
      }
    },
  };
}

/** Whoever types never asks for it. */
function lazyHash(text: string): () => string {
  let hash: string | undefined;
  return () => {
    hash ??= hashText(text);
    return hash;
  };
}

/** A file system that throws has failed to read the file; nothing above needs to know two ways of failing. */
async function readFile(fileSystem: FileSystem, uri: Uri) {
  try {
    return await fileSystem.read(uri);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) } as const;
  }
}
