import type { QualifiedName } from '../../core/facts/migrations';
import type { Dialect, SqlFacts } from '../../core/facts/sql-template';
import type { DatabaseId, ProjectFacts } from '../../core/project';
import type { Uri } from '../../core/uri';
import { databasesAround } from './databases-around';

/** Whether a database has a table or view of a name. */
export type HasTable = (database: DatabaseId, name: QualifiedName) => boolean;

/**
 * The database that SQL without a handle of its own means: the one whose migrations it stands among, else the only one of
 * its dialect around it, and of several the only one that has every table that the text names.
 */
export function databaseOf(
  uri: Uri,
  dialect: Dialect,
  project: ProjectFacts,
  hasTable: HasTable,
  facts?: SqlFacts,
): DatabaseId | undefined {
  const set = project.migrationSets.find(({ files }) => files.includes(uri));
  if (set) return set.database;
  const candidates = databasesAround(uri, dialect, project);
  if (candidates.length <= 1) return candidates[0];
  const names = facts ? tablesIn(facts) : [];
  const fitting = candidates.filter(database => names.length > 0 && names.every(name => hasTable(database, name)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Every table that a text names. What is the system's own, every database has. */
function tablesIn({ blocks }: SqlFacts): readonly QualifiedName[] {
  const queries = new Set(blocks.flatMap(({ ctes = [] }) => ctes.map(({ name }) => name)));
  return blocks
    .flatMap(({ from }) => from)
    .flatMap(({ schema, table }): QualifiedName[] => {
      if (table === undefined || (schema === undefined && queries.has(table))) return [];
      if (SYSTEM.test(schema ?? table)) return [];
      return [{ ...(schema === undefined ? {} : { schema }), name: table }];
    });
}

/** Of PostgreSQL, MySQL and SQLite. */
const SYSTEM = /^(?:pg_\w+|information_schema|performance_schema|mysql|sys|sqlite_\w+)$/i;
