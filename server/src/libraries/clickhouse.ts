import type { HandleShape, Library } from '../core/library';
import { entryOf } from './shared/call-arguments';
import { driver, each, gives, imports, type Step } from './shared/driver';
import { runsText, type SqlManner, UNREAD_QUERY } from './shared/driver-sql';

const CLICKHOUSE: SqlManner = {
  dialect: 'clickhouse',
  style: 'named-braces',
  text: 'query',
  values: 'query_params',
  api: 'object-parameters',
};
const CLIENT: HandleShape = { role: 'client' };

/** `insert({ table, values })` */
const inserts: Step = (link, _, context) => {
  const given = link.args[0]?.value;
  const named = entryOf(given, 'table');
  const name = named && context.literal(named.value);
  const values = entryOf(given, 'values');
  const [table, schema] = typeof name === 'string' ? name.split('.').reverse() : [];
  return {
    query: {
      ...UNREAD_QUERY,
      operation: 'create-many',
      writes: true,
      ...(table
        ? { table: { kind: 'database', name: table, ...(schema ? { schema } : {}) }, label: `insert ${table}` }
        : {}),
      clauses: values ? [{ ...values, key: 'data' }] : [],
    },
  };
};

/** ClickHouse's own client. */
export const clickhouse: Library = {
  id: 'clickhouse',
  packages: ['@clickhouse/client', '@clickhouse/client-web', '@clickhouse/client-common'],
  dialect: 'clickhouse',
  hints: [...imports('@clickhouse/client'), 'query_params', ['lickhouse', '.query('], ['lickhouse', '.insert(']],
  queryCalls: ['query', 'command', 'exec', 'insert'],
  ...driver({
    exports: { createClient: { role: 'factory' } },
    types: {
      ClickHouseClient: CLIENT,
      NodeClickHouseClient: CLIENT,
      WebClickHouseClient: CLIENT,
      ClickHouseClientType: CLIENT,
    },
    roles: {
      factory: { calls: { '': gives(CLIENT) } },
      client: {
        calls: {
          query: runsText(CLICKHOUSE),
          ...each(['command', 'exec'], runsText(CLICKHOUSE, true)),
          insert: inserts,
        },
      },
    },
  }),
};
