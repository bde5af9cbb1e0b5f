import type { Dialect } from '../../core/facts/sql-template';
import type { Callee } from './scope';

/** The databases that Drizzle has tables for, by the names of its modules. */
export type CoreDialect = 'pg' | 'mysql' | 'sqlite';

/** An export of `drizzle-orm/pg-core` and its like, or a builder that a callback was handed. */
export interface CoreName {
  readonly dialect: CoreDialect;
  readonly name: string;
  /** The properties after it: `withRLS` of `pgTable.withRLS`. */
  readonly rest: readonly string[];
}

export function coreNameOf(callee: Callee | undefined): CoreName | undefined {
  if (callee?.kind === 'builder') return { dialect: callee.dialect, name: callee.name, rest: [] };
  if (callee?.kind !== 'package') return undefined;
  const dialect = MODULE.exec(callee.module)?.[1];
  return dialect === undefined ? undefined : { dialect: dialect as CoreDialect, name: callee.name, rest: callee.rest };
}

const MODULE = /^drizzle-orm\/(pg|mysql|sqlite)-core(?:\/|$)/;

export function speaks(core: CoreDialect, dialect: Dialect): boolean {
  switch (dialect) {
    case 'postgres':
    case 'cockroach':
      return core === 'pg';
    case 'mysql':
      return core === 'mysql';
    case 'sqlite':
      return core === 'sqlite';
    case 'sqlserver':
    case 'mongo':
    case 'clickhouse':
    case 'oracle':
    case 'bigquery':
    case 'snowflake':
    case 'spanner':
      return false;
  }
}

/** An export of the package itself: `sql`, `relations`, `isNotNull`. */
export function ormNameOf(callee: Callee | undefined): string | undefined {
  if (callee?.kind !== 'package' || callee.rest.length > 0) return undefined;
  return /^drizzle-orm(?:\/(?:relations|sql(?:\/.*)?|sql\.js))?$/.test(callee.module) ? callee.name : undefined;
}
