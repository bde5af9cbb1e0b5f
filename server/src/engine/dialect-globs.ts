import type { Dialect } from '../core/facts/sql-template';
import type { Uri } from '../core/uri';
import type { DialectSetting } from './config-layer';
import { compilePattern } from './ignore-globs';

export interface DialectList {
  /** What the globs are relative to. Without a folder they speak of the end of any path. */
  readonly folder?: Uri;
  readonly dialects: readonly DialectSetting[];
}

/** Reads globs as those of `ignore` are read; of several that match, the last one counts. */
export function compileDialectGlobs(lists: readonly DialectList[]): (uri: Uri) => Dialect | undefined {
  const tests = lists.flatMap(({ folder, dialects }) =>
    dialects.map(({ glob, dialect }) => ({ dialect, matches: compilePattern(glob, folder).matches })),
  );
  return uri => tests.findLast(({ matches }) => matches(uri))?.dialect;
}
