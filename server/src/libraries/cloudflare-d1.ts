import type { HandleShape, Library } from '../core/library';
import { driver, gives, imports } from './shared/driver';
import { runsScript, runsUnread, type SqlManner } from './shared/driver-sql';
import { prepares, statementRole } from './shared/prepared-statement';

const SQLITE: SqlManner = { dialect: 'sqlite', style: 'question-mark' };
const DATABASE: HandleShape = { role: 'database' };

/** Cloudflare D1: a binding of a worker, known by its type alone. */
export const cloudflareD1: Library = {
  id: 'cloudflare-d1',
  packages: ['@cloudflare/workers-types'],
  dialect: 'sqlite',
  globalTypes: ['D1Database', 'D1DatabaseSession', 'D1PreparedStatement'],
  hints: ['D1Database', '.prepare(', ...imports('@cloudflare/workers-types')],
  queryCalls: ['prepare', 'batch', 'exec', 'all', 'first', 'raw', 'run'],
  ...driver({
    exports: {},
    types: {
      D1Database: DATABASE,
      D1DatabaseSession: DATABASE,
      D1PreparedStatement: { role: 'statement' },
    },
    roles: {
      database: {
        calls: {
          prepare: prepares(SQLITE),
          batch: runsUnread(false),
          exec: runsScript(SQLITE),
          withSession: gives(DATABASE),
        },
      },
      statement: statementRole({ reads: ['all', 'first', 'raw'], runs: ['run'], keeps: ['bind'] }),
    },
  }),
};
