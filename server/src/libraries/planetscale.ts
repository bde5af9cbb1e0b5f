import type { HandleShape, Library } from '../core/library';
import { driver, gives, hands, makes } from './shared/driver';
import { runsText, type SqlManner } from './shared/driver-sql';

const MYSQL: SqlManner = { dialect: 'mysql', style: 'question-mark' };
const CONNECTION: HandleShape = { role: 'connection' };
const TRANSACTION: HandleShape = { role: 'connection', transaction: true };

/** PlanetScale's driver for edge functions. */
export const planetscale: Library = {
  id: 'planetscale',
  packages: ['@planetscale/database'],
  dialect: 'mysql',
  hints: ['@planetscale/database', ['.execute(', 'onn']],
  queryCalls: ['execute'],
  ...driver({
    exports: { connect: { role: 'factory' }, Client: { role: 'client-class' } },
    types: { Connection: CONNECTION, Transaction: TRANSACTION, Client: { role: 'client' } },
    roles: {
      factory: { calls: { '': gives(CONNECTION) } },
      'client-class': { makes: makes({ role: 'client' }) },
      client: { calls: { execute: runsText(MYSQL), connection: gives(CONNECTION), transaction: hands(TRANSACTION) } },
      connection: { calls: { execute: runsText(MYSQL), transaction: hands(TRANSACTION) } },
    },
  }),
};
