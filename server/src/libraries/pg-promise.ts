import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, hands } from './shared/driver';
import { runsText, runsUnread } from './shared/driver-sql';
import { POSTGRES } from './shared/pg-client';

const INITIALISED: HandleShape = { role: 'initialised' };
const DATABASE: HandleShape = { role: 'database' };
const TASK: HandleShape = { role: 'database' };
const TRANSACTION: HandleShape = { role: 'database', transaction: true };

const QUERIES = ['any', 'each', 'many', 'manyOrNone', 'map', 'multi', 'multiResult', 'none', 'one', 'oneOrNone'];
const TEXTS = [...QUERIES, 'query', 'result'];
const FUNCTIONS = ['func', 'proc', 'stream'];

/** pg-promise 10 to 12. */
export const pgPromise: Library = {
  id: 'pg-promise',
  packages: ['pg-promise'],
  hints: ['pg-promise', '.oneOrNone(', '.manyOrNone(', ['.none(', '.tx('], ['.one(', '.task(']],
  queryCalls: [...TEXTS, ...FUNCTIONS],
  ...driver({
    exports: { default: { role: 'library' }, '*': { role: 'library' } },
    types: { IMain: INITIALISED, IDatabase: DATABASE, ITask: TASK, IBaseProtocol: DATABASE },
    roles: {
      library: { calls: { '': gives(INITIALISED), default: gives(INITIALISED) } },
      initialised: { calls: { '': gives(DATABASE) } },
      database: {
        calls: {
          ...each(TEXTS, runsText(POSTGRES)),
          ...each(FUNCTIONS, runsUnread(false)),
          ...each(['task', 'taskIf'], hands(TASK)),
          ...each(['tx', 'txIf'], hands(TRANSACTION)),
          connect: gives(DATABASE),
        },
      },
    },
  }),
};
