import picomatch from 'picomatch/posix';
import { relativeTo, type Uri } from '../core/uri';

export interface IgnoreList {
  /** What the patterns are relative to. Without a folder they speak of the end of any path. */
  readonly folder?: Uri;
  readonly patterns: readonly string[];
}

/**
 * Reads globs the way `.gitignore` is read: one without a slash means that name at any depth, one that names a folder means
 * all below it, `!` takes back what an earlier pattern ignored.
 */
export function compileIgnoreGlobs(lists: readonly IgnoreList[]): (uri: Uri) => boolean {
  const tests = lists.flatMap(list => list.patterns.map(pattern => compilePattern(pattern, list.folder)));
  if (tests.length === 0) return () => false;
  return uri => {
    let ignored = false;
    for (const test of tests) if (test.ignores !== ignored && test.matches(uri)) ignored = test.ignores;
    return ignored;
  };
}

/** One such glob, relative to a folder; without a folder it speaks of the end of any path. */
export function compilePattern(pattern: string, folder: Uri | undefined) {
  const negated = pattern.startsWith('!');
  const glob = (negated ? pattern.slice(1) : pattern).replace(/^\.\//, '').replace(/\/+$/, '');
  const anchored = glob.includes('/') && folder !== undefined;
  const base = anchored ? glob.replace(/^\/+/, '') : `**/${glob.replace(/^\/+/, '')}`;
  const isMatch = picomatch([base, `${base}/**`], { dot: true });
  const matches = (uri: Uri): boolean => {
    const path = folder === undefined ? uri.slice(uri.indexOf('://') + 3).replace(/^\/+/, '') : relativeTo(uri, folder);
    return path !== undefined && isMatch(path);
  };
  return { ignores: !negated, matches };
}
