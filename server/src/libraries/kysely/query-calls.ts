import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { UNREAD } from '../shared/conditions';
import { draftOf, withDraft } from '../shared/drafts';
import {
  addClause,
  addConditions,
  addJoin,
  addOrder,
  isList,
  newDraft,
  orderBy,
  partly,
  rawQuery,
  sent,
} from '../shared/query-draft';
import { columnNamed, tableNamed } from '../shared/written-names';
import { readWhere } from './query-conditions';

/** The calls of a database or a transaction. A schema that was chosen for it is its name. */
export function readClientCall(client: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const begun = Object.hasOwn(BEGINNINGS, link.name) ? BEGINNINGS[link.name] : undefined;
  if (begun) return begin(client, link, begun, context);
  switch (link.name) {
    case 'transaction':
    case 'startTransaction':
    case 'connection':
      return { result: { ...client, role: link.name } };
    case 'withSchema': {
      const schema = link.args[0] && context.literal(link.args[0].value);
      return { result: typeof schema === 'string' ? { ...client, name: schema } : client };
    }
    case 'with':
    case 'withRecursive':
    case 'withPlugin':
    case 'withoutPlugins':
    case 'withTables':
    case '$extendTables':
      return { result: client };
    case 'executeQuery': {
      const compiled = link.args[0] && context.handle(link.args[0].value);
      return { query: compiled?.draft ? { ...compiled.draft, lazy: false } : rawQuery(undefined, link.name) };
    }
    default:
      return undefined;
  }
}

/** `transaction().setIsolationLevel('serializable').execute(async trx => …)`. */
export function readScopeCall(scope: HandleShape, link: Link): LibraryCall | undefined {
  if (link.name !== 'execute') return { result: scope };
  const handle: HandleShape = {
    ...scope,
    role: 'client',
    ...(scope.role === 'connection' ? {} : { transaction: true }),
  };
  return scope.role === 'startTransaction'
    ? { result: handle }
    : { callbacks: [{ argument: 0, parameter: 0, handle }] };
}

interface Beginning {
  readonly operation: Operation;
  readonly verb: string;
}

const BEGINNINGS: Readonly<Record<string, Beginning>> = {
  selectFrom: { operation: 'find-many', verb: 'select from' },
  selectNoFrom: { operation: 'find-many', verb: 'select' },
  insertInto: { operation: 'create', verb: 'insert into' },
  replaceInto: { operation: 'upsert', verb: 'replace into' },
  updateTable: { operation: 'update-many', verb: 'update' },
  deleteFrom: { operation: 'delete-many', verb: 'delete from' },
  mergeInto: { operation: 'upsert', verb: 'merge into' },
};

function begin(client: HandleShape, link: Link, { operation, verb }: Beginning, context: CallContext): LibraryCall {
  const written = link.args[0]?.value;
  const [main, ...others] = written?.kind === 'array' ? written.items : [written];
  const name = main && context.literal(main);
  const table = typeof name === 'string' ? tableNamed(name, client.name) : undefined;
  const draft = newDraft(operation, table?.mention, verb);
  const { name: _, ...rest } = client;
  const builder: HandleShape = { ...rest, role: 'builder', ...(table ? { name: table.alias } : {}) };
  return { result: withDraft(builder, others.length > 0 ? addClause(draft, 'join', link) : draft, context) };
}

/** The calls of a builder. Only a call that says so sends the query: a builder is no promise. */
export function readBuilderCall(given: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const draft = draftOf(given, context);
  if (!draft || link.form !== 'call') return undefined;
  const builder = { ...given, draft };
  switch (link.name) {
    case 'execute':
    case 'stream':
      return { query: sent(draft) };
    case 'executeTakeFirst':
    case 'executeTakeFirstOrThrow':
      return { query: sent(draft, draft.operation === 'find-many' ? 'find-first' : draft.operation) };
    case 'then':
    case 'explain':
      return undefined;
    default:
      return { result: withDraft(given, nextDraft(builder, link, context), context) };
  }
}

/** Leave the rows as they are. */
const NEUTRAL: ReadonlySet<string> = new Set([
  ...[
    'as',
    'compile',
    'distinct',
    'distinctOn',
    'forUpdate',
    'forShare',
    'forKeyShare',
    'forNoKeyUpdate',
    'skipLocked',
  ],
  ...['noWait', 'returning', 'returningAll', 'output', 'outputAll', 'ignore', '$castTo', '$narrowType', '$notNull'],
  ...['$assertType', '$asTuple', 'modifyFront', 'modifyEnd', 'withPlugin', 'columns', 'defaultValues', 'clearSelect'],
]);

const CLAUSES: Readonly<Record<string, string>> = {
  offset: 'skip',
  set: 'data',
  selectAll: 'select',
  using: 'join',
  from: 'join',
};

