import type { FileSystem } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import type { Uri } from '../core/uri';
import { createDiscovery } from './discovery';
import { discoverMigrationSets } from './migration-sets';
import { type PackageFile, readPackageFile } from './package-files';
import { readPathAliases } from './path-aliases';
import { discoverPrismaProjects } from './prisma-projects';

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
  const aliases = context.named(/^[tj]sconfig\.json$/).map(uri => readPathAliases(uri, packages, context.read));
  const prisma = await discoverPrismaProjects(context, packageFiles);
  const sql = await discoverMigrationSets(context, packages, prisma);
  return {
    roots,
    packages,
    pathAliases: (await Promise.all(aliases)).flat(),
    databases: [...prisma.databases, ...sql.databases],
    migrationSets: [...prisma.migrationSets, ...sql.migrationSets],
  };
}
