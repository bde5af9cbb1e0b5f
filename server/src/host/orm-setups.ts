import picomatch from 'picomatch/posix';
import type { Dialect } from '../core/facts/sql-template';
import type { NamingStrategy, PackageFact } from '../core/project';
import { joinUri, parentOf, relativeTo, type Uri } from '../core/uri';
import type { Discovery } from './discovery';
import { followImports, type ModuleSources } from './import-closure';
import type { OrmFile } from './orm-files';
import type { OrmSetup } from './orms/orm-kind';

/** A setup with the place that says it, and the schema files it names with all that they import. */
export interface LocatedSetup {
  readonly setup: OrmSetup;
  readonly uri: Uri;
  readonly home: PackageFact;
  readonly isTest: boolean;
  /** Those that it names itself. */
  readonly roots: readonly Uri[];
  readonly names: ReadonlySet<Uri>;
  /** Nothing but `names` belongs to it. */
  readonly closed: boolean;
}

export async function locateSetups(
  discovery: Discovery,
  files: readonly OrmFile[],
  sources: ModuleSources,
): Promise<readonly LocatedSetup[]> {
  const located: LocatedSetup[] = [];
  for (const { uri, home, isTest, setups } of files) {
    for (const setup of setups) {
      const roots = rootsOf(discovery, uri, home, setup);
      const { files: names, complete } = await followImports(discovery, roots, sources);
      located.push({ setup, uri, home, isTest, roots, names, closed: complete });
    }
  }
  return located;
}

/** Tools take paths from where they are started, which is the package more often than the folder of the file. */
function rootsOf(discovery: Discovery, uri: Uri, home: PackageFact, { schema = [] }: OrmSetup): readonly Uri[] {
  const folders = [...new Set([parentOf(uri), home.folder])];
  const matching = folders.map(folder => schema.flatMap(pattern => filesMatching(discovery, folder, pattern)));
  return matching.find(list => list.length > 0) ?? [];
}

/** A file, the files of a folder, or those that match a glob. */
function filesMatching(discovery: Discovery, folder: Uri, pattern: string): readonly Uri[] {
  if (!/[*?[{]/.test(pattern)) {
    const at = joinUri(folder, pattern);
    return discovery.files.filter(uri => uri === at || parentOf(uri) === at || uri.replace(/\.[cm]?[jt]s$/, '') === at);
  }
  const segments = pattern.split('/');
  const fixed = segments.findIndex(segment => /[*?[{]/.test(segment));
  const base = joinUri(folder, segments.slice(0, fixed).join('/'));
  const matches = picomatch(segments.slice(fixed).join('/'), { dot: true });
  return discovery.files.filter(uri => {
    const below = relativeTo(uri, base);
    return below !== undefined && matches(below);
  });
}

/** What runs on one of several: where one may be chosen PostgreSQL is the one that does least by itself. */
const PREFERENCE: readonly Dialect[] = ['postgres', 'cockroach', 'mysql', 'sqlserver', 'mongo', 'sqlite'];

/** Tests like to run on another database than the one that is meant. */
export function dialectOfSetups(setups: readonly LocatedSetup[]): Dialect | undefined {
  const said = new Set(withoutTests(setups).flatMap(({ setup }) => setup.dialect ?? []));
  return PREFERENCE.find(dialect => said.has(dialect));
}

/** Setups that contradict each other leave nothing that is known. */
export function namingOfSetups(setups: readonly LocatedSetup[]): NamingStrategy {
  const said = new Set(withoutTests(setups).flatMap(({ setup }) => setup.naming ?? []));
  return said.size > 1 ? 'unknown' : ([...said][0] ?? 'default');
}

/** Those of tests count only where there are no others. */
export function withoutTests(setups: readonly LocatedSetup[]): readonly LocatedSetup[] {
  const real = setups.filter(({ isTest }) => !isTest);
  return real.length > 0 ? real : setups;
}
