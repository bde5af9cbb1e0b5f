import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, hands, imports, makes, type Step } from './shared/driver';
import { runsText, runsUnread, type SqlManner } from './shared/driver-sql';

const SPANNER: SqlManner = {
  dialect: 'spanner',
  style: 'named-at',
  text: 'sql',
  values: 'params',
  api: 'object-parameters',
};
const CLIENT: HandleShape = { role: 'client' };
const INSTANCE: HandleShape = { role: 'instance' };
const DATABASE: HandleShape = { role: 'database' };
const TRANSACTION: HandleShape = { role: 'transaction', transaction: true };

/** The older form hands over an error first. */
const transacts: Step = (link, handle, context) => {
  const called = hands(TRANSACTION, 0)(link, handle, context)?.callbacks ?? [];
  return { callbacks: called.flatMap(one => [one, { ...one, parameter: 1 }]) };
};

/** Google's client of Spanner. */
export const spanner: Library = {
  id: 'spanner',
  packages: ['@google-cloud/spanner'],
  dialect: 'spanner',
  hints: [...imports('@google-cloud/spanner'), '.runTransaction', '.runUpdate('],
  queryCalls: ['run', 'runStream', 'runUpdate', 'runPartitionedUpdate', 'batchUpdate'],
  ...driver({
    exports: { Spanner: { role: 'class' } },
    types: { Spanner: CLIENT, Instance: INSTANCE, Database: DATABASE, Transaction: TRANSACTION, Snapshot: TRANSACTION },
    roles: {
      class: { makes: makes(CLIENT) },
      client: { calls: { instance: gives(INSTANCE) } },
      instance: { calls: { database: gives(DATABASE) } },
      database: {
        calls: {
          ...each(['run', 'runStream'], runsText(SPANNER)),
          runPartitionedUpdate: runsText(SPANNER, true),
          runTransaction: transacts,
          runTransactionAsync: hands(TRANSACTION),
          getSnapshot: gives(TRANSACTION),
        },
      },
      transaction: {
        calls: {
          ...each(['run', 'runStream'], runsText(SPANNER)),
          runUpdate: runsText(SPANNER, true),
          batchUpdate: runsUnread(true),
        },
      },
    },
  }),
};
