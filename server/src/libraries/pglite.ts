import type { HandleShape, Library } from '../core/library';
import { driver, gives, hands, imports, makes } from './shared/driver';
import { runsScript, runsTag, runsText, type SqlManner } from './shared/driver-sql';

const POSTGRES: SqlManner = { dialect: 'postgres', style: 'numbered' };
const DATABASE: HandleShape = { role: 'database' };
const TRANSACTION: HandleShape = { role: 'database', transaction: true };

/** PGlite: PostgreSQL in the process. */
export const pglite: Library = {
  id: 'pglite',
  packages: ['@electric-sql/pglite'],
  dialect: 'postgres',
  hints: [...imports('@electric-sql/pglite'), 'PGlite', '.query('],
  queryCalls: ['query', 'sql', 'exec'],
  ...driver({
    exports: { PGlite: { role: 'class' }, PGliteWorker: { role: 'class' } },
    types: { PGlite: DATABASE, PGliteInterface: DATABASE, PGliteWorker: DATABASE, Transaction: TRANSACTION },
    roles: {
      class: { makes: makes(DATABASE), calls: { create: gives(DATABASE) } },
      database: {
        calls: {
          query: runsText(POSTGRES),
          sql: runsTag(POSTGRES),
          exec: runsScript(POSTGRES),
          transaction: hands(TRANSACTION),
        },
      },
    },
  }),
};
