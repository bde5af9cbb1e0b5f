import { parse } from 'jsonc-parser';
import type { Dialect } from '../core/facts/sql-template';
import type { Database, MigrationSet, MigrationTool, NamingStrategy, PackageFact } from '../core/project';
import { baseNameOf, isInside, joinUri, parentOf, type Uri } from '../core/uri';
import { type CodeMigrations, discoverCodeMigrations } from './code-migrations';
import { type Discovery, packageOf } from './discovery';
import { dialectOfDriver } from './drivers';
import { compareFlyway, compareNumbered, compareText, drizzleTags } from './migration-order';
import type { OrmSchemas } from './orm-schemas';
import { asRecord } from './package-files';
import type { PrismaProjects } from './prisma-projects';
import { dialectOfProvider, providerOfLock } from './prisma-settings';

/** Folders of SQL migrations and lone schema dumps that no Prisma schema speaks for: each is a database of its own. */
export async function discoverMigrationSets(
  discovery: Discovery,
  packages: readonly PackageFact[],
  prisma: PrismaProjects,
  orms: OrmSchemas,
): Promise<PrismaProjects> {
  const taken = new Set(prisma.migrationSets.flatMap(({ files }) => files));
  const candidates = discovery.files.filter(uri => isMigrationFile(uri) && !taken.has(uri));
  const found: FoundSet[] = [];
  const programs = new Map((await discoverCodeMigrations(discovery, packages)).map(set => [set.folder, set] as const));
  for (const program of programs.values()) found.push(codeSet(program, candidates));
  for (const [folder, files] of groupByFolder(candidates)) {
    // What a program among them runs is not run by itself.
    if (programs.has(folder)) continue;
    const set = await readFolder(discovery, folder, files, packageOf(`${folder}/x`, packages));
    if (set) found.push(set);
  }
  for (const set of nestedSets(discovery, candidates)) found.push(set);
  const folders = [...prisma.migrationSets, ...found].map(({ folder }) => folder);
  const schemaFolders = prisma.databases.flatMap(({ schemaFiles }) => schemaFiles.map(parentOf));
  for (const uri of candidates.filter(candidate => DUMP.test(baseNameOf(candidate)))) {
    const folder = parentOf(uri);
    // Beside migrations it is what they add up to, not another database.
    if (folders.some(other => isInside(other, folder) || isInside(folder, other))) continue;
    if (schemaFolders.includes(folder)) continue;
    found.push({ tool: 'plain-sql', folder, at: uri, files: [uri], transaction: 'none', editable: true });
  }
  found.sort((a, b) => (a.at < b.at ? -1 : 1));
  const databases: Database[] = [];
  const migrationSets: MigrationSet[] = [];
  for (const { at, dialect, naming, ...set } of found) {
    const owner =
      set.tool === 'prisma'
        ? prismaDatabaseBeside(set.folder, packages, prisma)
        : orms.databaseFor(set.folder, set.tool, dialect);
    if (owner) {
      migrationSets.push({ ...set, database: owner.id });
      continue;
    }
    // The same schema once more, for another database that the package supports.
    if (set.tool !== 'prisma' && dialect !== undefined && orms.databaseFor(set.folder, set.tool)) continue;
    const id = `sql:${discovery.nameOf(at)}`;
    const lock = await discovery.read(joinUri(set.folder, 'migration_lock.toml'));
    const said = dialect ?? dialectOfProvider(lock && providerOfLock(lock));
    const guessed = dialectOfDriver(packageOf(at, packages));
    databases.push({
      id,
      dialect: said ?? guessed ?? 'postgres',
      ...(said === undefined ? { dialectFrom: guessed === undefined ? 'assumed' : 'driver' } : {}),
      schemaFiles: [],
      clientModules: [],
      clientPackages: [],
      ...(naming === undefined ? {} : { naming }),
      emulatedRelations: false,
    });
    migrationSets.push({ ...set, database: id });
  }
  return { databases, migrationSets };
}

/** A project may keep Prisma's migrations in a folder of another name: the only schema of the package speaks for them. */
function prismaDatabaseBeside(
  folder: Uri,
  packages: readonly PackageFact[],
  { databases, migrationSets }: PrismaProjects,
): Database | undefined {
  const home = packageOf(`${folder}/x`, packages);
  const [only, ...others] = databases.filter(
    ({ id, schemaFiles }) =>
      schemaFiles.some(uri => packageOf(uri, packages) === home) &&
      !migrationSets.some(set => set.database === id && set.files.length > 0),
  );
  return others.length === 0 ? only : undefined;
}

type FoundSet = Omit<MigrationSet, 'database'> & {
  /** What the database is named after. */
  readonly at: Uri;
  readonly dialect?: Dialect;
  readonly naming?: NamingStrategy;
};

const DUMP = /^(schema|structure)\.sql$/i;
const NUMBERED = /^\d+[._\- ].*\.sql$|^\d+\.sql$/i;
const FLYWAY = /^(?:V\d[\d._]*|R)__.*\.sql$/;
/** What undoes a migration runs only by hand. */
const DOWN = /(?:^|[._-])(?:down|undo|rollback|revert)\.sql$|^U\d[\d._]*__/i;
/** Rows for development and tests, and queries, are numbered as well. */
const NO_SCHEMA = /\/(?:seeds?|seeders|fixtures?|tests?|__tests__|queries|snippets)\//i;
const MIGRATIONS = /migrat|drizzle|flyway|changes|versions/i;

