import type { Library } from '../core/library';
import { driver } from './shared/driver';
import { CLIENT_CLASS, PG_ROLES, PG_TYPES, POOL_CLASS } from './shared/pg-client';

/** node-postgres 8. */
export const pg: Library = {
  id: 'pg',
  packages: ['pg', 'pg-pool'],
  hints: ['.query(', '.query<', "'pg'", '"pg"', 'pg-pool'],
  queryCalls: ['query'],
  ...driver({
    // `pg.native` has the same exports again; `pg-pool` exports its class alone.
    exports: { Pool: POOL_CLASS, Client: CLIENT_CLASS, native: { role: 'module' } },
    types: PG_TYPES,
    roles: { ...PG_ROLES, module: { makes: () => ({ role: 'pool' }) } },
  }),
};
