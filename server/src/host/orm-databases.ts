import picomatch from 'picomatch/posix';
import type { Dialect } from '../core/facts/sql-template';
import type { Database, NamingStrategy, PackageFact } from '../core/project';
import { baseNameOf, isInside, joinUri, parentOf, relativeTo, type Uri } from '../core/uri';
import type { Discovery } from './discovery';
import { followImports, type ModuleSources } from './import-closure';
import type { OrmFile } from './orm-files';
import type { OrmKind, OrmSetup } from './orms/orm-kind';

export interface FoundDatabase {
  readonly database: Database;
  readonly kind: OrmKind;
  readonly home: PackageFact;
  /** The folders that its configuration names. */
  readonly migrationFolders: readonly Uri[];
}

/** A setup with the place that says it, and the schema files it names with all that they import. */
interface LocatedSetup {
  readonly setup: OrmSetup;
  readonly uri: Uri;
  readonly home: PackageFact;
  readonly isTest: boolean;
  readonly names: ReadonlySet<Uri>;
  /** Those that it names itself. */
  readonly roots: readonly Uri[];
  /** Nothing but `names` belongs to it. */
  readonly closed: boolean;
}

/** The schema files of one package that make up one database. */
interface Group {
  readonly home: PackageFact;
  readonly dialect: Dialect;
  readonly files: readonly Uri[];
  readonly setups: readonly LocatedSetup[];
  /** Several databases of one package and dialect are named after what configures them. */
  readonly label?: string;
}

/** One database for each package and dialect in which tables are declared; more where configurations name different files. */
export async function groupSchemas(
  discovery: Discovery,
  kind: OrmKind,
  files: readonly OrmFile[],
  sources: ModuleSources,
  dialectOfPackage: (pkg: PackageFact) => Dialect | undefined,
): Promise<readonly FoundDatabase[]> {
  const own = files.filter(file => file.kind === kind);
  const setups: LocatedSetup[] = [];
  for (const file of own) {
    for (const setup of file.setups) setups.push(await locateSetup(discovery, file, setup, sources));
  }
  const configured = new Set(setups.flatMap(({ names }) => [...names]));
  const declaring = own.filter(({ uri, declares, isTest }) => declares.length > 0 && (!isTest || configured.has(uri)));
  const groups = groupByHome(declaring)
    .flatMap(([home, members]) => groupsOf(home, members, setups, dialectOfPackage))
    .flatMap(splitBySetup)
    .map(withoutStrays);
  return groups
    .filter(
      ({ home, setups: own }) =>
        kind.creates?.(
          home,
          own.map(({ setup }) => setup),
        ) ?? true,
    )
    .map(group => found(discovery, kind, group, groups));
}

async function locateSetup(
  discovery: Discovery,
  { uri, home, isTest }: OrmFile,
  setup: OrmSetup,
  sources: ModuleSources,
): Promise<LocatedSetup> {
  // Tools take paths from where they are started, which is the package more often than the folder of the file.
  const folders = [...new Set([parentOf(uri), home.folder])];
  const patterns = setup.schema ?? [];
  const matching = folders.map(folder => patterns.flatMap(pattern => filesMatching(discovery, folder, pattern)));
  const roots = matching.find(list => list.length > 0) ?? [];
  const closure = await followImports(discovery, roots, sources);
  return { setup, uri, home, isTest, roots, names: closure.files, closed: closure.complete };
}

/** What the configuration does not lead to is another schema, an old one or what a generator has left. */
function withoutStrays(group: Group): Group {
  const naming = group.setups.filter(({ names }) => group.files.some(uri => names.has(uri)));
  if (naming.length === 0 || !naming.every(({ closed }) => closed)) return group;
  return { ...group, files: group.files.filter(uri => naming.some(({ names }) => names.has(uri))) };
}

