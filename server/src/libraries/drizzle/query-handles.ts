import type { Link } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import { readBuilderCall, readClientCall } from './query-calls';
import { readRelationalCall } from './query-relational';

/** What an export of any of Drizzle's modules is, as far as it makes databases. */
export function handleExported(name: string): HandleShape | undefined {
  if (name === 'drizzle') return { role: 'factory' };
  if (name === 'withReplicas') return { role: 'replicas' };
  return name === '*' || name === 'default' ? { role: 'module' } : undefined;
}

/** `NodePgDatabase`, `LibSQLDatabase`, `PgTransaction`: every driver and dialect has types of its own. */
export function handleTyped([name = '', more]: readonly string[]): HandleShape | undefined {
  const kind = /(Database|Transaction)$/.exec(name)?.[1];
  if (!kind || more !== undefined) return undefined;
  return client(dialectIn(name), kind === 'Transaction');
}

export function handleMember(handle: HandleShape, name: string): HandleShape | undefined {
  switch (handle.role) {
    case 'module':
      return handleExported(name);
    case 'client':
      if (name === '$primary') return handle;
      // What was `query` until version 1 is `_query` since.
      return name === 'query' || name === '_query' ? { ...handle, role: 'relational' } : undefined;
    case 'relational':
      return { ...handle, role: 'relation', name };
    default:
      return undefined;
  }
}

export function readQueryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module': {
      const member = handleExported(link.name);
      return member && readQueryCall(member, { ...link, name: '' }, context);
    }
    case 'factory':
      return link.name === '' || link.name === 'mock' ? { result: client(dialectOfCall(link, context)) } : undefined;
    case 'replicas': {
      const primary = link.args[0] && context.handle(link.args[0].value);
      return { result: primary?.role === 'client' ? primary : client(undefined) };
    }
    case 'client':
      return readClientCall(handle, link, context);
    case 'relation':
      return readRelationalCall(handle, link, context);
    default:
      return handle.draft ? readBuilderCall(handle, link, context) : undefined;
  }
}

function client(dialect: Dialect | undefined, transaction = false): HandleShape {
  return { role: 'client', ...(dialect ? { dialect } : {}), ...(transaction ? { transaction } : {}) };
}

/** Each driver's `drizzle` is an export of its own module. */
function dialectOfCall(link: Link, { unit, resolve }: CallContext): Dialect | undefined {
  const root = unit.facts.calls.find(({ links }) => links.includes(link))?.root;
  const found = root?.kind === 'ref' ? resolve(root) : undefined;
  return found?.kind === 'package' ? dialectIn(found.module) : undefined;
}

/** In the name of a module or of a type. */
function dialectIn(name: string): Dialect | undefined {
  const word = name.replaceAll('-', '').toLowerCase();
  return DIALECTS.find(([pattern]) => pattern.test(word))?.[1];
}

const DIALECTS: readonly (readonly [RegExp, Dialect])[] = [
  [/sqlite|libsql|d1|sqljs|turso/, 'sqlite'],
  [/mysql|planetscale|tidb|singlestore/, 'mysql'],
  [/mssql/, 'sqlserver'],
  [/cockroach/, 'cockroach'],
  [/pg|postgres|neon|xata|bunsql/, 'postgres'],
];
