import type { Dialect } from '../core/facts/sql-template';
import type { Database, PackageFact } from '../core/project';
import { baseNameOf, isInside, joinUri, parentOf, type Uri } from '../core/uri';
import type { Discovery } from './discovery';
import type { ModuleSources } from './import-closure';
import type { OrmFile } from './orm-files';
import { dialectOfSetups, type LocatedSetup, locateSetups, namingOfSetups, withoutTests } from './orm-setups';
import type { OrmKind } from './orms/orm-kind';

export interface FoundDatabase {
  readonly database: Database;
  readonly kind: OrmKind;
  readonly home: PackageFact;
  /** The folders that its configuration names. */
  readonly migrationFolders: readonly Uri[];
}

/** The schema files that make up one database. */
interface Group {
  readonly home: PackageFact;
  readonly dialect: Dialect;
  readonly files: readonly OrmFile[];
  /** Those that name its files; none for what was found by its text alone. */
  readonly naming: readonly LocatedSetup[];
  readonly setups: readonly LocatedSetup[];
}

/**
 * One database for what a configuration leads to; what none leads to makes up one for each package and dialect. Beside a
 * configuration whose every import is known it is another schema, an old one or what a generator has left.
 */
export async function groupSchemas(
  discovery: Discovery,
  kind: OrmKind,
  files: readonly OrmFile[],
  sources: ModuleSources,
  dialectOfPackage: (pkg: PackageFact) => Dialect | undefined,
): Promise<readonly FoundDatabase[]> {
  const own = files.filter(file => file.kind === kind);
  const setups = await locateSetups(discovery, own, sources);
  const declaring = own.filter(({ declares }) => declares.length > 0);
  const configured = configuredGroups(declaring, setups);
  const led = new Set(configured.flatMap(group => group.files));
  const others = declaring.filter(file => !led.has(file) && !file.isTest);
  const groups = [...configured];
  for (const [home, members] of byHome(others)) {
    for (const group of groupsOf(home, members, setups, dialectOfPackage)) join(groups, group);
  }
  const created = groups.filter(
    group =>
      kind.creates?.(
        group.home,
        group.setups.map(({ setup }) => setup),
      ) ?? true,
  );
  created.sort((a, b) => (a.home.folder < b.home.folder ? -1 : a.home.folder > b.home.folder ? 1 : 0));
  return created.map(group => found(discovery, kind, group, created));
}

/** What configurations lead to, in whatever packages; those that lead to the same files speak of one database. */
function configuredGroups(declaring: readonly OrmFile[], setups: readonly LocatedSetup[]): readonly Group[] {
  const groups: Group[] = [];
  const leading = setups.filter(({ names }) => declaring.some(({ uri }) => names.has(uri)));
  for (const setup of withoutTests(leading)) {
    const led = declaring.filter(({ uri }) => setup.names.has(uri));
    const dialects = setup.setup.dialect ? [setup.setup.dialect] : dialectsOf(led);
    for (const dialect of dialects) {
      const files = led.filter(({ declares }) => declares.includes(dialect) || declares.includes('any'));
      const home = homeOf(files.filter(({ uri }) => setup.roots.includes(uri))) ?? homeOf(files);
      if (!home) continue;
      const same = groups.findIndex(
        other => other.dialect === dialect && (sharesRoot(other, setup) || isSame(other.files, files)),
      );
      const known = groups[same];
      const naming = [...(known?.naming ?? []), setup];
      const clients = setups.filter(other => other.roots.length === 0 && other.home === home);
      const merged = [...new Set([...(known?.files ?? []), ...files])];
      const group = { home, dialect, files: merged, naming, setups: [...naming, ...speakOf(clients, dialect)] };
      if (known) groups[same] = group;
      else groups.push(group);
    }
  }
  return groups;
}

function dialectsOf(files: readonly OrmFile[]): readonly Dialect[] {
  const said = files.flatMap(({ declares }) => declares).filter(dialect => dialect !== 'any');
  return [...new Set(said)].sort();
}

function sharesRoot({ naming }: Group, { roots }: LocatedSetup): boolean {
  return naming.some(other => other.roots.some(uri => roots.includes(uri)));
}

function isSame(a: readonly OrmFile[], b: readonly OrmFile[]): boolean {
  return a.length === b.length && a.every(file => b.includes(file));
}

