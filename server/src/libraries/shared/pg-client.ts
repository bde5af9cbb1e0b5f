import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape } from '../../core/library';
import { hands, makes, type Role, type Step } from './driver';
import { callBehind, readStatement, type SqlManner } from './driver-sql';

export const POSTGRES: SqlManner = { dialect: 'postgres', style: 'numbered', text: 'text', values: 'values' };

const POOL: HandleShape = { role: 'pool' };
const CLIENT: HandleShape = { role: 'client' };
export const POOL_CLASS: HandleShape = { role: 'pool-class' };
export const CLIENT_CLASS: HandleShape = { role: 'client-class' };

export const PG_TYPES: Readonly<Record<string, HandleShape>> = {
  Pool: POOL,
  Client: CLIENT,
  PoolClient: CLIENT,
  ClientBase: CLIENT,
};

/** `query(text, values)`, `query({ text, values })`, `query(new Cursor(text, values))`. */
export const runsPgQuery: Step = (link, _, context) => {
  if (link.form !== 'call') return undefined;
  const submitted = submittedStatement(link.args[0]?.value, context);
  const query = readStatement(submitted ?? link, POSTGRES, context);
  return query && { query };
};

const SUBMITTABLE = ['pg-cursor', 'pg-query-stream', 'pg'];

/** The link of `new QueryStream(text, values)`, also through a variable. */
function submittedStatement(given: Value | undefined, context: CallContext): Link | undefined {
  const chain = given && callBehind(given, context);
  const made = chain?.links.length === 1 ? chain.links[0] : undefined;
  if (made?.form !== 'new' || chain?.root.kind !== 'ref') return undefined;
  const path = [...chain.root.path, ...made.via, ...(made.name === '' ? [] : [made.name])];
  const found = context.resolve({ ...chain.root, path });
  return found?.kind === 'package' && SUBMITTABLE.includes(found.module) ? made : undefined;
}

/** A pool and its clients with the interface of node-postgres. */
export const PG_ROLES: Readonly<Record<string, Role>> = {
  'pool-class': { makes: makes(POOL) },
  'client-class': { makes: makes(CLIENT) },
  pool: { calls: { connect: hands(CLIENT, 1, CLIENT), query: runsPgQuery } },
  client: { calls: { query: runsPgQuery } },
};
