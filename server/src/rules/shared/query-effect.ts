import type { Model } from '../../core/model';
import type { Query } from '../../core/query';

/** Whether a query changes rows; `unknown` for text that does not say it. */
export function effectOf(query: Query, model: Model): 'read' | 'write' | 'unknown' {
  if (query.operation !== 'raw') return query.writes ? 'write' : 'read';
  // What is run for its rows reads, as a rule, also where its text is made elsewhere.
  if (!query.raw) return query.writes ? 'write' : query.library === 'prisma' ? 'read' : 'unknown';
  switch (model.readSql(query.raw.template, query.raw.dialect).statement) {
    case 'select':
      return query.writes ? 'unknown' : 'read';
    // Tables are made and dropped one by one.
    case 'ddl':
      return 'unknown';
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return 'write';
    default:
      return query.writes ? 'write' : 'unknown';
  }
}

/**
 * The database runs inside of the program: a query costs no round trip, and asking once per element is how it is meant to
 * be used (SQLite: Many small queries are efficient).
 */
export function isInProcess({ library }: Query): boolean {
  return IN_PROCESS.has(library);
}

const IN_PROCESS = new Set(['better-sqlite3', 'sqlite3', 'pglite']);
