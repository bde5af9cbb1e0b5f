import type { Database, MigrationSet, PackageFact } from '../core/project';
import { isInside, joinUri, parentOf, relativeTo, type Uri } from '../core/uri';
import { type Discovery, packageOf } from './discovery';
import { readPrismaConfig } from './literals';
import type { PackageFile } from './package-files';
import { listPrismaSchemaFolder } from './prisma-schema-folder';
import { dialectOfProvider, type PrismaSettings, providerOfLock, readPrismaSettings } from './prisma-settings';

export interface PrismaProjects {
  readonly databases: readonly Database[];
  readonly migrationSets: readonly MigrationSet[];
}

/** The databases that Prisma schemas declare: one for each schema, of one file or of several. */
export async function discoverPrismaProjects(
  discovery: Discovery,
  packageFiles: readonly PackageFile[],
): Promise<PrismaProjects> {
  const settings = new Map<Uri, PrismaSettings>();
  for (const uri of discovery.named(/\.prisma$/)) {
    const text = await discovery.read(uri);
    if (text !== undefined) settings.set(uri, readPrismaSettings(text));
  }
  if (settings.size === 0) return { databases: [], migrationSets: [] };
  for (const uri of copiesOf(settings)) settings.delete(uri);
  const packages = packageFiles.map(({ fact }) => fact);
  const schemas = await configuredSchemas(discovery, packageFiles, settings);
  schemas.push(...unconfiguredSchemas(settings, schemas, packages));
  schemas.sort((a, b) => (a.at < b.at ? -1 : 1));
  const databases: Database[] = [];
  const migrationSets: MigrationSet[] = [];
  for (const schema of schemas) {
    const id = `prisma:${discovery.nameOf(schema.at)}`;
    const migrations = migrationsOf(discovery, schema, settings);
    const lock = migrations && (await discovery.read(joinUri(migrations.folder, 'migration_lock.toml')));
    const said = schema.files.map(uri => settings.get(uri)).filter(setting => setting !== undefined);
    const datasource = said.find(setting => setting.datasource)?.datasource;
    const dialect = dialectOfProvider(datasource?.provider) ?? dialectOfProvider(lock && providerOfLock(lock));
    databases.push({
      id,
      dialect: dialect ?? 'postgres',
      ...(dialect === undefined ? { dialectFrom: 'assumed' } : {}),
      schemaFiles: schema.files,
      ...clientsOf(schema.files, settings),
      // MongoDB has no foreign keys at all.
      emulatedRelations: datasource?.relationMode === 'prisma' || dialect === 'mongo',
    });
    if (!migrations) continue;
    // Prisma sends a whole migration.sql as one simple query, which PostgreSQL runs as one transaction.
    migrationSets.push({ tool: 'prisma', database: id, ...migrations, transaction: 'file', editable: false });
  }
  return { databases, migrationSets };
}

interface Schema {
  /** The schema's file or folder. */
  readonly at: Uri;
  readonly files: readonly Uri[];
  /** The folder that a config names. */
  readonly migrations?: Uri;
}

/** Schemas that prisma-client-js copied into a generated client, beside the code. */
function copiesOf(settings: ReadonlyMap<Uri, PrismaSettings>): readonly Uri[] {
  const outputs = [...settings].flatMap(([from, { generators }]) =>
    generators.flatMap(({ output }) =>
      output === undefined ? [] : [{ from, copy: joinUri(parentOf(from), `${output}/schema.prisma`) }],
    ),
  );
  return outputs.flatMap(({ from, copy }) => (copy === from ? [] : [copy]));
}

/** `schema` of every prisma.config.ts and of `prisma` in package.json. */
async function configuredSchemas(
  discovery: Discovery,
  packageFiles: readonly PackageFile[],
  settings: ReadonlyMap<Uri, PrismaSettings>,
): Promise<Schema[]> {
  const wanted: { readonly at: Uri; readonly migrations?: Uri }[] = [];
  const configs = discovery.files.filter(uri => /\/(?:prisma\.config|\.config\/prisma)\.[cm]?[jt]s$/.test(uri));
  for (const uri of configs) {
    const config = readPrismaConfig((await discovery.read(uri)) ?? '');
    if (config.schema === undefined) continue;
    const folder = parentOf(uri);
    const migrations = config.migrations === undefined ? {} : { migrations: joinUri(folder, config.migrations) };
    wanted.push({ at: joinUri(folder, config.schema), ...migrations });
  }
  for (const { fact, prismaSchema } of packageFiles) {
    if (prismaSchema !== undefined) wanted.push({ at: joinUri(fact.folder, prismaSchema) });
  }
  const schemas: Schema[] = [];
  for (const { at, migrations } of wanted) {
    if (schemas.some(schema => schema.at === at)) continue;
    const listed = settings.has(at) ? [at] : await filesOfFolder(at, settings);
    if (listed.length > 0) schemas.push({ at, files: listed, ...(migrations === undefined ? {} : { migrations }) });
  }
  return schemas;
}