/** A file, the files of a folder, or those that match a glob. */
function filesMatching(discovery: Discovery, folder: Uri, pattern: string): readonly Uri[] {
  if (!/[*?[{]/.test(pattern)) {
    const at = joinUri(folder, pattern);
    return discovery.files.filter(uri => uri === at || parentOf(uri) === at || uri.replace(/\.[cm]?[jt]s$/, '') === at);
  }
  const fixed = pattern.split('/').findIndex(segment => /[*?[{]/.test(segment));
  const segments = pattern.split('/');
  const base = joinUri(folder, segments.slice(0, fixed).join('/'));
  const matches = picomatch(segments.slice(fixed).join('/'), { dot: true });
  return discovery.files.filter(uri => {
    const below = relativeTo(uri, base);
    return below !== undefined && matches(below);
  });
}

function groupByHome(files: readonly OrmFile[]): readonly (readonly [PackageFact, readonly OrmFile[]])[] {
  const homes = new Map<PackageFact, OrmFile[]>();
  for (const file of files) homes.set(file.home, [...(homes.get(file.home) ?? []), file]);
  return [...homes].sort(([a], [b]) => (a.folder < b.folder ? -1 : 1));
}

function groupsOf(
  home: PackageFact,
  files: readonly OrmFile[],
  allSetups: readonly LocatedSetup[],
  dialectOfPackage: (pkg: PackageFact) => Dialect | undefined,
): readonly Group[] {
  const named = allSetups.filter(({ names }) => files.some(({ uri }) => names.has(uri)));
  const near = allSetups.filter(setup => setup.home === home && setup.names.size === 0);
  const own = [...named, ...near];
  const dialects = new Set(files.flatMap(({ declares }) => declares).filter(dialect => dialect !== 'any'));
  const only =
    dialects.size > 0
      ? undefined
      : (dialectOfSetups(own) ?? dialectOfPackage(home) ?? dialectOfSetups(allSetups.filter(({ isTest }) => !isTest)));
  if (only !== undefined) dialects.add(only);
  const elsewhere = allSetups.filter(setup => setup.home !== home && setup.names.size === 0);
  const setups =
    named.length > 0 || near.some(({ setup }) => setup.dialect ?? setup.out) ? own : [...own, ...elsewhere];
  return [...dialects].sort().map(dialect => ({
    home,
    dialect,
    files: files.filter(({ declares }) => declares.includes(dialect) || declares.includes('any')).map(({ uri }) => uri),
    setups: setups.filter(({ setup }) => setup.dialect === undefined || setup.dialect === dialect),
  }));
}

/** What runs on one of several: where one may be chosen PostgreSQL is the one that does least by itself. */
const PREFERENCE: readonly Dialect[] = ['postgres', 'cockroach', 'mysql', 'sqlserver', 'mongo', 'sqlite'];

/** Tests like to run on another database than the one that is meant. */
function dialectOfSetups(setups: readonly LocatedSetup[]): Dialect | undefined {
  const real = new Set(setups.flatMap(({ setup, isTest }) => (isTest ? [] : (setup.dialect ?? []))));
  const said = real.size > 0 ? real : new Set(setups.flatMap(({ setup }) => setup.dialect ?? []));
  return PREFERENCE.find(dialect => said.has(dialect));
}

/** Configurations that name different files of one package speak of different databases. */
function splitBySetup(group: Group): readonly Group[] {
  const naming = group.setups.filter(({ names }) => group.files.some(uri => names.has(uri)));
  const parts: LocatedSetup[][] = [];
  for (const setup of naming) {
    const part = parts.find(others => others.some(({ roots }) => roots.some(uri => setup.roots.includes(uri))));
    if (part) part.push(setup);
    else parts.push([setup]);
  }
  if (parts.length < 2) return [group];
  const members = parts.map(part => new Set(part.flatMap(({ names }) => [...names])));
  for (const uri of group.files) {
    if (members.some(files => files.has(uri))) continue;
    const nearness = members.map(files => Math.max(...[...files].map(other => sharedLength(uri, other))));
    const best = Math.max(...nearness);
    // What stands equally near to two of them belongs to nobody knows which.
    if (nearness.filter(length => length === best).length === 1) members[nearness.indexOf(best)]?.add(uri);
  }
  const general = group.setups.filter(setup => !naming.includes(setup));
  return parts.map((part, index) => ({
    ...group,
    files: group.files.filter(uri => members[index]?.has(uri)),
    setups: [...part, ...general],
    label: baseNameOf(part[0]?.uri ?? '').replace(/\.config\.\w+$|\.\w+$/, ''),
  }));
}

function sharedLength(a: Uri, b: Uri): number {
  let folder = parentOf(a);
  while (folder.includes('/') && !isInside(b, folder)) folder = parentOf(folder);
  return folder.length;
}

function found(discovery: Discovery, kind: OrmKind, group: Group, all: readonly Group[]): FoundDatabase {
  const { home, dialect, files, setups, label } = group;
  const siblings = all.filter(other => other.home === home);
  const severalDialects = siblings.some(other => other.dialect !== dialect);
  const parts = [
    discovery.nameOf(home.folder),
    ...(severalDialects ? [dialect] : []),
    ...(label === undefined ? [] : [label]),
  ];
  const migrationFolders = setups.flatMap(({ uri, home: { folder }, setup: { out } }) =>
    out === undefined ? [] : [joinUri(parentOf(uri), out), joinUri(folder, out)],
  );
  const naming = namingOf(setups);
  return {
    kind,
    home,
    migrationFolders: [...new Set(migrationFolders)],
    database: {
      id: `${kind.id}:${parts.join(':')}`,
      dialect,
      schemaFiles: [...new Set(files)].sort(),
      clientModules: [],
      clientPackages: [],
      ...(naming === 'default' ? {} : { naming }),
      emulatedRelations: false,
    },
  };
}

/** Setups that contradict each other leave nothing that is known. Those of tests count only where there are no others. */
function namingOf(setups: readonly LocatedSetup[]): NamingStrategy {
  const real = setups.filter(({ isTest }) => !isTest);
  const said = new Set((real.length > 0 ? real : setups).flatMap(({ setup }) => setup.naming ?? []));
  return said.size > 1 ? 'unknown' : ([...said][0] ?? 'default');
}
