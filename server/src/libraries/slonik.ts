import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, hands, type Step } from './shared/driver';
import { callBehind, statementQuery, taggedQuery } from './shared/driver-sql';
import { POSTGRES } from './shared/pg-client';

const POOL: HandleShape = { role: 'pool' };
const TRANSACTION: HandleShape = { role: 'pool', transaction: true };

const QUERIES = ['any', 'anyFirst', 'exists', 'many', 'manyFirst', 'maybeOne', 'maybeOneFirst', 'one', 'oneFirst'];
const CALLS = [...QUERIES, 'query', 'stream'];

/** ``pool.any(sql.type(row)`select …`)``: the text is that of the tag, whose holes are parameters or parts made by `sql`. */
const runsSql: Step = (link, _, context) => {
  const statement = link.args[0]?.value;
  if (!statement) return undefined;
  const tag = callBehind(statement, context)?.links.at(-1);
  return {
    query: tag?.form === 'tag' ? taggedQuery(tag.args[0]?.value, POSTGRES) : statementQuery(),
  };
};

/** Slonik 20 and later. */
export const slonik: Library = {
  id: 'slonik',
  packages: ['slonik'],
  hints: ['slonik', '.maybeOne(', '.anyFirst(', '.oneFirst(', '.manyFirst(', ['sql.type(', '.one('], ['sql.', '.any(']],
  queryCalls: CALLS,
  ...driver({
    exports: { createPool: { role: 'factory' } },
    types: {
      DatabasePool: POOL,
      DatabaseConnection: POOL,
      DatabasePoolConnection: POOL,
      CommonQueryMethods: POOL,
      DatabaseTransactionConnection: TRANSACTION,
    },
    roles: {
      factory: { calls: { '': gives(POOL) } },
      pool: {
        calls: { ...each(CALLS, runsSql), connect: hands(POOL), transaction: hands(TRANSACTION) },
      },
    },
  }),
};
