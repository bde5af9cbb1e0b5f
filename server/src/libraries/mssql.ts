import type { HandleShape, Library } from '../core/library';
import { TAG_ITSELF } from '../core/library';
import { driver, each, gives, imports, itself, makes, type Step } from './shared/driver';
import { runsTag, runsText, runsUnread, type SqlManner } from './shared/driver-sql';
import { prepares } from './shared/prepared-statement';

const SQL_SERVER: SqlManner = { dialect: 'sqlserver', style: 'named-at', api: 'bound-parameters' };
const POOL: HandleShape = { role: 'pool' };
const REQUEST: HandleShape = { role: 'request' };
const TRANSACTION: HandleShape = { role: 'transaction', transaction: true };
const PREPARED: HandleShape = { role: 'prepared' };

/** `query(text)` and ``query`…` ``. */
const runs: Step = (link, handle, context) =>
  (link.form === 'tag' ? runsTag(SQL_SERVER) : runsText(SQL_SERVER))(link, handle, context);

const requests: Step = (_, { transaction }) => ({ result: { ...REQUEST, ...(transaction ? { transaction } : {}) } });

/** node-mssql 6 to 12. */
export const mssql: Library = {
  id: 'mssql',
  packages: ['mssql'],
  dialect: 'sqlserver',
  hints: [...imports('mssql'), '.request(', ['.input(', '.query(']],
  queryCalls: ['query', 'batch', 'execute', 'bulk', TAG_ITSELF],
  ...driver({
    exports: {
      connect: { role: 'connect' },
      ConnectionPool: { role: 'pool-class' },
      Request: { role: 'request-class' },
      Transaction: { role: 'transaction-class' },
      PreparedStatement: { role: 'prepared-class' },
      query: { role: 'query' },
      batch: { role: 'query' },
    },
    types: { ConnectionPool: POOL, Request: REQUEST, Transaction: TRANSACTION, PreparedStatement: PREPARED },
    roles: {
      connect: { calls: { '': gives(POOL) } },
      query: { calls: { '': runs } },
      'pool-class': { makes: makes(POOL) },
      'request-class': { makes: (link, _, context) => requestOn(link.args[0] && context.handle(link.args[0].value)) },
      'transaction-class': { makes: makes(TRANSACTION) },
      'prepared-class': { makes: makes(PREPARED) },
      pool: {
        calls: {
          ...each(['query', 'batch'], runs),
          request: requests,
          connect: itself,
          transaction: gives(TRANSACTION),
        },
      },
      transaction: { calls: { request: requests, begin: itself } },
      request: {
        calls: {
          ...each(['input', 'output', 'replaceInput'], itself),
          ...each(['query', 'batch'], runs),
          execute: runsUnread(false),
          bulk: runsUnread(true),
        },
      },
      prepared: { calls: { prepare: prepares(SQL_SERVER), execute: runsUnread(false) } },
    },
  }),
};

function requestOn(parent: HandleShape | undefined): HandleShape {
  return parent?.transaction ? { ...REQUEST, transaction: true } : REQUEST;
}
