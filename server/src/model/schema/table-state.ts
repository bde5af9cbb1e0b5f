import type { PartitionKey } from '../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../core/facts/schema';
import type { Place, Span, UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';

/** A table or view while migrations are replayed. Names are database names. */
export interface TableState {
  schema: string;
  name: string;
  columns: ColumnState[];
  indexes: IndexState[];
  foreignKeys: ForeignKeyState[];
  /** Keys that steps took away while their columns stayed. */
  droppedForeignKeys: ForeignKeyState[];
  readonly view: boolean;
  complete: boolean;
  columnsComplete: boolean;
  /** What it inherits from; the partitioned table of a partition. */
  parents: TableState[];
  isPartition: boolean;
  partitionBy?: PartitionKey;
  /** What a view is built on: it goes with any of it. */
  reads?: BoundReads;
  place: Place;
}

/** What the query of a view named when the view was made, however that is called later. */
export interface BoundReads {
  readonly tables: readonly { readonly table: TableState; columns: readonly string[] }[];
  readonly types: readonly TypeState[];
}

/** A fact with the unit that said it last; the fact's spans count there. */
export interface Sourced<F> {
  readonly fact: F;
  readonly uri: Uri;
  readonly unit: UnitId;
}

/** Replaced as a whole when it changes. */
export interface ColumnState extends Sourced<ColumnFact> {
  /** The table has it by itself: it stays when the parent that has it too loses it. */
  readonly local: boolean;
  /** The user's type that it has, however that is called later. */
  readonly type?: TypeState;
  /** The type it had when it got its default, which was converted since then: the default goes with that type. */
  readonly defaultType?: TypeState;
}

/** Kept as one object, so that the index of a partition can tell whose it is. */
export interface IndexState extends Sourced<IndexFact> {
  fact: IndexFact;
  /** What its columns are called in the index itself: names of copies are made of them, and no rename reaches them. */
  readonly columnNames: readonly string[];
  /** The index of the partitioned table that it is a part of. */
  parent?: IndexState;
}

/** `fact.references` says what the statement said until the table is there. */
export interface ForeignKeyState extends Sourced<ForeignKeyFact> {
  fact: ForeignKeyFact;
  target?: TableState;
  /** The key of the partitioned table that it is a part of. */
  parent?: ForeignKeyState;
}

/** An enum, a domain or another type of the user. */
export interface TypeState {
  schema: string;
  name: string;
  /** Of an enum, in order. */
  values?: readonly string[];
  /** What a domain is made of. */
  readonly base?: TypeState;
  readonly place: Place;
}

export function placeOf(source: { readonly uri: Uri; readonly unit: UnitId }, span: Span): Place {
  return { uri: source.uri, unit: source.unit, span };
}
