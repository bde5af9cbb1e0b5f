import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, imports, makes } from './shared/driver';
import { runsScript, runsText, runsUnread, type SqlManner } from './shared/driver-sql';
import { prepares, statementRole } from './shared/prepared-statement';

const SQLITE: SqlManner = { dialect: 'sqlite', style: 'question-mark', api: 'text-and-rest' };
const DATABASE: HandleShape = { role: 'database' };
const DATABASE_CLASS: HandleShape = { role: 'database-class' };
const STATEMENT: HandleShape = { role: 'statement' };

/** better-sqlite3 and the drivers that follow it: those of Node and Bun themselves, and libSQL's embedded one. */
export const betterSqlite3: Library = {
  id: 'better-sqlite3',
  packages: ['better-sqlite3', 'better-sqlite3-multiple-ciphers', 'node:sqlite', 'bun:sqlite', 'libsql'],
  dialect: 'sqlite',
  hints: ['.prepare(', '.prepare<', ['sqlite', '.exec('], ['sqlite', '.query('], ...imports('better-sqlite3')],
  queryCalls: ['prepare', 'query', 'exec', 'pragma', 'run', 'get', 'all', 'iterate', 'values'],
  ...driver({
    exports: {
      default: DATABASE_CLASS,
      '*': DATABASE_CLASS,
      Database: DATABASE_CLASS,
      DatabaseSync: DATABASE_CLASS,
    },
    types: {
      Database: DATABASE,
      DatabaseSync: DATABASE,
      BetterSqlite3: DATABASE,
      Statement: STATEMENT,
      StatementSync: STATEMENT,
    },
    // `import type Database from 'better-sqlite3'` names the database by the whole module.
    typed: name => (name.length === 0 ? DATABASE : undefined),
    roles: {
      'database-class': {
        makes: makes(DATABASE),
        calls: { '': gives(DATABASE), open: gives(DATABASE) },
        member: name => (MODULE_MEMBERS.has(name) ? DATABASE_CLASS : undefined),
      },
      database: {
        calls: {
          ...each(['prepare', 'query'], prepares(SQLITE)),
          exec: runsScript(SQLITE),
          run: runsText(SQLITE, true),
          pragma: runsUnread(false),
        },
      },
      statement: statementRole({
        reads: ['get', 'all', 'iterate', 'values'],
        runs: ['run'],
        keeps: ['bind', 'pluck', 'raw', 'expand', 'safeIntegers', 'as'],
      }),
    },
  }),
};

const MODULE_MEMBERS: ReadonlySet<string> = new Set(['default', 'Database', 'DatabaseSync']);
