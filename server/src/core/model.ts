import type { CallChain, FunctionId, Loop } from './facts/calls';
import type { Binding, CodeFacts, FunctionFact } from './facts/code';
import type { Expression } from './facts/expression';
import type { SchemaStep, StatementQuery } from './facts/migrations';
import type { IndexFact, ReferentialAction, SchemaLanguage } from './facts/schema';
import type { Dialect, ParameterizeSql, ReadSql, SqlFacts } from './facts/sql-template';
import type { BindingId, CallRef, Ref, Value } from './facts/values';
import type { DatabaseId, FileRole, MigrationSet, ProjectFacts, TableRef } from './project';
import type { Query, QueryId } from './query';
import type { RepeatedCall } from './repetition';
import type { Place, Span, UnitId } from './text';
import type { Uri } from './uri';

/** Read-only views over all facts of the workspace, joined. What a rule reads here is what makes it run again. */
export interface Model {
  readonly project: ProjectFacts;
  /** The database's tables in a stable order. */
  tables(database: string): readonly Table[];
  table(ref: TableRef): Table | undefined;
  /** The enum types of a database. */
  enums(database: string): readonly EnumType[];
  /**
   * Every file that describes the database was understood: a table that is not among its tables does not exist. Tables of
   * the system and of extensions are never among them.
   */
  isComplete(database: string): boolean;
  /**
   * The database that SQL without a handle of its own means: of the migrations it stands among, of its package, the only
   * one, or the only one that has every table that the text names.
   */
  databaseOf(uri: Uri, dialect: Dialect, text?: SqlFacts): DatabaseId | undefined;
  /** The SQL texts that stand in a unit, in source order: raw queries of a program, statements of a script. */
  sqlIn(uri: Uri, unit: UnitId): readonly SqlText[];
  /**
   * The queries on a table in all files that were read, in a stable order; empty until the whole workspace has been read
   * once, so that what is counted over all of them is never counted over some.
   */
  queriesOn(table: TableRef): readonly TableQuery[];
  /** The table a program means by a model's name. */
  tableByLogicalName(database: string, logicalName: string): Table | undefined;
  query(id: QueryId): Query | undefined;
  /** The database calls that stand in a unit, in source order. */
  queriesIn(uri: Uri, unit: UnitId): readonly Query[];
  /** The calls of a unit that stand in a loop and ask a database, directly or through other calls; in source order. */
  repeatedCallsIn(uri: Uri, unit: UnitId): readonly RepeatedCall[];
  role(uri: Uri): FileRole;
  /** The units of a file in source order. */
  unitsIn(uri: Uri): readonly UnitId[];
  statement(uri: Uri, unit: UnitId): SqlStatement | undefined;
  readonly readSql: ReadSql;
  readonly parameterizeSql: ParameterizeSql;
  code(uri: Uri, unit: UnitId): CodeUnit | undefined;
  /** What a name is bound to for good, in whatever module; undefined for what may change or comes from outside. */
  constant(uri: Uri, unit: UnitId, value: Value): LocatedValue | undefined;
  /** What a function of the workspace may give where it is called; empty for any other call. */
  returned(uri: Uri, unit: UnitId, call: CallRef): readonly LocatedValue[];
  valueType(uri: Uri, unit: UnitId, value: Value): ValueType;
}

/** A value and the unit that its references and spans belong to. */
export interface LocatedValue {
  readonly at: { readonly uri: Uri; readonly unit: UnitId };
  readonly value: Value;
}

/** `literals`: one of a few values that the program itself writes. */
export type ValueType = 'number' | 'boolean' | 'date' | 'literals' | 'string' | 'unknown';

/** A unit of code with its facts by id. */
export interface CodeUnit {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly facts: CodeFacts;
  call(id: string): CallChain | undefined;
  loop(id: string): Loop | undefined;
  fn(id: FunctionId): FunctionFact | undefined;
  binding(id: string): Binding | undefined;
  /** Every binding, call and outer name the value is made of, through local constants and assignments. */
  sources(value: Value): readonly (Ref | CallRef)[];
  /** What calls put into the list, set or map that a name stands for: `conditions.push(…)`, `known.set(id, user)`. */
  addedTo(binding: BindingId): readonly Value[];
}

export interface CodeFunction {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly fact: FunctionFact;
}

/** A statement of an SQL file, and what it does to the schema. */
export interface SqlStatement {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly steps: readonly SchemaStep[];
  readonly queries: readonly StatementQuery[];
  readonly dialect: Dialect;
}

