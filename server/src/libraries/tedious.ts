import type { HandleShape, Library } from '../core/library';
import { driver, each, imports, makes, type Step } from './shared/driver';
import { callBehind, readStatement, runsUnread, type SqlManner, statementQuery } from './shared/driver-sql';

const SQL_SERVER: SqlManner = { dialect: 'sqlserver', style: 'named-at', api: 'bound-parameters' };
const CONNECTION: HandleShape = { role: 'connection' };

/** `connection.execSql(request)` runs the text that `new Request(text, callback)` was given. */
const runsRequest: Step = (link, _, context) => {
  const request = link.args[0]?.value;
  if (!request) return undefined;
  const made = callBehind(request, context)?.links[0];
  const query = made?.form === 'new' ? readStatement(made, SQL_SERVER, context) : undefined;
  return { query: query ?? statementQuery() };
};

/** Tedious, the driver below most others for SQL Server. */
export const tedious: Library = {
  id: 'tedious',
  packages: ['tedious'],
  dialect: 'sqlserver',
  hints: [...imports('tedious'), '.execSql('],
  queryCalls: ['execSql', 'execSqlBatch', 'callProcedure', 'execBulkLoad'],
  ...driver({
    exports: { Connection: { role: 'connection-class' } },
    types: { Connection: CONNECTION },
    roles: {
      'connection-class': { makes: makes(CONNECTION) },
      connection: {
        calls: {
          ...each(['execSql', 'execSqlBatch'], runsRequest),
          callProcedure: runsUnread(false),
          execBulkLoad: runsUnread(true),
        },
      },
    },
  }),
};
