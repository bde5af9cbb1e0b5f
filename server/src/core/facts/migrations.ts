import type { Span } from '../text';
import type { ColumnFact, ForeignKeyFact, IndexColumn, IndexFact } from './schema';
import type { Dialect, SqlFacts } from './sql-template';

export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

/**
 * One thing a DDL statement does to the schema, in the order in which the statement does it. Tables and views share their
 * names, so that `rename-table`, `move-table` and `rename-column` are also said of views. What one step implies is left to
 * the replay: a primary key makes its columns NOT NULL, DROP … CASCADE takes along what depends on it. A foreign table is
 * given as a view: it has columns and takes no index.
 */
export type SchemaStep =
  | {
      readonly kind: 'create-table';
      readonly table: QualifiedName;
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      /** In a partition a column may have no type (`''`): it changes the one that is inherited. */
      readonly columns: readonly ColumnFact[];
      readonly indexes: readonly IndexFact[];
      readonly foreignKeys: readonly ForeignKeyFact[];
      /** False where columns come from what cannot be read (AS SELECT, OF a type). */
      readonly complete: boolean;
      readonly like?: readonly LikeClause[];
      readonly inherits?: readonly QualifiedName[];
      readonly partitionOf?: QualifiedName;
      readonly partitionBy?: PartitionKey;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'drop-table'; readonly table: QualifiedName; readonly span: Span }
  | {
      readonly kind: 'rename-table';
      readonly table: QualifiedName;
      readonly to: string;
      readonly following?: FollowingNames;
      readonly span: Span;
    }
  | { readonly kind: 'move-table'; readonly table: QualifiedName; readonly toSchema: string; readonly span: Span }
  | { readonly kind: 'add-column'; readonly table: QualifiedName; readonly column: ColumnFact; readonly span: Span }
  | {
      readonly kind: 'drop-column';
      readonly table: QualifiedName;
      readonly column: string;
      /** CASCADE is said: without it the statement fails while anything but keys and indexes of the table needs the column. */
      readonly cascade?: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'rename-column';
      readonly table: QualifiedName;
      readonly column: string;
      readonly to: string;
      readonly following?: FollowingNames;
      readonly span: Span;
    }
  | {
      readonly kind: 'alter-column';
      readonly table: QualifiedName;
      readonly column: string;
      readonly type?: string;
      readonly databaseType?: string;
      readonly nullable?: boolean;
      /** SET DEFAULT gives its text, DROP DEFAULT `null`; absent: unchanged. */
      readonly defaultText?: string | null;
      /** ADD GENERATED AS IDENTITY gives `identity`, DROP IDENTITY and DROP EXPRESSION `null`; absent: unchanged. */
      readonly generated?: 'identity' | 'stored' | 'virtual' | null;
      /** The type alone. */
      readonly typeSpan?: Span;
      readonly span: Span;
    }
  | {
      readonly kind: 'add-index';
      readonly table: QualifiedName;
      readonly index: IndexFact;
      readonly concurrently: boolean;
      readonly ifNotExists: boolean;
      /** ON ONLY: partitions get no such index. */
      readonly only?: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'drop-index'; readonly index: QualifiedName; readonly table?: QualifiedName; readonly span: Span }
  | {
      readonly kind: 'rename-index';
      readonly index: QualifiedName;
      /** In MySQL, where each table has index names of its own. */
      readonly table?: QualifiedName;
      readonly to: string;
      readonly span: Span;
    }
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
  /** ADD CONSTRAINT … USING INDEX: an index that exists becomes a constraint and takes its name. */
  | {
      readonly kind: 'index-to-constraint';
      readonly table: QualifiedName;
      readonly index: string;
      readonly constraint: 'primary' | 'unique';
      readonly name?: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'attach-partition' | 'detach-partition';
      /** The partitioned table. */
      readonly table: QualifiedName;
      readonly partition: QualifiedName;
      readonly span: Span;
    }
  | {
      readonly kind: 'inherit' | 'no-inherit';
      readonly table: QualifiedName;
      readonly parent: QualifiedName;
      readonly span: Span;
    }
  | {
      readonly kind: 'create-view';
      readonly view: QualifiedName;
      readonly materialized: boolean;
      readonly replace: boolean;
      readonly temporary: boolean;
      /** The names of its columns, where all of them can be read (no `*`, no unnamed expression). */
      readonly columns?: readonly string[];
      /** What goes takes the view along; absent where a view is not bound to it (MySQL, SQLite). */
      readonly reads?: ViewReads;
      readonly ifNotExists: boolean;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'drop-view'; readonly view: QualifiedName; readonly span: Span }
  | {
      readonly kind: 'create-enum';
      readonly name: QualifiedName;
      readonly values: readonly string[];
      readonly span: Span;
    }
  | {
      readonly kind: 'add-enum-value';
      readonly name: QualifiedName;
      readonly value: string;
      readonly ifNotExists: boolean;
      readonly before?: string;
      readonly after?: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'rename-enum-value';
      readonly name: QualifiedName;
      readonly value: string;
      readonly to: string;
      readonly span: Span;
    }
  /** A domain or another type of the user; `baseType` as in `databaseType`. */
  | {
      readonly kind: 'create-type';
      readonly name: QualifiedName;
      readonly baseType?: string;
      readonly notNull: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'rename-type'; readonly name: QualifiedName; readonly to: string; readonly span: Span }
  | { readonly kind: 'move-type'; readonly name: QualifiedName; readonly toSchema: string; readonly span: Span }
  | { readonly kind: 'drop-type'; readonly name: QualifiedName; readonly span: Span }
  | { readonly kind: 'create-schema'; readonly name: string; readonly span: Span }
  | { readonly kind: 'rename-schema'; readonly name: string; readonly to: string; readonly span: Span }
  | { readonly kind: 'drop-schema'; readonly name: string; readonly span: Span }
  /** SET search_path: where names without a schema are made from here to the end of the file; `public` for DEFAULT. */
  | { readonly kind: 'search-path'; readonly schemas: readonly string[]; readonly span: Span }
  | { readonly kind: 'create-extension'; readonly name: string; readonly span: Span }
  /** Changes the schema in a way that cannot be read (DO block, dynamic DDL). Without `table`, any table may be meant. */
  | { readonly kind: 'opaque'; readonly table?: QualifiedName; readonly reason: string; readonly span: Span };

