import type { DeclarationId } from '../../core/library';
import type { Span } from '../../core/text';
import type { LocatedValue } from '../shared/located-value';
import type { ColumnSpec } from './column-spec';

/** What an entity says, property by property, as TypeORM's own metadata storage holds it. */
export interface EntityParts {
  readonly columns: readonly ColumnPart[];
  readonly embedded: readonly EmbeddedPart[];
  readonly relations: readonly RelationPart[];
  readonly indexes: readonly IndexPart[];
  readonly foreignKeys: readonly ForeignKeyPart[];
  /** Single table inheritance: the column that tells the kinds apart. */
  readonly discriminator?: ColumnPart;
  readonly tree?: 'adjacency-list' | 'closure-table' | 'nested-set' | 'materialized-path';
  readonly complete: boolean;
}

export interface ColumnPart {
  readonly property: string;
  /** Undefined: derived from the property. */
  readonly name?: string;
  readonly spec: ColumnSpec;
  readonly typeSpan?: Span;
  readonly span: Span;
}

export interface EmbeddedPart {
  readonly property: string;
  readonly type: LocatedValue;
  /** What goes in front of the names: the property's name (`true`), nothing, or a text of its own. */
  readonly prefix: string | boolean;
  readonly array: boolean;
  readonly span: Span;
}

export interface RelationPart {
  readonly property: string;
  readonly kind: 'many-to-one' | 'one-to-one' | 'one-to-many' | 'many-to-many';
  /** The property of the target that leads back. */
  readonly inverse?: string;
  /** A class, a name, or a function that gives a class. */
  readonly target: RelationTarget;
  readonly nullable: boolean;
  readonly primary: boolean;
  readonly onDelete?: string;
  readonly onUpdate?: string;
  /** False with `createForeignKeyConstraints: false`. */
  readonly constrained: boolean;
  /** Undefined: none is given. */
  readonly joinColumns?: readonly JoinColumnPart[];
  readonly joinTable?: JoinTablePart;
  /** False when settings may be missing. */
  readonly complete: boolean;
  readonly span: Span;
}

export type RelationTarget = { readonly kind: 'value'; readonly value: LocatedValue } | { readonly kind: 'self' };

export interface JoinColumnPart {
  /** Of the foreign key. */
  readonly constraintName?: string;
  readonly name?: string;
  readonly referenced?: string;
}

export interface JoinTablePart {
  readonly name?: string;
  readonly schema?: string;
  readonly joinColumns?: readonly JoinColumnPart[];
  readonly inverseJoinColumns?: readonly JoinColumnPart[];
}

export interface IndexPart {
  /** `constraint`: UNIQUE in the table, where the database has that. */
  readonly kind: 'index' | 'unique' | 'constraint';
  readonly name?: string;
  /** Paths of properties; undefined when they cannot be read. */
  readonly properties?: readonly string[];
  readonly method?: string;
  readonly where?: string;
  readonly span: Span;
}

/** `@ForeignKey`: a constraint without a relation. */
export interface ForeignKeyPart {
  readonly name?: string;
  readonly target: RelationTarget;
  readonly properties: readonly string[];
  readonly referenced: readonly string[];
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly span: Span;
}

/** An entity, whichever way it is written. */
export interface EntitySource {
  readonly id: DeclarationId;
  /** The class's name, or the `name` of an EntitySchema. */
  readonly name: string;
  /** The table's name, where it is given; `null` when it is given in a way that cannot be read. */
  readonly givenName?: string | null;
  readonly schema?: string;
  readonly kind: 'table' | 'view' | 'child';
  readonly nameSpan: Span;
  readonly span: Span;
  /** False when it is not TypeORM that creates the table. */
  readonly parts: EntityParts;
}
