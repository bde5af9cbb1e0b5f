import type { Link } from './facts/calls';
import type { Dialect, PlaceholderStyle } from './facts/sql-template';
import type { ObjectEntry, Value } from './facts/values';
import type { Filter, Operation, RawApi } from './query';

/**
 * One ORM or driver: what its names are and what its calls do. The model walks a chain with it, one step at a time, from
 * the handle of the root.
 */
export interface Library {
  readonly id: string;
  /** Import specifiers, also as prefixes of subpaths (`drizzle-orm` covers `drizzle-orm/pg-core`). */
  readonly packages: readonly string[];
  /** Its clients are generated from a schema and imported from wherever the project puts them. */
  readonly generatesClients?: boolean;
  /**
   * Words without which a file asks this library nothing; several in one entry must all be there. What only makes a
   * handle needs no hint: the files that use it lead there.
   */
  readonly hints: readonly (string | readonly string[])[];
  /** The names of the calls that run a query: a chain without any of them is not looked at. */
  readonly queryCalls: readonly string[];
  /** What an exported name of the package is, used as a value: `PrismaClient` → the class. */
  exported(name: string): HandleShape | undefined;
  /** What a value of an exported type is: `Pool` → a pool; `PrismaClient` → a client. */
  typed(name: readonly string[]): HandleShape | undefined;
  /** `prisma.user`. */
  member(handle: HandleShape, name: string): HandleShape | undefined;
  /** What the call of `link` on the handle gives: another handle, handles for its callbacks, a query, or nothing known. */
  call(handle: HandleShape, link: Link): LibraryCall | undefined;
}

export interface HandleShape {
  readonly role: string;
  readonly name?: string;
  readonly transaction?: boolean;
}

export interface LibraryCall {
  /** The handle the call returns (after `await`, if it is a promise). */
  readonly result?: HandleShape;
  /** `$transaction(async (tx) => …)`: what parameter `parameter` of the function in argument `argument` is. */
  readonly callbacks?: readonly {
    readonly argument: number;
    readonly parameter: number;
    readonly handle: HandleShape;
  }[];
  readonly query?: QueryShape;
}

/** A query in the library's own terms; the model adds places, tables and folded SQL. */
export interface QueryShape {
  readonly operation: Operation;
  readonly writes: boolean;
  readonly logicalTable?: string;
  readonly filters: readonly Filter[];
  readonly filtersComplete: boolean;
  readonly clauses: readonly ObjectEntry[];
  readonly clausesComplete: boolean;
  readonly batchable: boolean;
  readonly raw?: RawShape;
}

export interface RawShape {
  readonly text: Value;
  /** Undefined: the dialect of the handle's database. */
  readonly dialect?: Dialect;
  readonly style: PlaceholderStyle;
  readonly holesAreParameters: boolean;
  readonly values?: Value;
  readonly api: RawApi;
}