/** The tool that renames, with a table or a column, what bears the names it makes of them: keys, indexes, enums. */
export type FollowingNames = 'typeorm';

/** LIKE source INCLUDING …: what is copied when the table is made. */
export interface LikeClause {
  readonly table: QualifiedName;
  readonly defaults: boolean;
  readonly generated: boolean;
  readonly identity: boolean;
  readonly indexes: boolean;
}

/** What the query of a view names: which column is whose only the catalogue tells. */
export interface ViewReads {
  readonly tables: readonly { readonly table: QualifiedName; readonly alias?: string }[];
  /** `name` is `*` for all columns. */
  readonly columns: readonly { readonly qualifier?: string; readonly name: string }[];
  readonly types: readonly QualifiedName[];
}

export interface PartitionKey {
  readonly strategy: 'range' | 'list' | 'hash';
  readonly columns: readonly IndexColumn[];
}

/** What one statement of an SQL file asks: a query, the body of a view or of a function. Offsets count in the unit. */
export interface StatementQuery {
  readonly form: 'query' | 'view' | 'function';
  /** Some names are no columns: a function's parameters and variables. */
  readonly variables: readonly string[];
  readonly facts: SqlFacts;
  readonly span: Span;
  /** The loops of a function around it, the innermost first. */
  readonly loops?: readonly StatementLoop[];
}

/** FOR, FOREACH, WHILE or LOOP of plpgsql. */
export interface StatementLoop {
  /** Its number among the loops of the function. */
  readonly id: number;
  /** `rows` of a table, an `array` that the function is given or makes; `other`: numbers, lists in the text, EXECUTE, a condition. */
  readonly over: 'rows' | 'array' | 'other';
  /** The variables that are new in each round: a record, and what is computed from it. */
  readonly elements: readonly string[];
  /**
   * Its rounds are no one piece of work: it may end early (EXIT, RETURN), commits, or runs a function or a text for what
   * that does.
   */
  readonly separate: boolean;
}

/** Reads the DDL in a text. Pure and memoized; the engine lends it to the model. Spans count in the text. */
export type ReadDdl = (text: string, dialect: Dialect) => readonly SchemaStep[];
