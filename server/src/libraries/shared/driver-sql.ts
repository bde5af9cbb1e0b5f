import type { CallChain, Link } from '../../core/facts/calls';
import type { Dialect, PlaceholderStyle } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import type { CallContext, HandleShape, QueryShape, RawShape } from '../../core/library';
import type { RawApi } from '../../core/query';
import { builds, draftOf, linksBefore } from './drafts';
import type { Role, Step } from './driver';

/** How a driver writes SQL and its parameters. */
export interface SqlManner {
  readonly dialect: Dialect;
  readonly style: PlaceholderStyle;
  /** The keys of a statement given as an object: `{ text, values }`. */
  readonly text?: string;
  readonly values?: string;
  /** How values follow a text; the default is a list of them. */
  readonly api?: RawApi;
}

/** A query of which nothing but its existence is known. */
export const UNREAD_QUERY: Omit<QueryShape, 'operation' | 'writes'> = {
  filters: [],
  filtersComplete: false,
  clauses: [],
  clausesComplete: false,
  batchable: false,
};

/** A statement of which only the text says what it does. */
export function statementQuery(raw?: RawShape, writes = false): QueryShape {
  return { ...UNREAD_QUERY, operation: 'raw', writes, ...(raw ? { raw } : {}) };
}

/** `query(text, values)` and `query({ text, values })`. */
export function runsText(manner: SqlManner, writes = false): Step {
  return (link, _, context) => {
    const query = link.form === 'call' ? readStatement(link, manner, context, writes) : undefined;
    return query && { query };
  };
}

/** A call that runs a text and takes no values: `exec('…; …')`. */
export function runsScript({ dialect, style }: SqlManner): Step {
  return runsText({ dialect, style, api: 'text-only' }, true);
}

/** A call that runs something else than a text: a stored function, a list of statements. */
export function runsUnread(writes: boolean): Step {
  return link => (link.form === 'call' ? { query: statementQuery(undefined, writes) } : undefined);
}

export function readStatement(
  link: Link,
  manner: SqlManner,
  context: CallContext,
  writes = false,
): QueryShape | undefined {
  const [first, second] = link.args;
  if (!first || first.spread || first.value.kind === 'function') return undefined;
  const statement = here(first.value, context);
  const raw =
    statement.kind === 'object' ? readObject(statement, manner) : readText(first.value, second?.value, manner);
  return statementQuery(raw, writes);
}

/** The value behind a name, where it stands in the same unit: elsewhere its references would mean something else. */
function here(value: Value, context: CallContext): Value {
  if (value.kind !== 'ref') return value;
  const located = context.constant(value);
  return located?.unit === context.unit.facts && located.value.kind !== 'literal' ? located.value : value;
}

/** The call that a value is the result of, in the same unit. */
export function callBehind(value: Value, context: CallContext): CallChain | undefined {
  const made = here(value, context);
  return made.kind === 'call' && made.path.length === 0 ? context.unit.call(made.call) : undefined;
}

function readText(text: Value, values: Value | undefined, manner: SqlManner): RawShape {
  const api = manner.api ?? 'text-and-values';
  // The second argument may be a callback instead of the values.
  const given = values && values.kind !== 'function' && api !== 'text-only' ? { values } : {};
  return { text, dialect: manner.dialect, style: manner.style, holesAreParameters: false, api, ...given };
}

function readObject(statement: Value & { kind: 'object' }, manner: SqlManner): RawShape | undefined {
  const entry = (key: string | undefined) => statement.entries.find(one => one.key === key)?.value;
  const text = entry(manner.text);
  if (!text) return undefined;
  const values = entry(manner.values);
  return {
    text,
    dialect: manner.dialect,
    style: manner.style,
    holesAreParameters: false,
    // The values of node-postgres and mysql2 stand under a key of that name, which is what a fix would write.
    api: manner.values === 'values' ? 'config-object' : 'object-parameters',
    ...(values ? { values } : {}),
  };
}

/** A tag whose holes are sent as parameters. */
export function taggedQuery(text: Value | undefined, { dialect, style }: SqlManner): QueryShape {
  return statementQuery(text && { text, dialect, style, holesAreParameters: true, api: 'tag' });
}

/** `` sql`…` `` that runs at once. */
export function runsTag(manner: SqlManner): Step {
  return link => (link.form === 'tag' ? { query: taggedQuery(link.args[0]?.value, manner) } : undefined);
}

/** `` sql`…` `` that runs when it is waited for, and is a part of another statement otherwise. */
export function pendingTag(manner: SqlManner): Step {
  return (link, handle, context) =>
    link.form === 'tag' ? builds(pending(handle), taggedQuery(link.args[0]?.value, manner), context) : undefined;
}

/** `sql.unsafe(text, values)`, which runs when it is waited for. */
export function pendingText(manner: SqlManner): Step {
  return (link, handle, context) => {
    const query = link.form === 'call' ? readStatement(link, manner, context) : undefined;
    return query && builds(pending(handle), query, context);
  };
}

/** A statement that was not yet waited for: it may be told how its rows should look. */
export const PENDING: Role = {
  otherCalls(link, handle, context) {
    const draft = draftOf(handle, context);
    // A function may have returned its rows, which have methods of the same names.
    if (!draft || (link.name !== 'execute' && linksBefore(link, context).length === 0)) return undefined;
    return STARTS.has(link.name) ? { query: draft } : builds(handle, draft, context);
  },
};

const STARTS: ReadonlySet<string> = new Set(['execute', 'forEach', 'cursor', 'then', 'catch', 'finally']);

function pending({ transaction }: HandleShape): HandleShape {
  return { role: 'pending', ...(transaction ? { transaction } : {}) };
}
