import type { HandleShape, Library } from '../core/library';
import { driver, each, hands, imports } from './shared/driver';
import { runsText, type SqlManner } from './shared/driver-sql';

const ORACLE: SqlManner = { dialect: 'oracle', style: 'named-colon', text: 'statement', values: 'binds' };
const CONNECTION: HandleShape = { role: 'connection' };
const POOL: HandleShape = { role: 'pool' };

/** node-oracledb 5 to 7. */
export const oracledb: Library = {
  id: 'oracledb',
  packages: ['oracledb'],
  dialect: 'oracle',
  hints: [...imports('oracledb'), '.executeMany(', ['.execute(', 'racle']],
  queryCalls: ['execute', 'executeMany', 'queryStream'],
  ...driver({
    exports: {
      getConnection: { role: 'connect' },
      createPool: { role: 'pool-factory' },
      getPool: { role: 'pool-factory' },
    },
    types: { Connection: CONNECTION, Pool: POOL },
    roles: {
      connect: { calls: { '': hands(CONNECTION, 1, CONNECTION) } },
      'pool-factory': { calls: { '': hands(POOL, 1, POOL) } },
      pool: { calls: { getConnection: hands(CONNECTION, 1, CONNECTION) } },
      connection: {
        calls: { ...each(['execute', 'queryStream'], runsText(ORACLE)), executeMany: runsText(ORACLE, true) },
      },
    },
  }),
};
