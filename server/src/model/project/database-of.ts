import type { Dialect } from '../../core/facts/sql-template';
import type { Database, DatabaseId, ProjectFacts } from '../../core/project';
import { isInside, parentOf, type Uri } from '../../core/uri';

/**
 * The database that SQL without a handle of its own means: the one whose migrations it stands among, else the only one of
 * its dialect in the innermost package around it that has any, else the only one of the workspace.
 */
export function databaseOf(uri: Uri, dialect: Dialect, project: ProjectFacts): DatabaseId | undefined {
  const set = project.migrationSets.find(({ files }) => files.includes(uri));
  if (set) return set.database;
  const candidates = project.databases.filter(database => isDialect(database, dialect));
  const packages = project.packages
    .map(({ folder }) => folder)
    .filter(folder => isInside(uri, folder))
    .sort((a, b) => b.length - a.length);
  for (const folder of packages) {
    const own = candidates.filter(database => foldersOf(database, project).some(home => isInside(home, folder)));
    if (own.length > 0) return own.length === 1 ? own[0]?.id : undefined;
  }
  return candidates.length === 1 ? candidates[0]?.id : undefined;
}

function isDialect(database: Database, dialect: Dialect): boolean {
  return database.dialect === dialect || (database.dialect === 'cockroach' && dialect === 'postgres');
}

function foldersOf(database: Database, { migrationSets }: ProjectFacts): readonly Uri[] {
  const sets = migrationSets.filter(set => set.database === database.id).map(({ folder }) => folder);
  return [...database.schemaFiles.map(parentOf), ...sets];
}