async function filesOfFolder(folder: Uri, settings: ReadonlyMap<Uri, PrismaSettings>): Promise<readonly Uri[]> {
  const listed = [...settings.keys()].filter(uri => isInside(uri, folder));
  if (listed.length === 0) return [];
  const found = new Set(await listPrismaSchemaFolder(folder));
  const agreed = listed.filter(uri => found.has(uri));
  return agreed.length > 0 ? agreed : listed;
}

/**
 * The schemas nobody configured: each file with a datasource is one, and a file without belongs to the nearest of its
 * package. Where two are equally near (one schema for each dialect), nobody can tell.
 */
function unconfiguredSchemas(
  settings: ReadonlyMap<Uri, PrismaSettings>,
  configured: readonly Schema[],
  packages: readonly PackageFact[],
): readonly Schema[] {
  const taken = new Set(configured.flatMap(({ files }) => files));
  const left = [...settings].filter(([uri]) => !taken.has(uri));
  const mains = left.filter(([, { datasource }]) => datasource !== undefined).map(([uri]) => uri);
  const parts = left.filter(([, { datasource }]) => datasource === undefined).map(([uri]) => uri);
  const members = new Map(mains.map(uri => [uri, [uri]]));
  const alone = new Map<Uri, Uri[]>();
  for (const part of parts) {
    const home = packageOf(part, packages)?.folder ?? '';
    const near = mains.filter(main => (packageOf(main, packages)?.folder ?? '') === home);
    const nearness = near.map(main => sharedFolder(main, part).length);
    const nearest = near.filter((_, i) => nearness[i] === Math.max(...nearness));
    const [only, second] = nearest;
    if (only !== undefined && second === undefined) members.get(only)?.push(part);
    else if (only === undefined) alone.set(home, [...(alone.get(home) ?? []), part]);
  }
  return [
    ...[...members].map(([main, files]) => ({ at: folderOf(main, files), files: files.sort() })),
    ...[...alone.values()].map(files => ({ at: folderOf(files[0] ?? '', files), files })),
  ];
}

function sharedFolder(a: Uri, b: Uri): Uri {
  let folder = parentOf(a);
  while (folder.includes('/') && !isInside(b, folder)) folder = parentOf(folder);
  return folder;
}

/** A schema of one file stands at that file, one of several in the folder they share. */
function folderOf(main: Uri, files: readonly Uri[]): Uri {
  return files.length === 1 ? main : files.reduce((folder, uri) => sharedFolder(`${folder}/x`, uri), parentOf(main));
}

/** Where the generated clients lie, and under which names of packages they are imported. */
function clientsOf(
  files: readonly Uri[],
  settings: ReadonlyMap<Uri, PrismaSettings>,
): Pick<Database, 'clientModules' | 'clientPackages'> {
  const modules = new Set<Uri>();
  const clientPackages = new Set<string>();
  let generators = 0;
  for (const uri of files) {
    for (const { provider, output } of settings.get(uri)?.generators ?? []) {
      generators += 1;
      if (provider === undefined || !/(^|[/\\])prisma-client(-js)?$/.test(provider)) continue;
      const installed = output === undefined ? '@prisma/client' : packageInOutput(output);
      if (installed !== undefined) clientPackages.add(installed);
      else if (output !== undefined) modules.add(joinUri(parentOf(uri), output));
    }
  }
  // A schema that is just begun, or read while its generator is being typed.
  if (generators === 0) clientPackages.add('@prisma/client');
  return { clientModules: [...modules], clientPackages: [...clientPackages] };
}

/** `../node_modules/@acme/db-client` is imported as `@acme/db-client`, `…/node_modules/.prisma/client` as `@prisma/client`. */
function packageInOutput(output: string): string | undefined {
  const name = /(?:^|\/)node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*(?:\/[^/]+)?)/.exec(output)?.[1];
  if (name === undefined) return undefined;
  return name === '.prisma/client' ? '@prisma/client' : name.startsWith('@') ? name : name.split('/', 1)[0];
}

/** `migrations/<name>/migration.sql` in the order of the names. */
function migrationsOf(
  discovery: Discovery,
  schema: Schema,
  settings: ReadonlyMap<Uri, PrismaSettings>,
): Pick<MigrationSet, 'folder' | 'files'> | undefined {
  const main = schema.files.find(uri => settings.get(uri)?.datasource) ?? schema.files[0] ?? schema.at;
  const single = schema.files.includes(schema.at);
  const candidates = [
    ...(schema.migrations === undefined ? [] : [schema.migrations]),
    joinUri(parentOf(main), 'migrations'),
    ...(single ? [] : [joinUri(schema.at, 'migrations'), joinUri(parentOf(schema.at), 'migrations')]),
  ];
  for (const folder of candidates) {
    const files = discovery.files.filter(uri => /^[^/]+\/migration\.sql$/.test(relativeTo(uri, folder) ?? ''));
    if (files.length > 0) return { folder, files };
  }
  return undefined;
}
