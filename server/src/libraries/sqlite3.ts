import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, imports, makes } from './shared/driver';
import { runsScript, runsText, type SqlManner } from './shared/driver-sql';
import { prepares, statementRole } from './shared/prepared-statement';

const SQLITE: SqlManner = { dialect: 'sqlite', style: 'question-mark', text: 'sql', values: 'values' };
const DATABASE: HandleShape = { role: 'database' };
const MODULE: HandleShape = { role: 'module' };

/** sqlite3 with its callbacks, and sqlite, which gives promises instead. */
export const sqlite3: Library = {
  id: 'sqlite3',
  packages: ['sqlite3', 'sqlite'],
  dialect: 'sqlite',
  hints: [['sqlite', '.get('], ['sqlite', '.all('], ['sqlite', '.run('], ...imports('sqlite3'), "'sqlite'", '"sqlite"'],
  queryCalls: ['get', 'all', 'run', 'each', 'exec', 'prepare'],
  ...driver({
    exports: {
      Database: { role: 'database-class' },
      cached: MODULE,
      verbose: { role: 'verbose' },
      open: { role: 'open' },
    },
    types: { Database: DATABASE, Statement: { role: 'statement' } },
    roles: {
      'database-class': { makes: makes(DATABASE) },
      verbose: { calls: { '': gives(MODULE) } },
      open: { calls: { '': gives(DATABASE) } },
      database: {
        calls: {
          ...each(['get', 'all', 'each'], runsText(SQLITE)),
          run: runsText(SQLITE, true),
          exec: runsScript(SQLITE),
          prepare: prepares(SQLITE),
        },
      },
      statement: statementRole({ reads: ['get', 'all', 'each'], runs: ['run'], keeps: ['bind'] }),
    },
  }),
};