function nextDraft(
  builder: HandleShape & { readonly draft: QueryShape },
  link: Link,
  context: CallContext,
): QueryShape {
  const { draft } = builder;
  const first = link.args[0]?.value;
  switch (link.name) {
    case 'where':
      return addConditions(addClause(draft, 'where', link), readWhere(link.args, builder, context));
    // Until 0.26: what was asked before need not hold.
    case 'orWhere':
    case 'orWhereRef':
      return addConditions({ ...addClause(draft, 'where', link), filters: [] }, UNREAD);
    case 'whereRef':
      return addConditions(addClause(draft, 'where', link), UNREAD);
    case 'select': {
      const isFirst = !draft.clauses.some(({ key }) => key === 'select');
      const aggregate = isFirst && draft.operation === 'find-many' ? aggregationOf(first, context) : undefined;
      return addClause(aggregate ? { ...draft, operation: aggregate } : draft, 'select', link);
    }
    case 'values':
      return addClause(isList(first, context) ? { ...draft, operation: 'create-many' } : draft, 'data', link);
    case 'expression':
      return { ...draft, operation: 'create-many' };
    case 'onConflict':
      return doesNothing(first, context) ? draft : { ...draft, operation: 'upsert' };
    case 'onDuplicateKeyUpdate':
      return { ...draft, operation: 'upsert' };
    case 'limit':
    case 'top':
    case 'fetch': {
      const isOne = draft.operation === 'find-many' && first !== undefined && context.literal(first) === 1;
      return addClause(isOne ? { ...draft, operation: 'find-first' } : draft, 'take', link);
    }
    case 'orderBy':
      return addOrder(draft, ordersOf(link, builder, context), false, link.argumentsSpan);
    case 'groupBy':
      return addClause({ ...draft, operation: 'aggregate' }, 'groupBy', link);
    default:
      if (/Join(?:Lateral)?$/.test(link.name)) return addJoin(draft, link, link.args.length === 3);
      if (NEUTRAL.has(link.name)) return draft;
      return Object.hasOwn(CLAUSES, link.name)
        ? addClause(draft, CLAUSES[link.name] ?? link.name, link)
        : partly(draft);
  }
}

/** `orderBy('created_at', 'desc')`, `orderBy('created_at desc')`, and both in lists. */
function ordersOf({ args: [first, second] }: Link, builder: HandleShape, context: CallContext): readonly Value[] {
  const written = first?.value;
  if (!written) return [];
  const items = written.kind === 'array' ? written.items : [written];
  return items.map(item => {
    const [, name, direction] = /^(\S+?)(?:\s+(asc|desc))?$/i.exec(String(context.literal(item) ?? '')) ?? [];
    const column = name === undefined ? undefined : columnNamed(name, builder);
    const given = second ? context.literal(second.value) : (direction ?? 'asc').toLowerCase();
    return column?.own && (given === 'asc' || given === 'desc') ? orderBy(column.name, given, item.span) : item;
  });
}

/** `db.fn.countAll().as('total')`, `eb => eb.fn.sum('price').as('total')`. */
function aggregationOf(selected: Value | undefined, context: CallContext): Operation | undefined {
  if (!selected) return undefined;
  if (selected.kind === 'array') {
    const parts = selected.items.map(item => aggregationOf(item, context));
    if (parts.length === 0 || parts.includes(undefined)) return undefined;
    return parts.every(part => part === 'count') ? 'count' : 'aggregate';
  }
  if (selected.kind === 'function') {
    const [returned, more] = context.unit.fn(selected.function)?.returns ?? [];
    return more ? undefined : aggregationOf(returned, context);
  }
  const chain = selected.kind === 'call' ? context.unit.call(selected.call) : undefined;
  const root = chain?.root.kind === 'ref' ? chain.root : undefined;
  const binding = root?.root.kind === 'local' ? context.unit.binding(root.root.binding) : undefined;
  if ((root?.path.at(-1) ?? binding?.path.at(-1)) !== 'fn') return undefined;
  const name = chain?.links[0]?.name ?? '';
  if (/^count(?:All)?$/.test(name)) return 'count';
  return /^(?:sum|avg|min|max)$/.test(name) ? 'aggregate' : undefined;
}

/** `oc => oc.column('id').doNothing()` */
function doesNothing(callback: Value | undefined, context: CallContext): boolean {
  const returns = callback?.kind === 'function' ? context.unit.fn(callback.function)?.returns : undefined;
  return (returns ?? []).some(value => {
    const chain = value.kind === 'call' ? context.unit.call(value.call) : undefined;
    return chain?.links.at(-1)?.name === 'doNothing';
  });
}
