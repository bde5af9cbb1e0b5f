import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ignore from 'ignore';

/** Whether git ignores a native path. */
export type GitIgnore = (path: string, folder: boolean) => boolean;

/** What holds inside `folder` by its own `.gitignore`, and where that says nothing, by those around it. */
export async function readGitIgnore(folder: string, outer: GitIgnore): Promise<GitIgnore> {
  return withPatterns(folder, await readPatterns(join(folder, '.gitignore')), outer);
}

/** What the repository around `folder` says of the files below it; `folder`'s own `.gitignore` is left to its walk. */
export async function readOuterGitIgnore(folder: string): Promise<GitIgnore> {
  const above: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    if (await exists(join(current, '.git'))) break;
    const parent = dirname(current);
    // Outside of a repository only the files below `folder` have a say.
    if (parent === current) return () => false;
    above.unshift(parent);
  }
  const repository = above[0] ?? folder;
  let ignored = withPatterns(repository, await readPatterns(join(repository, '.git', 'info', 'exclude')), () => false);
  for (const current of above) ignored = await readGitIgnore(current, ignored);
  // Somebody who names an ignored folder wants to see it.
  return ignored(folder, true) ? () => false : ignored;
}

function withPatterns(folder: string, patterns: string | undefined, outer: GitIgnore): GitIgnore {
  if (patterns === undefined) return outer;
  const matcher = ignore().add(patterns);
  return (path, isFolder) => {
    const below = relative(folder, path).replaceAll('\\', '/');
    if (below === '' || below.startsWith('../')) return outer(path, isFolder);
    const verdict = matcher.test(isFolder ? `${below}/` : below);
    if (verdict.ignored) return true;
    return verdict.unignored ? false : outer(path, isFolder);
  };
}

async function readPatterns(path: string): Promise<string | undefined> {
  // A missing or unreadable file has no patterns: git takes it so as well.
  return readFile(path, 'utf8').catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
