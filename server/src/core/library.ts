import type { Link } from './facts/calls';
import type { CodeFacts, DecoratorFact, FieldFact } from './facts/code';
import type { SchemaStep } from './facts/migrations';
import type { SchemaDeclaration } from './facts/schema';
import type { Dialect, PlaceholderStyle } from './facts/sql-template';
import type { ObjectEntry, Value } from './facts/values';
import type { CodeUnit } from './model';
import type { MigrationTool, NamingStrategy } from './project';
import type { Filter, Operation, RawApi } from './query';
import type { UnitId } from './text';
import type { Uri } from './uri';

/**
 * One ORM or driver: what its names are and what its calls do. The model walks a chain with it, one step at a time, from
 * the handle of the root.
 */
export interface Library {
  readonly id: string;
  /** Import specifiers, also as prefixes of subpaths (`drizzle-orm` covers `drizzle-orm/pg-core`). */
  readonly packages: readonly string[];
  /** It speaks to databases of this kind alone. */
  readonly dialect?: Dialect;
  /** Types of it that its runtime declares for every file, without an import: `D1Database`. */
  readonly globalTypes?: readonly string[];
  /** Its clients are generated from a schema and imported from wherever the project puts them. */
  readonly generatesClients?: boolean;
  /**
   * Words without which a file asks this library nothing; several in one entry must all be there. What only makes a
   * handle needs no hint: the files that use it lead there.
   */
  readonly hints: readonly (string | readonly string[])[];
  /** The names of the calls that run a query, or `TAG_ITSELF`: a chain without any of them is not looked at. */
  readonly queryCalls: readonly string[];
  /** Its rows have methods named after their relations, `user.getPosts()` (`RELATION_CALL`). */
  readonly relationCalls?: boolean;
  /**
   * Waiting for a property of a row may ask the database (`await user.posts`): `call` is then given a link of the form
   * `await`. No other library ever is.
   */
  readonly lazyProperties?: boolean;
  /** What an exported name of the package is, used as a value: `PrismaClient` → the class. */
  exported(name: string): HandleShape | undefined;
  /** What a value of an exported type is: `Pool` → a pool; `Repository<User>` → a repository of the table `User` names. */
  typed(name: readonly string[], typeArguments: readonly TableMention[]): HandleShape | undefined;
  /**
   * What a class of the workspace is, as a value, that extends something of the library: `class User extends Model`. Of
   * classes that extend each other the base is asked about first, then its heirs, and about their objects as well.
   */
  subclass?(base: HandleShape, declared: SubclassFact): HandleShape | undefined;
  /** What the objects of a class are that carries something of the library as a decorator: `@Entity() class User`. */
  decorated?(decorator: HandleShape, declared: SubclassFact): HandleShape | undefined;
  /** `prisma.user`. */
  member(handle: HandleShape, name: string): HandleShape | undefined;
  /**
   * What the call of `link` on the handle gives: another handle, handles for its callbacks, a query, or nothing known. A
   * call with `new` on a class that `subclass` gave makes an object of it.
   */
  call(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined;
  /** The tables and enums that a unit of a schema file declares, in source order. */
  declarations?(unit: CodeFacts, context: DeclarationContext): readonly SchemaDeclaration[];
  /** The tools whose migrations written as programs `migrationSteps` reads. */
  readonly migrationTools?: readonly MigrationTool[];
  /** What one unit of a migration does when it is applied, in order. What cannot be read is an `opaque` step. */
  migrationSteps?(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[];
}

/**
 * Rows of some libraries have methods that are named after their relations, as `user.getPosts()`: a chain that ends with
 * one is looked at when somebody waits for its promise.
 */
export const RELATION_CALL = /^(?:get|count|has|set|add|remove|create)[A-Z]/;

/** Among `queryCalls`: a tag that is called itself, `` sql`…` ``. */
export const TAG_ITSELF = '``';

/** What a schema or a migration in code may ask about names and values that stand elsewhere. */
export interface SourceContext {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly dialect: Dialect;
  readonly naming: NamingStrategy;
  /** Follows a name through local constants, imports and re-exports to where it is declared. */
  resolve(value: Value): ResolvedName | undefined;
  /** What a value is bound to for good, in whatever module; its references count in `at`. */
  constant(value: Value): LocatedConstant | undefined;
  /** A constant string, number or boolean behind names; undefined when it is none. */
  literal(value: Value): string | number | boolean | null | undefined;
}

export interface LocatedConstant {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly value: Value;
}

export interface DeclarationContext extends SourceContext {
  /**
   * Every unit of the database's schema files: what a table is made of may stand in units that its own does not name. The
   * same list for all units that are read in one go, so that a library may keep what it learned from it beside it.
   */
  schemaUnits(): readonly LocatedUnit[];
}

export interface LocatedUnit {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
}

export interface MigrationContext extends SourceContext {
  readonly tool: MigrationTool;
  /** The units of the file, among them the one that is read. */
  fileUnits(): readonly LocatedUnit[];
  /** The DDL in a constant text; an `opaque` step where the text or a part of it is not known. Spans count in the unit. */
  readDdl(text: Value): readonly SchemaStep[];
}

/** What a name stands for. */
export type ResolvedName =
  /** Something a package exports: `pgTable` of `drizzle-orm/pg-core`, whatever it is called here. */
  | {
      readonly kind: 'package';
      readonly module: string;
      readonly name: string;
      /** The properties after the name. */
      readonly rest: readonly string[];
    }
  /** Something the workspace declares: a variable, a class. `id` is the same wherever it is asked from. */
  | {
      readonly kind: 'declared';
      readonly id: DeclarationId;
      readonly name: string;
      readonly at: SourceContext;
      readonly unit: CodeFacts;
      readonly rest: readonly string[];
    };

/** Names a declaration of code across modules; the `references.table` and `target` of schemas in code. */
export type DeclarationId = string;

export function declarationId(uri: Uri, name: string): DeclarationId {
  return `${uri}#${name}`;
}

export interface HandleShape {
  readonly role: string;
  /** What the role is about, in a word for messages: a model, an entity, an alias. */
  readonly name?: string;
  readonly transaction?: boolean;
  /** What it speaks, where its driver or type says so and the library does not. */
  readonly dialect?: Dialect;
  /** The table that its queries are about. */
  readonly table?: TableMention;
  /** A builder: the query that it would run now. Its further calls add to it. */
  readonly draft?: QueryShape;
}

/** How a program says which table it means. */
export type TableMention =
  /** The name that the schema's language gives it: a Prisma model, a Sequelize model, an entity in a string. */
  | { readonly kind: 'logical'; readonly name: string }
  /** What declares it: the variable of a Drizzle table, the class of an entity. */
  | { readonly kind: 'declared'; readonly id: DeclarationId; readonly name: string }
  /** The name that it has in the database. */
  | { readonly kind: 'database'; readonly schema?: string; readonly name: string };

export interface SubclassFact {
  readonly id: DeclarationId;
  readonly name: string;
  /** `class Users extends Repository<User>`. */
  readonly typeArguments: readonly TableMention[];
  readonly decorators: readonly DecoratorFact[];
  /** What the class says of itself: `static tableName = 'users'`. */
  readonly fields: readonly FieldFact[];
}

/** What a library may ask about the values that a call is given. References count in `unit`. */
export interface CallContext {
  /** Bindings, functions and chains of the unit by id: `eq(users.id, id)` among the arguments is a chain of its own. */
  readonly unit: CodeUnit;
  /** Follows a name to what it stands for: `eq` of `drizzle-orm`, the table that `users` declares. */
  resolve(value: Value): ResolvedName | undefined;
  /** What a value is bound to for good, in whatever module. Its references count in `at`. */
  constant(value: Value): LocatedConstant | undefined;
  /** A constant string, number or boolean behind names; undefined when it is none. */
  literal(value: Value): string | number | boolean | null | undefined;
  /** The library handle that a value is: a subquery among the arguments, a model that is passed on. */
  handle(value: Value): HandleShape | undefined;
  /** What declares a table, wherever it stands: the class of an entity. */
  declaration(table: TableMention): ResolvedName | undefined;
}

export interface LibraryCall {
  /**
   * The handle the call returns (after `await`, if it is a promise). With a `query`, it is a builder: the chain may go on,
   * and the last query of a chain is the one that runs.
   */
  readonly result?: HandleShape;
  /** What its promise gives, where rows are handles too: `(await User.findOne()).getPosts()`. A list has the member `[]`. */
  readonly awaited?: HandleShape;
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
  readonly table?: TableMention;
  /** It loads a relation of one row (`user.getPosts()`): the relation's logical name. */
  readonly relation?: string;
  /** How a message names it where receiver and method do not: `select from users`. */
  readonly label?: string;
  /** It runs only when its promise is waited for; a builder that is passed on is a part of another query. */
  readonly lazy?: boolean;
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
