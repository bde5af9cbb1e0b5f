import type { FileSystem } from '../core/ports';
import type { Database, ProjectFacts } from '../core/project';
import { isInside, type Uri } from '../core/uri';
import { createDiscovery } from './discovery';
import { discoverMigrationSets } from './migration-sets';
import { discoverOrmSchemas, type OrmSchemas } from './orm-schemas';
import { type PackageFile, readPackageFile } from './package-files';
import { readPathAliases } from './path-aliases';
import { discoverPrismaProjects, type PrismaProjects } from './prisma-projects';

/**
 * What the files around the code say about the project. Everything is read as text; nothing of the workspace is run. A
 * file that cannot be read or makes no sense is as good as absent.
 */
export async function discoverProject(
  roots: readonly Uri[],
  files: readonly Uri[],
  fileSystem: FileSystem,
  signal: AbortSignal,
): Promise<ProjectFacts> {
  const context = createDiscovery(roots, files, fileSystem, signal);
  const packageFiles: PackageFile[] = [];
  for (const uri of context.named(/^package\.json$/)) {
    const text = await context.read(uri);
    if (text !== undefined) packageFiles.push(readPackageFile(uri, text));
  }
  const packages = packageFiles.map(({ fact }) => fact);
  const reading = context.named(/^[tj]sconfig\.json$/).map(uri => readPathAliases(uri, packages, context.read));
  const aliases = (await Promise.all(reading)).flat();
  const prisma = await discoverPrismaProjects(context, packageFiles);
  const orms = await discoverOrmSchemas(context, { packages, aliases });
  const sql = await discoverMigrationSets(context, packages, prisma, orms);
  return {
    roots,
    packages,
    pathAliases: aliases,
    databases: [...prisma.databases, ...withoutEchoes(orms, prisma, sql), ...sql.databases],
    migrationSets: [...prisma.migrationSets, ...sql.migrationSets],
  };
}

/** Kysely's interfaces only name what something else declares: where that stands in the same package, they add nothing. */
function withoutEchoes(orms: OrmSchemas, prisma: PrismaProjects, sql: PrismaProjects): readonly Database[] {
  const sets = [...prisma.migrationSets, ...sql.migrationSets];
  return orms.databases.filter(database => {
    const home = orms.homeOf(database);
    if (!database.id.startsWith('kysely:') || home === undefined) return true;
    const sources = [...prisma.databases, ...orms.databases, ...sql.databases].filter(
      other => other !== database && other.dialect === database.dialect,
    );
    const folders = sources.flatMap(({ id, schemaFiles }) => [
      ...schemaFiles,
      ...sets.filter(set => set.database === id).map(({ folder }) => folder),
    ]);
    return sets.some(set => set.database === database.id) || !folders.some(uri => isInside(uri, home));
  });
}
