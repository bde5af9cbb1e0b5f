import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, hands, imports, itself } from './shared/driver';
import { runsText, type SqlManner } from './shared/driver-sql';
import { prepares, statementRole } from './shared/prepared-statement';

const MYSQL: SqlManner = { dialect: 'mysql', style: 'question-mark', text: 'sql', values: 'values' };
const POOL: HandleShape = { role: 'pool' };
const CONNECTION: HandleShape = { role: 'connection' };

/** mysql2, its forerunner mysql, and MariaDB's driver with the same interface. */
export const mysql: Library = {
  id: 'mysql',
  packages: ['mysql2', 'mysql', 'mariadb'],
  dialect: 'mysql',
  hints: ['.query(', '.query<', ['.execute(', 'ysql'], ...imports('mysql', 'mariadb')],
  queryCalls: ['query', 'execute', 'batch', 'queryStream', 'prepare'],
  ...driver({
    exports: {
      createPool: { role: 'pool-factory' },
      createPoolCluster: { role: 'pool-factory' },
      createConnection: { role: 'connection-factory' },
    },
    types: {
      Pool: POOL,
      PoolCluster: POOL,
      PoolNamespace: POOL,
      Connection: CONNECTION,
      PoolConnection: CONNECTION,
    },
    roles: {
      'pool-factory': { calls: { '': gives(POOL) } },
      'connection-factory': { calls: { '': gives(CONNECTION) } },
      pool: {
        calls: {
          ...each(['query', 'execute'], runsText(MYSQL)),
          batch: runsText(MYSQL, true),
          getConnection: hands(CONNECTION, 1, CONNECTION),
          ...each(['promise', 'of'], itself),
        },
      },
      connection: {
        calls: {
          ...each(['query', 'execute', 'queryStream'], runsText(MYSQL)),
          batch: runsText(MYSQL, true),
          prepare: prepares(MYSQL),
          promise: itself,
        },
      },
      statement: statementRole({ reads: ['execute'], runs: [], keeps: [] }),
    },
  }),
};
