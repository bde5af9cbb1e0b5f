import type { Dialect } from '../core/facts/sql-template';
import type { PackageFact } from '../core/project';

const DRIVERS: readonly (readonly [Dialect, readonly string[]])[] = [
  [
    'postgres',
    ['pg', 'postgres', '@neondatabase/serverless', '@vercel/postgres', 'pg-promise', 'slonik', '@electric-sql/pglite'],
  ],
  ['mysql', ['mysql', 'mysql2', 'mariadb', '@planetscale/database']],
  ['sqlite', ['better-sqlite3', 'sqlite3', 'sqlite', '@libsql/client', 'sql.js', 'bun:sqlite']],
  ['sqlserver', ['mssql', 'tedious']],
];

/** The dialect of the only kind of driver that a package depends on. */
export function dialectOfDriver(pkg: PackageFact | undefined): Dialect | undefined {
  const dialects = DRIVERS.filter(([, names]) => names.some(name => pkg?.dependencies[name] !== undefined));
  return dialects.length === 1 ? dialects[0]?.[0] : undefined;
}