function isMigrationFile(uri: Uri): boolean {
  return /\.sql$/i.test(uri) && !DOWN.test(baseNameOf(uri)) && !NO_SCHEMA.test(uri);
}

function groupByFolder(files: readonly Uri[]): ReadonlyMap<Uri, readonly Uri[]> {
  const groups = new Map<Uri, Uri[]>();
  for (const uri of files) {
    const folder = parentOf(uri);
    const group = groups.get(folder);
    if (group) group.push(uri);
    else groups.set(folder, [uri]);
  }
  return groups;
}

async function readFolder(
  discovery: Discovery,
  folder: Uri,
  files: readonly Uri[],
  pkg: PackageFact | undefined,
): Promise<FoundSet | undefined> {
  const journal = await discovery.read(joinUri(folder, 'meta/_journal.json'));
  if (journal !== undefined) return drizzleSet(folder, files, journal);
  const flyway = files.filter(uri => FLYWAY.test(baseNameOf(uri)));
  if (flyway.length > 0) return setOf('flyway', folder, [...flyway].sort(compareFlyway));
  const numbered = files.filter(uri => NUMBERED.test(baseNameOf(uri))).sort(compareNumbered);
  // A single numbered file somewhere is a document or a query as likely.
  if (numbered.length === 0 || (numbered.length === 1 && !MIGRATIONS.test(folder))) return undefined;
  if (/\/supabase\/migrations$/.test(folder)) return { ...setOf('supabase', folder, numbered), dialect: 'postgres' };
  if (pkg?.dependencies['node-pg-migrate'] !== undefined) {
    return { ...setOf('node-pg-migrate', folder, numbered), dialect: 'postgres' };
  }
  const tool = pkg?.dependencies.knex === undefined ? 'plain-sql' : 'knex';
  const set = setOf(tool, folder, numbered);
  // Who runs plain files is unknown. One of them says CONCURRENTLY: then it is nobody who wraps them in a transaction.
  return tool === 'plain-sql' && (await saysConcurrently(discovery, numbered)) ? { ...set, transaction: 'none' } : set;
}

function setOf(tool: MigrationTool, folder: Uri, files: readonly Uri[]): FoundSet {
  return { tool, folder, at: folder, files, transaction: 'file', editable: false };
}

/** node-pg-migrate runs scripts and programs alike. */
function codeSet(
  { tool, folder, files, transaction, optOut, dialect, naming }: CodeMigrations,
  scripts: readonly Uri[],
): FoundSet {
  const beside = scripts.filter(uri => parentOf(uri) === folder && NUMBERED.test(baseNameOf(uri)));
  const all = tool === 'node-pg-migrate' && beside.length > 0 ? [...files, ...beside].sort(compareNumbered) : files;
  return {
    ...setOf(tool, folder, all),
    transaction,
    ...(optOut === undefined ? {} : { optOut }),
    ...(naming === undefined ? {} : { naming }),
    ...(dialect === undefined ? {} : { dialect }),
  };
}

function drizzleSet(folder: Uri, files: readonly Uri[], journal: string): FoundSet | undefined {
  const content = asRecord(parse(journal));
  const tags = drizzleTags(content);
  const ordered = tags.map(tag => `${folder}/${tag}.sql`).filter(uri => files.includes(uri));
  if (ordered.length === 0) return undefined;
  const dialect =
    typeof content.dialect === 'string' ? dialectOfProvider(DRIZZLE[content.dialect] ?? content.dialect) : undefined;
  return { ...setOf('drizzle', folder, ordered), ...(dialect === undefined ? {} : { dialect }) };
}

const DRIZZLE: Readonly<Record<string, string>> = { pg: 'postgresql', mysql2: 'mysql', turso: 'sqlite' };

async function saysConcurrently(discovery: Discovery, files: readonly Uri[]): Promise<boolean> {
  for (const uri of files) {
    const text = await discovery.read(uri);
    if (text !== undefined && /^\s*(?:CREATE(?:\s+UNIQUE)?|DROP)\s+INDEX\s+CONCURRENTLY\b/im.test(text)) return true;
  }
  return false;
}

/** `<number>_<name>/migration.sql` (a Prisma folder without its schema, drizzle 1) and `<number>_<name>/up.sql`. */
function nestedSets(discovery: Discovery, candidates: readonly Uri[]): readonly FoundSet[] {
  const nested = candidates.filter(uri => /\/\d[^/]*\/(?:migration|up)\.sql$/.test(uri));
  return [...groupByParentFolder(nested)].map(([folder, files]) => {
    const isDrizzle = files.some(uri => discovery.has(joinUri(parentOf(uri), 'snapshot.json')));
    const tool = isDrizzle ? 'drizzle' : files.some(uri => uri.endsWith('/migration.sql')) ? 'prisma' : 'plain-sql';
    // Prisma runs them by name, also where that is not the order of their numbers.
    return setOf(tool, folder, [...files].sort(tool === 'prisma' ? compareText : compareNumbered));
  });
}

function groupByParentFolder(files: readonly Uri[]): ReadonlyMap<Uri, readonly Uri[]> {
  const groups = new Map<Uri, readonly Uri[]>();
  for (const [folder, members] of groupByFolder(files)) {
    const parent = parentOf(folder);
    groups.set(parent, [...(groups.get(parent) ?? []), ...members]);
  }
  return groups;
}
