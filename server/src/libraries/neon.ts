import type { HandleShape, Library } from '../core/library';
import { TAG_ITSELF } from '../core/library';
import { driver, gives, hands } from './shared/driver';
import { PENDING, pendingTag, pendingText, runsUnread } from './shared/driver-sql';
import { CLIENT_CLASS, PG_ROLES, PG_TYPES, POOL_CLASS, POSTGRES } from './shared/pg-client';

const SQL: HandleShape = { role: 'sql' };

/** Neon's serverless driver: the interface of node-postgres, and a tag that sends one statement over HTTP. */
export const neon: Library = {
  id: 'neon',
  packages: ['@neondatabase/serverless'],
  hints: ['@neondatabase/serverless', 'sql`'],
  queryCalls: ['query', 'transaction', TAG_ITSELF],
  ...driver({
    exports: { Pool: POOL_CLASS, Client: CLIENT_CLASS, neon: { role: 'factory' } },
    types: { ...PG_TYPES, NeonQueryFunction: SQL },
    roles: {
      ...PG_ROLES,
      factory: { calls: { '': gives(SQL) } },
      sql: {
        calls: {
          '': pendingTag(POSTGRES),
          query: pendingText(POSTGRES),
          // What stands in its list, or what its callback returns, goes over in one request.
          transaction: (link, handle, context) => ({
            ...runsUnread(false)(link, handle, context),
            ...hands({ role: 'sql', transaction: true })(link, handle, context),
          }),
        },
      },
      pending: PENDING,
    },
  }),
};
