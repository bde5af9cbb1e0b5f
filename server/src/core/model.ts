import type { CallChain, FunctionId, Loop } from './facts/calls';
import type { Binding, CodeFacts, FunctionFact } from './facts/code';
import type { SchemaStep } from './facts/migrations';
import type { IndexFact, ReferentialAction } from './facts/schema';
import type { Dialect, ParameterizeSql, ReadSql } from './facts/sql-template';
import type { CallRef, Ref, Value } from './facts/values';
import type { FileRole, MigrationSet, ProjectFacts, TableRef } from './project';
import type { FunctionSummary, Query, QueryId } from './query';
import type { Place, Span, UnitId } from './text';
import type { Uri } from './uri';

/** Read-only views over all facts of the workspace, joined. What a rule reads here is what makes it run again. */
export interface Model {
  readonly project: ProjectFacts;
  /** The database's tables in a stable order. */
  tables(database: string): readonly Table[];
  table(ref: TableRef): Table | undefined;
  /** The table a program means by a model's name. */
  tableByLogicalName(database: string, logicalName: string): Table | undefined;
  query(id: QueryId): Query | undefined;
  /** The database calls that stand in a unit, in source order. */
  queriesIn(uri: Uri, unit: UnitId): readonly Query[];
  summary(uri: Uri, unit: UnitId, fn: FunctionId): FunctionSummary | undefined;
  role(uri: Uri): FileRole;
  readonly readSql: ReadSql;
  readonly parameterizeSql: ParameterizeSql;
  code(uri: Uri, unit: UnitId): CodeUnit | undefined;
  /** What a name is bound to for good, in whatever module; undefined for what may change or comes from outside. */
  constant(uri: Uri, unit: UnitId, value: Value): LocatedValue | undefined;
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
}

export interface Table {
  readonly ref: TableRef;
  readonly dialect: Dialect;
  readonly logicalName: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly relations: readonly Relation[];
  /** False when a step could not be understood: nothing may be said about what is absent. */
  readonly complete: boolean;
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
  readonly nullable: boolean;
  readonly list: boolean;
  readonly place: Place;
}

/** Columns are database names. */
export interface TableIndex extends Omit<IndexFact, 'span'> {
  readonly place: Place;
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
