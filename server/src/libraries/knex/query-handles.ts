import type { Link } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import { builds, draftOf } from '../shared/drafts';
import { addClause, newDraft, partly, rawQuery, sent } from '../shared/query-draft';
import { builderOn, nextBuilder } from './query-builder';
import { tableIn } from './query-table';

export function handleExported(name: string): HandleShape | undefined {
  return ['*', 'default', 'knex', 'Knex'].includes(name) ? { role: 'factory' } : undefined;
}

/** `Knex`, `Knex.Transaction`; before version 0.95 the type was the module's default export. */
export function handleTyped(name: readonly string[]): HandleShape | undefined {
  const [type, more] = name[0] === 'Knex' ? name.slice(1) : name;
  if (more !== undefined) return undefined;
  switch (type) {
    case undefined:
      return { role: 'client' };
    case 'Transaction':
      return { role: 'client', transaction: true };
    case 'QueryBuilder': {
      const builder = builderOn(undefined, { role: 'builder' });
      return { ...builder, draft: partly(builder.draft) };
    }
    default:
      return undefined;
  }
}

export function handleMember(handle: HandleShape, name: string): HandleShape | undefined {
  return handle.role === 'factory' ? handleExported(name) : undefined;
}

export function readQueryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'factory':
      return link.name === '' || handleExported(link.name) ? { result: clientOf(link, context) } : undefined;
    case 'client':
      return readClientCall(handle, link, context);
    case 'transaction-provider':
      return link.name === '' ? { result: { ...handle, role: 'client', transaction: true } } : undefined;
    default:
      return handle.draft ? readBuilderCall(handle, link, context) : undefined;
  }
}

function clientOf(link: Link, context: CallContext): HandleShape {
  const options = link.args[0] && context.constant(link.args[0].value);
  const entry =
    options?.value.kind === 'object' ? options.value.entries.find(({ key }) => key === 'client') : undefined;
  const client = entry && options?.at.literal(entry.value);
  const dialect = typeof client === 'string' ? DIALECTS[client] : undefined;
  return { role: 'client', ...(dialect ? { dialect } : {}) };
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  pg: 'postgres',
  postgres: 'postgres',
  postgresql: 'postgres',
  pgnative: 'postgres',
  redshift: 'postgres',
  cockroachdb: 'cockroach',
  mysql: 'mysql',
  mysql2: 'mysql',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  mssql: 'sqlserver',
  oracledb: 'oracle',
};

function readClientCall(client: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const first = link.args[0]?.value;
  switch (link.name) {
    case '': {
      if (link.form !== 'call') return undefined;
      const builder = builderOn(tableIn(first, context), client);
      return builds(builder, builder.draft, context);
    }
    case 'raw':
      return readRaw(client, link, context);
    case 'transaction': {
      const transaction = { ...client, transaction: true };
      // What a callback gives is what comes out; without one it is the transaction.
      if (first?.kind !== 'function') return { result: transaction };
      return { callbacks: [{ argument: 0, parameter: 0, handle: transaction }] };
    }
    case 'transactionProvider':
      return { result: { ...client, role: 'transaction-provider' } };
    case 'batchInsert': {
      const draft = newDraft('create-many', tableIn(first, context)?.mention, 'insert into');
      return builds({ ...client, role: 'builder' }, addClause(draft, 'data', link), context);
    }
    case 'withUserParams':
      return { result: client };
    case 'queryBuilder': {
      const builder = builderOn(undefined, client);
      return builds(builder, builder.draft, context);
    }
    default: {
      // Any call of a builder begins one: `knex.select('id').from('users')`.
      const builder = nextBuilder(builderOn(undefined, client), link, context);
      return builder && builds(builder, builder.draft, context);
    }
  }
}

/** It runs when it is waited for, and is a part of another statement otherwise. */
function readRaw({ dialect, transaction }: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const [text, values] = link.args.map(({ value }) => value);
  const named = values && context.constant(values)?.value.kind === 'object';
  const query = rawQuery(
    text && {
      text,
      ...(dialect ? { dialect } : {}),
      style: named ? 'named-colon' : 'question-mark',
      holesAreParameters: false,
      api: 'text-and-values',
      ...(values ? { values } : {}),
    },
    'raw',
  );
  return builds({ role: 'raw', ...(transaction ? { transaction } : {}) }, query, context);
}

/** Send what was built; the rest of a promise's calls do so as well, by being none of the builder's. */
const TERMINALS: ReadonlySet<string> = new Set(['stream', 'pipe', 'asCallback', 'toCallback']);

/** Give the SQL, for whoever sends it. */
const COMPILES: ReadonlySet<string> = new Set(['toSQL', 'toString', 'toQuery']);

function readBuilderCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const draft = draftOf(handle, context);
  if (!draft || link.form !== 'call') return undefined;
  if (TERMINALS.has(link.name)) return { query: sent(draft) };
  if (handle.role === 'raw')
    return /^(?:wrap|toSQL|toString|toQuery|transacting|timeout)$/.test(link.name)
      ? builds(handle, draft, context)
      : undefined;
  if (COMPILES.has(link.name)) return { query: { ...draft, operation: 'fragment' } };
  const next = nextBuilder({ ...handle, draft }, link, context);
  return next && builds(next, next.draft, context);
}