function speakOf(setups: readonly LocatedSetup[], dialect: Dialect): readonly LocatedSetup[] {
  return setups.filter(({ setup }) => setup.dialect === undefined || setup.dialect === dialect);
}

/** The package of most of the files. */
function homeOf(files: readonly OrmFile[]): PackageFact | undefined {
  const homes = byHome(files);
  return homes.find(([, members]) => homes.every(([, others]) => others.length <= members.length))?.[0];
}

function byHome(files: readonly OrmFile[]): readonly (readonly [PackageFact, readonly OrmFile[]])[] {
  const homes = new Map<PackageFact, OrmFile[]>();
  for (const file of files) homes.set(file.home, [...(homes.get(file.home) ?? []), file]);
  return [...homes].sort(([a], [b]) => (a.folder < b.folder ? -1 : 1));
}

/** What no configuration leads to, by dialect. */
function groupsOf(
  home: PackageFact,
  files: readonly OrmFile[],
  allSetups: readonly LocatedSetup[],
  dialectOfPackage: (pkg: PackageFact) => Dialect | undefined,
): readonly Group[] {
  const free = allSetups.filter(({ names }) => names.size === 0);
  const near = free.filter(setup => setup.home === home);
  const isSaid = near.some(({ setup }) => setup.dialect ?? setup.out);
  const setups = isSaid ? near : [...near, ...free.filter(setup => !near.includes(setup))];
  const said = dialectsOf(files);
  const only =
    said.length > 0
      ? undefined
      : (dialectOfSetups(near) ?? dialectOfPackage(home) ?? dialectOfSetups(free.filter(({ isTest }) => !isTest)));
  return (only === undefined ? said : [only]).map(dialect => ({
    home,
    dialect,
    files: files.filter(({ declares }) => declares.includes(dialect) || declares.includes('any')),
    naming: [],
    setups: speakOf(setups, dialect),
  }));
}

/** Where configurations speak of the package, what they do not lead to is theirs only if they may lead anywhere. */
function join(groups: Group[], group: Group): void {
  const beside = groups.filter(
    ({ dialect, files, naming }) =>
      naming.length > 0 && dialect === group.dialect && files.some(({ home }) => home === group.home),
  );
  if (beside.length === 0) {
    groups.push(group);
    return;
  }
  const open = beside.filter(({ naming }) => naming.some(({ closed }) => !closed));
  for (const file of group.files) {
    const nearness = open.map(({ files }) => Math.max(...files.map(({ uri }) => sharedLength(uri, file.uri))));
    const best = Math.max(...nearness);
    const nearest = open.filter((_, at) => nearness[at] === best);
    const [only, more] = nearest;
    // What stands equally near to two of them belongs to nobody knows which.
    if (!only || more) continue;
    const at = groups.indexOf(only);
    groups[at] = { ...only, files: [...only.files, file] };
    open[open.indexOf(only)] = groups[at];
  }
}

function sharedLength(a: Uri, b: Uri): number {
  let folder = parentOf(a);
  while (folder.includes('/') && !isInside(b, folder)) folder = parentOf(folder);
  return folder.length;
}

function found(discovery: Discovery, kind: OrmKind, group: Group, all: readonly Group[]): FoundDatabase {
  const { home, dialect, files, setups } = group;
  const siblings = all.filter(other => other.home === home && other !== group);
  const parts = [discovery.nameOf(home.folder)];
  if (siblings.some(other => other.dialect !== dialect)) parts.push(dialect);
  // Several databases of one package and dialect are named after what configures them.
  const [configured] = group.naming;
  if (configured && siblings.some(other => other.dialect === dialect)) {
    parts.push(baseNameOf(configured.uri).replace(/\.config\.\w+$|\.\w+$/, ''));
  }
  const migrationFolders = setups.flatMap(({ uri, home: { folder }, setup: { out } }) =>
    out === undefined ? [] : [joinUri(parentOf(uri), out), joinUri(folder, out)],
  );
  const naming = namingOfSetups(setups);
  return {
    kind,
    home,
    migrationFolders: [...new Set(migrationFolders)],
    database: {
      id: `${kind.id}:${parts.join(':')}`,
      dialect,
      schemaFiles: files.map(({ uri }) => uri).sort(),
      clientModules: [],
      clientPackages: [],
      ...(naming === 'default' ? {} : { naming }),
      emulatedRelations: false,
    },
  };
}
