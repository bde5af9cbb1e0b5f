import type { Link } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import { withDraft } from '../shared/drafts';
import { newDraft, partly, rawQuery } from '../shared/query-draft';
import { readBuilderCall, readClientCall, readScopeCall } from './query-calls';

export function handleExported(name: string): HandleShape | undefined {
  switch (name) {
    case 'Kysely':
      return { role: 'class' };
    case 'sql':
      return { role: 'sql' };
    case 'CompiledQuery':
      return { role: 'compiled-query' };
    case '*':
    case 'default':
      return { role: 'module' };
    default:
      return undefined;
  }
}

export function handleTyped([name = '', more]: readonly string[]): HandleShape | undefined {
  if (more !== undefined) return undefined;
  if (name === 'Kysely' || name === 'QueryCreator') return { role: 'client' };
  if (name === 'Transaction' || name === 'ControlledTransaction') return { role: 'client', transaction: true };
  const kind = /^(Select|Insert|Update|Delete)QueryBuilder$/.exec(name)?.[1];
  if (!kind) return undefined;
  const operation = { Select: 'find-many', Insert: 'create', Update: 'update-many', Delete: 'delete-many' } as const;
  const draft = newDraft(operation[kind as keyof typeof operation], undefined, kind.toLowerCase());
  return { role: 'builder', draft: partly(draft) };
}

export function readQueryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module': {
      const member = handleExported(link.name);
      return member && readQueryCall(member, { ...link, name: '' }, context);
    }
    case 'class':
      return link.form === 'new' ? { result: clientOf(link, context) } : undefined;
    case 'sql':
      return readSqlCall(link, context);
    case 'compiled-query':
      return link.name === 'raw' ? { result: statement(link, context, false) } : undefined;
    case 'statement':
      return readStatementCall(handle, link, context);
    case 'client':
      return readClientCall(handle, link, context);
    case 'transaction':
    case 'startTransaction':
    case 'connection':
      return readScopeCall(handle, link);
    default:
      return handle.draft ? readBuilderCall(handle, link, context) : undefined;
  }
}

/** `` sql`…` `` and `sql.raw('…')` are parts of other statements until they are executed on a database. */
function readSqlCall(link: Link, context: CallContext): LibraryCall | undefined {
  const isTag = link.form === 'tag' && link.name === '';
  if (!isTag && link.name !== 'raw') return undefined;
  return { result: statement(link, context, isTag) };
}

function statement({ args: [text, values] }: Link, context: CallContext, isTag: boolean): HandleShape {
  const raw = text && {
    text: text.value,
    style: 'numbered' as const,
    holesAreParameters: isTag,
    api: isTag ? ('tag' as const) : values ? ('text-and-values' as const) : ('fragment' as const),
    ...(values && !isTag ? { values: values.value } : {}),
  };
  return withDraft({ role: 'statement' }, rawQuery(raw, 'execute'), context);
}

function readStatementCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const { draft } = handle;
  if (link.name !== 'execute' || !draft) return draft && { result: handle };
  const database = link.args[0] && context.handle(link.args[0].value);
  if (database?.role !== 'client') return undefined;
  const { raw, ...rest } = draft;
  const dialect = database.dialect;
  return { query: { ...rest, ...(raw ? { raw: dialect ? { ...raw, dialect } : raw } : {}) } };
}

function clientOf(link: Link, context: CallContext): HandleShape {
  const options = link.args[0] && context.constant(link.args[0].value);
  const entry =
    options?.value.kind === 'object' ? options.value.entries.find(({ key }) => key === 'dialect') : undefined;
  const dialect = entry && options && dialectOf(entry.value, options);
  return { role: 'client', ...(dialect ? { dialect } : {}) };
}

/** `new PostgresDialect(…)` and what other packages make, which say it in their names. */
function dialectOf(value: Value, at: NonNullable<ReturnType<CallContext['constant']>>): Dialect | undefined {
  const located = at.at.constant(value);
  const made = located?.value.kind === 'call' ? located.value.call : undefined;
  const root = located?.unit.calls.find(({ id }) => id === made)?.root;
  const found = root?.kind === 'ref' && located ? located.at.resolve(root) : undefined;
  return found?.kind === 'package' ? DIALECTS.find(([pattern]) => pattern.test(found.name))?.[1] : undefined;
}

const DIALECTS: readonly (readonly [RegExp, Dialect])[] = [
  [/sqlite|libsql|d1/i, 'sqlite'],
  [/mysql|planetscale/i, 'mysql'],
  [/mssql/i, 'sqlserver'],
  [/postgres|pglite|neon|xata|vercel/i, 'postgres'],
];