/** SQL wherever it is written, read. Offsets of the facts count in the text; `place` leads back to the source. */
export interface SqlText {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly dialect: Dialect;
  readonly database?: DatabaseId;
  readonly facts: SqlFacts;
  /** The query of a program that runs the text; absent for a statement of a script. */
  readonly query?: Query;
  /** What the text stands in; `script` is a statement of an SQL file. */
  readonly form: 'raw-query' | 'script' | 'view' | 'function';
  /** Names that are no columns: a function's parameters and variables. */
  readonly variables: readonly string[];
  /** The whole text. */
  readonly place: Place;
  /** Where a range of the text stands, if it stands in one piece in one unit. */
  at(start: number, end: number): Place | undefined;
}

/** One query on one table: what it asks of the table's columns, by their database names. */
export interface TableQuery {
  readonly place: Place;
  /** Compared with a value for equality, or with a list. */
  readonly equality: readonly string[];
  /** Compared by an order, or with the beginning of a text. */
  readonly range: readonly string[];
  /** Searched for a text anywhere inside, or without regard to case: no plain index serves that. */
  readonly patterns: readonly string[];
  /** The rows are sorted by these. */
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
  /** A further part of the condition could not be read; all parts are joined by AND. */
  readonly other: boolean;
  readonly limited: boolean;
}

export interface EnumType {
  readonly database: DatabaseId;
  readonly schema: string;
  readonly name: string;
  readonly logicalName: string;
  readonly values: readonly string[];
  readonly place: Place;
}

export interface Table {
  readonly ref: TableRef;
  /** What declares it in code (`DeclarationId`). */
  readonly declaration?: string;
  readonly dialect: Dialect;
  readonly logicalName: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly relations: readonly Relation[];
  /** False when a step could not be understood: nothing may be said about what is absent. */
  readonly complete: boolean;
  /** False when columns may be missing: a name that is not among them may exist. */
  readonly columnsComplete: boolean;
  /**
   * It exists, and is not the user's to change: one that the schema says to ignore (`@@ignore`), a join table that the ORM
   * makes by itself, one that migrations made and the schema has left behind. No rule is asked about it.
   */
  readonly unmanaged?: boolean;
  /** What declares it; migrations are SQL. */
  readonly language: SchemaLanguage | 'sql';
  /** The table it is a partition of. */
  readonly partitionOf?: TableRef;
  /** A partitioned table: its rows are in its partitions. */
  readonly partitionColumns?: readonly string[];
  /** Where it is declared, or created by a migration. */
  readonly place: Place;
  readonly origin: 'declaration' | 'migration';
  /** The migrations that made it, for fixes. */
  readonly migrations?: MigrationSet;
  readonly emulatedRelations: boolean;
  readonly view: boolean;
}

export interface Column {
  readonly name: string;
  readonly logicalName: string;
  readonly type: string;
  readonly nativeType?: string;
  /** As in `ColumnFact`; for every declaration whose dialect tells it. Undefined: not known. */
  readonly databaseType?: string;
  readonly nullable: boolean;
  readonly list: boolean;
  readonly hasDefault: boolean;
  readonly defaultText?: string;
  readonly generated?: 'identity' | 'serial' | 'stored' | 'virtual';
  /** What a computed column is computed from; in the same unit as `place`. */
  readonly tree?: Expression;
  /** Who said its type last. */
  readonly place: Place;
  /** The type alone, in the same unit as `place`. */
  readonly typeSpan?: Span;
}

/** Columns are database names; expressions and predicates are in the source's own terms. */
export interface TableIndex extends Omit<IndexFact, 'span'> {
  readonly place: Place;
  readonly origin: 'declaration' | 'migration';
}

/** Columns are database names. */
export interface ForeignKey {
  readonly name?: string;
  readonly logicalName?: string;
  readonly columns: readonly string[];
  readonly references: TableRef;
  readonly referencedColumns: readonly string[];
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly place: Place;
}

/** A field through which the program reaches another table. Names are logical. */
export interface Relation {
  readonly logicalName: string;
  readonly target: string;
  readonly list: boolean;
  readonly nullable: boolean;
  /** This side's fields and the target's fields that are equal, whichever side holds the key; empty for many-to-many. */
  readonly fields: readonly string[];
  readonly targetFields: readonly string[];
  readonly span: Span;
}
