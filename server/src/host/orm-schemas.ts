import type { Dialect } from '../core/facts/sql-template';
import type { Database, MigrationTool, PackageFact } from '../core/project';
import type { Uri } from '../core/uri';
import { type Discovery, packageOf } from './discovery';
import { dialectOfDriver } from './drivers';
import type { ModuleSources } from './import-closure';
import { type FoundDatabase, groupSchemas } from './orm-databases';
import { readOrmFiles, readOrmText } from './orm-files';
import { drizzleKind } from './orms/drizzle';
import { kyselyKind } from './orms/kysely';
import { mikroOrmKind } from './orms/mikro-orm';
import { mongooseKind } from './orms/mongoose';
import type { OrmKind } from './orms/orm-kind';
import { sequelizeKind } from './orms/sequelize';
import { typeormKind } from './orms/typeorm';

/** The databases whose tables are declared in programs. */
export interface OrmSchemas {
  readonly databases: readonly Database[];
  /** The folder of the package in which a database's tables are declared. */
  homeOf(database: Database): Uri | undefined;
  /**
   * The database that migrations in a folder are run on: the one whose configuration names the folder, else the one of its
   * package that is declared with the tool's own ORM.
   */
  databaseFor(folder: Uri, tool: MigrationTool, dialect?: Dialect): Database | undefined;
}

const KINDS: readonly OrmKind[] = [drizzleKind, kyselyKind, mikroOrmKind, mongooseKind, sequelizeKind, typeormKind];

/**
 * Finds the schemas that are written in code: in packages that depend on an ORM, the files that declare tables in its
 * words. Their text is read, never run.
 */
export async function discoverOrmSchemas(discovery: Discovery, sources: ModuleSources): Promise<OrmSchemas> {
  const { packages } = sources;
  const found: FoundDatabase[] = [];
  const used = KINDS.filter(kind => packages.some(pkg => dependsOn(pkg, kind)));
  if (used.length > 0) {
    const homes = used.map(kind => ({ kind, packages: packages.filter(pkg => dependsOn(pkg, kind)) }));
    const files = await readOrmFiles(discovery, homes);
    for (const kind of used) {
      found.push(...(await groupSchemas(discovery, kind, files, sources, pkg => dialectOfPackage(pkg, kind))));
    }
  }
  return {
    databases: found.map(({ database }) => database),
    homeOf: database => found.find(one => one.database === database)?.home.folder,
    databaseFor(folder, tool, dialect) {
      const fits = found.filter(({ database }) => dialect === undefined || database.dialect === dialect);
      const named = fits.filter(({ migrationFolders }) => migrationFolders.includes(folder));
      if (named.length > 0) return named.length === 1 ? named[0]?.database : undefined;
      const ofTool = fits.filter(({ kind }) => kind.migrations === tool);
      const home = packageOf(`${folder}/x`, packages)?.folder;
      const near = ofTool.filter(one => one.home.folder === home);
      const candidates = near.length > 0 ? near : ofTool;
      return candidates.length === 1 ? candidates[0]?.database : undefined;
    },
  };
}

function dependsOn(pkg: PackageFact, kind: OrmKind): boolean {
  return Object.keys(pkg.dependencies).some(name => kind.packages.test(name));
}

function dialectOfPackage(pkg: PackageFact, kind: OrmKind): Dialect | undefined {
  const own = new Set(Object.keys(pkg.dependencies).flatMap(name => kind.dialectOf?.(name) ?? []));
  return own.size === 1 ? [...own][0] : dialectOfDriver(pkg);
}

/**
 * What a file says in the words of any ORM, as one text: when it is another one, the project may be another one. Empty of
 * most files.
 */
export function describeOrmFile(uri: Uri, text: string): string {
  const said = readOrmText(uri, text, KINDS);
  return Object.keys(said).length === 0 ? '' : JSON.stringify(said);
}
