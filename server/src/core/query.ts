import type { CallChain, CallId, FunctionId } from './facts/calls';
import type { Dialect, PlaceholderStyle, SqlTemplate } from './facts/sql-template';
import type { ObjectEntry, Value } from './facts/values';
import type { DatabaseId, TableRef } from './project';
import type { Place, Span, UnitId } from './text';
import type { Uri } from './uri';

/** What a receiver is, in the terms of its library: `{ library: 'prisma', role: 'delegate', name: 'user' }`. */
export interface Handle {
  readonly library: string;
  readonly role: string;
  /** What the role is about, e.g. the model a Prisma delegate belongs to. */
  readonly name?: string;
  readonly database?: DatabaseId;
  readonly transaction: boolean;
}

export type Operation =
  | 'find-unique'
  | 'find-first'
  | 'find-many'
  | 'count'
  | 'aggregate'
  | 'create'
  | 'create-many'
  | 'update'
  | 'update-many'
  | 'upsert'
  | 'delete'
  | 'delete-many'
  /** A command of a key-value store. */
  | 'command'
  | 'raw'
  /** SQL text that is made here and runs as a part of another statement (`Prisma.raw`). */
  | 'fragment';

/** A database call, whatever the library; made by `libraries/` from a chain and a handle. */
export interface Query {
  readonly id: QueryId;
  readonly library: string;
  readonly handle: Handle;
  readonly operation: Operation;
  readonly writes: boolean;
  /** The name by which the program means the table: a model, a table variable. */
  readonly logicalTable?: string;
  readonly table?: TableRef;
  /** It loads a relation of one row: the relation's logical name. */
  readonly relation?: string;
  /** How a message names it where receiver and method do not: `select from users`. */
  readonly label?: string;
  readonly filters: readonly Filter[];
  /** False when a part of the condition could not be read. */
  readonly filtersComplete: boolean;
  /** Named arguments verbatim (`where`, `select`, `include`, `take` …), for fixes and Explain. */
  readonly clauses: readonly ObjectEntry[];
  /** False when the arguments come from a variable or hold a spread. */
  readonly clausesComplete: boolean;
  /** Calls of this shape that start together become one statement (Prisma's `findUnique`). */
  readonly batchable: boolean;
  readonly raw?: RawSql;
  readonly place: Place;
  readonly chain: CallChain;
  /** The link of the chain that runs the query; of a builder, the last one that shapes it. */
  readonly link: number;
  /** The link with which it begins: `select` in `db.select().from(users).where(…)`. */
  readonly firstLink: number;
  readonly function: FunctionId;
}

export type QueryId = string;

export function queryId(uri: Uri, unit: UnitId, call: CallId): QueryId {
  return [uri, unit, call].join('\u0000');
}

export interface Filter {
  /** In the program's terms: a field name. */
  readonly column: string;
  readonly operator: 'equals' | 'in' | 'not' | 'compare' | 'like' | 'relation' | 'other';
  /** For `like`: where in the value the text must stand. */
  readonly pattern?: 'prefix' | 'infix' | 'suffix';
  /** Upper and lower case are alike: no plain index serves it, also for `equals`. */
  readonly insensitive?: boolean;
  readonly value: Value;
  readonly span: Span;
}

/** How text and parameters are passed; decides what a fix must write. */
export type RawApi =
  | 'text-and-values'
  | 'config-object'
  | 'text-and-rest'
  | 'tag'
  /** Takes no parameters: it becomes a part of another statement. */
  | 'fragment'
  /** Takes no parameters: `exec(script)`. */
  | 'text-only'
  /** `prepare(text)`, and later `.all(…values)`. */
  | 'prepare-then-values'
  /** `{ query, query_params }`: values under a key of the library's own, often by name. */
  | 'object-parameters'
  /** Each value is bound by a call of its own: `request.input('id', id)`. */
  | 'bound-parameters';

export interface RawSql {
  readonly text: Value;
  readonly dialect: Dialect;
  readonly style: PlaceholderStyle;
  /** A tagged template sends its holes as parameters; any other text is sent as it stands. */
  readonly holesAreParameters: boolean;
  /** The argument with the parameter values, if there is one. */
  readonly values?: Value;
  readonly api: RawApi;
  /** The text with constants and local variables folded in. */
  readonly template: SqlTemplate;
}

/** A function anywhere in the workspace. */
export interface FunctionKey {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly function: FunctionId;
}
