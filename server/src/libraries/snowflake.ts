import type { HandleShape, Library } from '../core/library';
import { driver, gives, hands, imports } from './shared/driver';
import { runsText, type SqlManner } from './shared/driver-sql';

const SNOWFLAKE: SqlManner = {
  dialect: 'snowflake',
  style: 'question-mark',
  text: 'sqlText',
  values: 'binds',
  api: 'object-parameters',
};
const CONNECTION: HandleShape = { role: 'connection' };
const POOL: HandleShape = { role: 'pool' };

/** Snowflake's driver. */
export const snowflake: Library = {
  id: 'snowflake',
  packages: ['snowflake-sdk'],
  dialect: 'snowflake',
  hints: [...imports('snowflake-sdk'), 'sqlText'],
  queryCalls: ['execute'],
  ...driver({
    exports: { createConnection: { role: 'factory' }, createPool: { role: 'pool-factory' } },
    types: { Connection: CONNECTION },
    roles: {
      factory: { calls: { '': gives(CONNECTION) } },
      'pool-factory': { calls: { '': gives(POOL) } },
      pool: { calls: { use: hands(CONNECTION), acquire: gives(CONNECTION) } },
      connection: {
        calls: {
          execute: runsText(SNOWFLAKE),
          connect: hands(CONNECTION, 1, CONNECTION),
          connectAsync: hands(CONNECTION, 1, CONNECTION),
        },
      },
    },
  }),
};
