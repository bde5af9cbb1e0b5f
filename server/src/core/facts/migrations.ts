import type { Span } from '../text';
import type { ColumnFact, ForeignKeyFact, IndexFact } from './schema';

export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

/** One thing a DDL statement does to the schema, in the order in which the statement does it. */
export type SchemaStep =
  | {
      readonly kind: 'create-table';
      readonly table: QualifiedName;
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      readonly columns: readonly ColumnFact[];
      readonly indexes: readonly IndexFact[];
      readonly foreignKeys: readonly ForeignKeyFact[];
      /** LIKE, INHERITS, PARTITION OF or AS SELECT: columns and indexes come from elsewhere too. */
      readonly complete: boolean;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'drop-table'; readonly table: QualifiedName; readonly span: Span }
  | { readonly kind: 'rename-table'; readonly table: QualifiedName; readonly to: string; readonly span: Span }
  | { readonly kind: 'move-table'; readonly table: QualifiedName; readonly toSchema: string; readonly span: Span }
  | { readonly kind: 'add-column'; readonly table: QualifiedName; readonly column: ColumnFact; readonly span: Span }
  | { readonly kind: 'drop-column'; readonly table: QualifiedName; readonly column: string; readonly span: Span }
  | {
      readonly kind: 'rename-column';
      readonly table: QualifiedName;
      readonly column: string;
      readonly to: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'alter-column';
      readonly table: QualifiedName;
      readonly column: string;
      readonly type?: string;
      readonly nullable?: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'add-index';
      readonly table: QualifiedName;
      readonly index: IndexFact;
      readonly concurrently: boolean;
      readonly ifNotExists: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'drop-index'; readonly index: QualifiedName; readonly table?: QualifiedName; readonly span: Span }
  | { readonly kind: 'rename-index'; readonly index: QualifiedName; readonly to: string; readonly span: Span }
  | {
      readonly kind: 'add-foreign-key';
      readonly table: QualifiedName;
      readonly foreignKey: ForeignKeyFact;
      readonly span: Span;
    }
  | { readonly kind: 'drop-constraint'; readonly table: QualifiedName; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'rename-constraint';
      readonly table: QualifiedName;
      readonly name: string;
      readonly to: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'create-enum';
      readonly name: QualifiedName;
      readonly values: readonly string[];
      readonly span: Span;
    }
  /** Changes the schema in a way that cannot be read (DO block, dynamic DDL). Without `table`, any table may be meant. */
  | { readonly kind: 'opaque'; readonly table?: QualifiedName; readonly reason: string; readonly span: Span };
