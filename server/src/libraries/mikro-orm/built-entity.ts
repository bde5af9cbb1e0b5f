import type { Span } from '../../core/text';
import type { ColumnType } from './column-type';
import type { EntitySource, IndexPart, PropertyPart } from './property-parts';

/** An entity with the names and types that its table has. */
export interface BuiltEntity {
  readonly source: EntitySource;
  readonly table: string;
  readonly schema?: string;
  readonly columns: readonly BuiltColumn[];
  readonly relations: readonly BuiltRelation[];
  readonly indexes: readonly BuiltIndex[];
  readonly enums: readonly { readonly name: string; readonly values: readonly string[]; readonly span: Span }[];
  readonly namesKnown: boolean;
  readonly complete: boolean;
}

export interface BuiltColumn {
  /** The path of the property. */
  readonly path: string;
  readonly name: string;
  readonly type: ColumnType | undefined;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** Holds the key of another table. */
  readonly references?: boolean;
  readonly hasDefault: boolean;
  readonly defaultText?: string;
  readonly generated?: 'serial' | 'stored';
  readonly typeSpan?: Span;
  readonly span: Span;
}

export interface BuiltRelation {
  readonly path: string;
  readonly part: PropertyPart;
  readonly target: EntitySource | undefined;
  readonly joins: readonly { readonly column: BuiltColumn; readonly referenced: BuiltColumn }[];
  readonly nullable: boolean;
}

export interface BuiltIndex extends Omit<IndexPart, 'properties'> {
  readonly columns?: readonly string[];
}
