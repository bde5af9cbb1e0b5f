import type { Dialect } from './facts/sql-template';

const DIALECTS: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'sqlserver',
  cockroachdb: 'cockroach',
  mongodb: 'mongo',
};

/** The database that `provider` of a Prisma datasource or of a `migration_lock.toml` names. */
export function dialectOfProvider(provider: string | undefined): Dialect | undefined {
  return provider === undefined ? undefined : DIALECTS[provider];
}
