import type { Dialect } from '../../core/facts/sql-template';
import { argumentsOf } from '../literals';
import type { OrmKind } from './orm-kind';

export const kyselyKind: OrmKind = {
  id: 'kysely',
  packages: /^kysely$/,
  migrations: 'kysely',
  mentions: text => /\bkysely\b|Kysely|ColumnType<|Generated</.test(text),
  // The interfaces of tables stand beside the client, or are told by the types that only they use.
  declares: code => (/\bkysely\b/.test(code) && TABLES.test(code) && !MIGRATION.test(code) ? ['any'] : []),
  setups(_, code) {
    return argumentsOf(code, '(?:\\w+\\.)?Kysely').map(options => {
      const dialect = DIALECTS.find(([words]) => words.test(options) || words.test(code))?.[1];
      return {
        ...(dialect === undefined ? {} : { dialect }),
        naming: /CamelCasePlugin/.test(options) ? ('snake' as const) : ('default' as const),
      };
    });
  },
};

const TABLES = /\bKysely\s*<|\b(?:Generated|GeneratedAlways|ColumnType|Selectable|Insertable|Updateable)\s*</;
/** A migration is given a client of any database. */
const MIGRATION = /\bfunction\s+up\s*\(/;

const DIALECTS: readonly (readonly [RegExp, Dialect])[] = [
  [/\b(?:Postgres\w*|Neon\w*|PGlite|VercelPostgres)Dialect\b|createKysely\b/i, 'postgres'],
  [/\b(?:Mysql\w*|PlanetScale)Dialect\b/i, 'mysql'],
  [/\b(?:\w*Sqlite\w*|LibsqlDialect|D1)Dialect\b/i, 'sqlite'],
  [/\bMssqlDialect\b/, 'sqlserver'],
];
