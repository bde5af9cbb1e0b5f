import type { Dialect } from '../../core/facts/sql-template';

/** What ORMs and drivers call a database. */
export function dialectNamed(name: string | undefined): Dialect | undefined {
  return name === undefined ? undefined : NAMES[name];
}

const NAMES: Readonly<Record<string, Dialect>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  'aurora-postgres': 'postgres',
  pg: 'postgres',
  cockroachdb: 'cockroach',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  'aurora-mysql': 'mysql',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'better-sqlite': 'sqlite',
  sqljs: 'sqlite',
  libsql: 'sqlite',
  expo: 'sqlite',
  mssql: 'sqlserver',
  mongodb: 'mongo',
  mongo: 'mongo',
};
