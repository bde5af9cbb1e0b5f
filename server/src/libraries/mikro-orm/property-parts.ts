import type { DeclarationId } from '../../core/library';
import type { Span } from '../../core/text';
import type { LocatedValue, Options } from '../shared/located-value';

export type PropertyKind = 'scalar' | 'm:1' | '1:1' | '1:m' | 'm:n' | 'embedded';

/** A property of an entity, whichever way it is written. */
export interface PropertyPart {
  readonly property: string;
  readonly kind: PropertyKind;
  readonly options: Options;
  /** What reflection gives for a scalar: `string`, `number`, `boolean`, `Date`. */
  readonly reflected?: string;
  /** What the class sets it to, where that is the same for every object. */
  readonly initial?: string | number | boolean | null;
  /** The other entity, or what is embedded. */
  readonly entity?: LocatedValue;
  /** `@PrimaryKey`, `@Enum`: what the decorator itself says. */
  readonly primary: boolean;
  readonly enum: boolean;
  readonly span: Span;
}

export interface IndexPart {
  readonly kind: 'index' | 'unique';
  readonly name?: string;
  /** Undefined when they cannot be read. */
  readonly properties?: readonly string[];
  /** By a relation or a hierarchy in one table, not by a setting of its own. */
  readonly implied?: boolean;
  /** Absent: a btree. */
  readonly method?: string;
  readonly span: Span;
}

export interface EntityParts {
  readonly properties: readonly PropertyPart[];
  readonly indexes: readonly IndexPart[];
  readonly complete: boolean;
}

export interface EntitySource {
  readonly id: DeclarationId;
  readonly name: string;
  readonly kind: 'table' | 'embeddable' | 'none';
  readonly options: Options;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly parts: EntityParts;
  /** The entity whose table this is: its own, or the root's with single table inheritance. */
  readonly rootId: DeclarationId;
}
