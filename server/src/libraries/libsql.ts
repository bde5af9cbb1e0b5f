import type { HandleShape, Library } from '../core/library';
import { driver, gives, imports } from './shared/driver';
import { runsScript, runsText, runsUnread, type SqlManner } from './shared/driver-sql';

const SQLITE: SqlManner = { dialect: 'sqlite', style: 'question-mark', text: 'sql', values: 'args' };
const CLIENT: HandleShape = { role: 'client' };
const TRANSACTION: HandleShape = { role: 'client', transaction: true };

/** The client of libSQL and Turso. */
export const libsql: Library = {
  id: 'libsql',
  packages: ['@libsql/client'],
  dialect: 'sqlite',
  hints: [...imports('@libsql/client'), '.executeMultiple(', ['.execute(', 'sql:'], ['libsql', '.batch(']],
  queryCalls: ['execute', 'batch', 'migrate', 'executeMultiple'],
  ...driver({
    exports: { createClient: { role: 'factory' } },
    types: { Client: CLIENT, Transaction: TRANSACTION },
    roles: {
      factory: { calls: { '': gives(CLIENT) } },
      client: {
        calls: {
          execute: runsText(SQLITE),
          batch: runsUnread(false),
          migrate: runsUnread(true),
          executeMultiple: runsScript(SQLITE),
          transaction: gives(TRANSACTION),
        },
      },
    },
  }),
};
