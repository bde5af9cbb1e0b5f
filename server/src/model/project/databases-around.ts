import type { Dialect } from '../../core/facts/sql-template';
import type { Database, DatabaseId, ProjectFacts } from '../../core/project';
import { isInside, parentOf, type Uri } from '../../core/uri';

/**
 * The databases that a file may mean by a table's name: those of the innermost package around it that has any, else all of
 * the workspace.
 */
export function databasesAround(uri: Uri, dialect: Dialect | undefined, project: ProjectFacts): readonly DatabaseId[] {
  const candidates = project.databases.filter(database => dialect === undefined || isDialect(database, dialect));
  const packages = project.packages
    .map(({ folder }) => folder)
    .filter(folder => isInside(uri, folder))
    .sort((a, b) => b.length - a.length);
  for (const folder of packages) {
    const own = candidates.filter(database => homesOf(database, project).some(home => isInside(home, folder)));
    if (own.length > 0) return own.map(({ id }) => id);
  }
  return candidates.map(({ id }) => id);
}

function isDialect(database: Database, dialect: Dialect): boolean {
  return database.dialect === dialect || (database.dialect === 'cockroach' && dialect === 'postgres');
}

function homesOf(database: Database, { migrationSets }: ProjectFacts): readonly Uri[] {
  const sets = migrationSets.filter(set => set.database === database.id).map(({ folder }) => folder);
  return [...database.schemaFiles.map(parentOf), ...sets];
}
