/** What a column is, as TypeORM's decorators and schemas say it, before the names of tables are known. */
export interface ColumnSpec {
  /**
   * A database type as written, or `String`, `Number`, `Boolean`, `Date` for the constructor that reflection gives.
   * Undefined: not known.
   */
  readonly type?: string;
  readonly length?: string;
  readonly precision?: number;
  readonly scale?: number;
  readonly array: boolean;
  readonly unsigned: boolean;
  /** Undefined: an enum whose values cannot be read. */
  readonly enumValues?: readonly string[];
  readonly enumName?: string;
  readonly spatialFeature?: string;
  readonly srid?: number;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** What the primary key is called that the column is a part of. */
  readonly keyName?: string;
  readonly hasDefault: boolean;
  readonly defaultText?: string;
  readonly generation?: Generation;
  /** `@TreeLevelColumn`. */
  readonly treeLevel?: boolean;
  readonly computed?: 'stored' | 'virtual';
  /** False when settings may be missing: then the type is not known for sure. */
  readonly complete: boolean;
}

export type Generation = 'increment' | 'identity' | 'uuid' | 'rowid';

export const PLAIN_COLUMN: ColumnSpec = {
  array: false,
  unsigned: false,
  nullable: false,
  primary: false,
  hasDefault: false,
  complete: true,
};
