import { promises as fileSystem } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { VersionControl } from '../core/ports';
import { pathOfUri } from './file-uri';

/** Reads git's index, without git. Everything that cannot be told counts as committed: nothing then is edited in place. */
export function createVersionControl(): VersionControl {
  const indexes = new Map<string, TrackedFiles>();
  return {
    async isCommitted(uri) {
      const path = pathOfUri(uri);
      if (path === undefined) return true;
      try {
        const repository = await findRepository(await realPathOf(path));
        if (!repository) return true;
        const tracked = await readIndex(repository, indexes.get(repository.gitFolder));
        indexes.set(repository.gitFolder, tracked);
        return tracked.paths.has(relative(repository.workFolder, await realPathOf(path)).replaceAll('\\', '/'));
      } catch {
        return true;
      }
    },
  };
}

interface Repository {
  readonly workFolder: string;
  readonly gitFolder: string;
}

interface TrackedFiles {
  readonly stamp: string;
  readonly paths: ReadonlySet<string>;
}

/** A new file may not exist yet, its folder neither. */
async function realPathOf(path: string): Promise<string> {
  const folder = dirname(path);
  if (folder === path) return path;
  return fileSystem.realpath(path).catch(async () => join(await realPathOf(folder), relative(folder, path)));
}

async function findRepository(path: string): Promise<Repository | undefined> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const entry = join(folder, '.git');
    const stats = await fileSystem.stat(entry).catch(() => undefined);
    if (stats?.isDirectory()) return { workFolder: folder, gitFolder: entry };
    if (stats?.isFile()) {
      // A worktree or a submodule: the file names the folder.
      const target = /^gitdir: (.+)$/m.exec(await fileSystem.readFile(entry, 'utf8'))?.[1];
      return target === undefined ? undefined : { workFolder: folder, gitFolder: resolve(folder, target.trim()) };
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function readIndex(repository: Repository, known: TrackedFiles | undefined): Promise<TrackedFiles> {
  const { workFolder, gitFolder } = repository;
  const stats = await fileSystem.stat(join(gitFolder, 'index')).catch(() => undefined);
  // A repository without an index has no files yet.
  if (!stats) return { stamp: '', paths: new Set() };
  const stamp = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
  if (known?.stamp === stamp) return known;
  const git = await import('isomorphic-git');
  const paths = await git.listFiles({ fs: { promises: fileSystem }, dir: workFolder, gitdir: gitFolder });
  return { stamp, paths: new Set(paths) };
}
