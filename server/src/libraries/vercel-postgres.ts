import type { HandleShape, Library } from '../core/library';
import { TAG_ITSELF } from '../core/library';
import { driver, gives } from './shared/driver';
import { runsTag } from './shared/driver-sql';
import { POSTGRES, runsPgQuery } from './shared/pg-client';

const POOL: HandleShape = { role: 'pool' };
const CLIENT: HandleShape = { role: 'client' };

/** @vercel/postgres: a pool that is a tag as well. */
export const vercelPostgres: Library = {
  id: 'vercel-postgres',
  packages: ['@vercel/postgres'],
  hints: ['@vercel/postgres', 'sql`'],
  queryCalls: ['query', 'sql', TAG_ITSELF],
  ...driver({
    exports: { sql: POOL, db: POOL, createPool: { role: 'pool-factory' }, createClient: { role: 'client-factory' } },
    types: { VercelPool: POOL, VercelClient: CLIENT, VercelPoolClient: CLIENT },
    roles: {
      'pool-factory': { calls: { '': gives(POOL) } },
      'client-factory': { calls: { '': gives(CLIENT) } },
      pool: { calls: { '': runsTag(POSTGRES), sql: runsTag(POSTGRES), query: runsPgQuery, connect: gives(CLIENT) } },
      client: { calls: { sql: runsTag(POSTGRES), query: runsPgQuery } },
    },
  }),
};
