import type { SchemaLanguage } from './facts/schema';
import type { Dialect, Parameterization, SqlTemplate } from './facts/sql-template';
import type { MigrationTool } from './project';
import type { Place, Span } from './text';
import type { Uri } from './uri';

/**
 * What should change, said by a rule; the renderer of the file it points into knows how that is written there.
 * `safe`: same results, no locks, no cost; goes into fix-all. `review`: a developer decides (index DDL, batching, anything
 * across files); never in fix-all.
 */
export type FixIntent = {
  /** What to do, as the light bulb shows it. */
  readonly title: string;
  readonly safety: 'safe' | 'review';
  /** Points into the file whose renderer makes the edits. */
  readonly at: Place;
} & FixAction;

export type FixAction =
  /** Adds an index to the table declared or created at `at`. Columns in the terms of that file. */
  | {
      readonly kind: 'add-index';
      readonly language: SchemaLanguage | 'sql';
      readonly table: string;
      readonly columns: readonly string[];
      /** The same columns by their database names, for languages whose indexes name those. */
      readonly columnNames?: readonly string[];
      readonly indexName: string;
      readonly method?: string;
      readonly operatorClass?: string;
    }
  /** Removes an index from where the schema declares it. `at` is the index. */
  | {
      readonly kind: 'remove-index';
      readonly language: SchemaLanguage | 'sql';
      readonly table: string;
      readonly columns: readonly string[];
      readonly indexName: string;
    }
  /** Gives an index another method where the schema declares it; `btree` is what an index has that names none. `at` is the index. */
  | {
      readonly kind: 'set-index-method';
      readonly language: SchemaLanguage;
      readonly method: string;
    }
  /**
   * Removes an index that migrations made: from a file that may still be edited, else by a migration of its own. `at` is
   * the index.
   */
  | {
      readonly kind: 'drop-index-migration';
      readonly tool: MigrationTool;
      readonly folder: Uri;
      readonly editable: boolean;
      readonly files: readonly Uri[];
      readonly concurrently: boolean;
      readonly dialect: Dialect;
      readonly schema?: string;
      readonly table: string;
      readonly indexName: string;
      /** A UNIQUE constraint made the index: it goes with the constraint. */
      readonly constraint?: boolean;
      /** What a migration that takes this one back creates again; absent where that cannot be said in columns alone. */
      readonly columns?: readonly string[];
    }
  /**
   * Gives a column another type where the schema declares it. `at` is the column; `type` is the new type in the terms of
   * that file (`Decimal`, `numeric(12, 2)`), `nativeType` the mark beside it (`Timestamptz(3)` for `@db.Timestamptz(3)`).
   * `also`: further columns of the same file that must change with it. Written in SQL it is an `edit-sql`.
   */
  | {
      readonly kind: 'set-column-type';
      readonly language: SchemaLanguage;
      readonly column: string;
      readonly typeSpan?: Span;
      readonly type: string;
      readonly nativeType?: string;
      readonly also?: readonly ColumnTypeChange[];
    }
  /**
   * Replaces ranges of SQL text, in a script or in a string of a program. Declined when the statement then does not parse.
   * A line end in `newText` is written as the file does, with the indentation of the line it stands on. `editable: false`
   * marks a migration, which is left alone once it has been committed; without it a script counts as one, a program does not.
   */
  | {
      readonly kind: 'edit-sql';
      readonly edits: readonly { readonly at: Place; readonly newText: string }[];
      readonly editable?: boolean;
    }
  /**
   * Adds an index to a table that migrations create. In a file that may still be edited (`editable`, or not committed and
   * the one that creates the table) right after the table; else in a migration of its own.
   */
  | {
      readonly kind: 'add-index-migration';
      readonly tool: MigrationTool;
      readonly folder: Uri;
      readonly editable: boolean;
      /** Where the table is created. */
      readonly createdAt: Place;
      /** Existing migration files in order; the new one sorts after them. */
      readonly files: readonly Uri[];
      readonly concurrently: boolean;
      readonly dialect: Dialect;
      readonly schema?: string;
      readonly table: string;
      /** Columns, or expressions as SQL. */
      readonly columns: readonly string[];
      readonly indexName: string;
      readonly method?: string;
      readonly operatorClass?: string;
      /** The extension that brings the operator class. */
      readonly extension?: string;
    }
  /** Calls something else by the same arguments: `at` is the name alone. */
  | { readonly kind: 'replace-name'; readonly newName: string }
  /**
   * Replaces a query per element by one query with a list of keys before the loop and a Map. `at` is the query's call;
   * spans count in its unit.
   */
  | (KeyedQuery & {
      readonly kind: 'batch-by-key';
      readonly loop: Span;
    })
  /**
   * Adds a version of a function that takes many keys beside it, and a Map of its rows in place of a call per element.
   * `at` is the call; `loop` counts in its unit, `query` in a unit of its own.
   */
  | {
      readonly kind: 'batch-helper';
      readonly loop: Span;
      /** The one query of the function. */
      readonly query: KeyedQuery & { readonly at: Place };
    }
  /**
   * Replaces a statement of SQL per element by one with a list of keys before the loop and a Map of their rows. `at` is
   * the call that runs it; spans count in its unit.
   */
  | {
      readonly kind: 'batch-statement';
      readonly loop: Span;
      /** The `$1` that the key's column is compared with. */
      readonly placeholder: Span;
      /** The key among the values. */
      readonly key: Span;
      /** The name under which the rows have the key. */
      readonly keyField: string;
      readonly table: string;
    }
  /**
   * Loads a relation together with the rows that the loop runs over, and reads it from the element. `at` is the inner
   * query's call; spans count in its unit.
   */
  | {
      readonly kind: 'include-relation';
      readonly loop: Span;
      readonly relation: string;
      /** The call that loads the rows. */
      readonly outerCall: Span;
      /** The entry of the inner `where` that the relation makes superfluous. */
      readonly keyEntry: Span;
      readonly list: boolean;
    }
  /**
   * Has the call that loads the rows load a relation with them. `at` is what loads it for one row; spans count in its unit.
   */
  | {
      readonly kind: 'load-relation';
      readonly loop: Span;
      readonly outerCall: Span;
      readonly relation: string;
      /** The option that names relations, or the call of the chain where no argument does. */
      readonly option: 'relations' | 'populate' | 'include' | 'withGraphFetched';
      /** The position of the options. */
      readonly argument?: number;
      /** What is left of what loaded it: the same, what it was called on, or the property of the row. */
      readonly remains: 'itself' | 'owner' | 'property';
    }
  /** Asks before the loop what each of its rounds asks. `at` is the query's call; spans count in its unit. */
  | { readonly kind: 'hoist-query'; readonly loop: Span }
  /**
   * Writes the rows of all elements with one statement in place of the loop. `at` is the writing call; spans count in its
   * unit.
   */
  | {
      readonly kind: 'insert-together';
      readonly loop: Span;
      /** What holds the values of one row: an object, or the element itself. */
      readonly row: Span;
      /** The call that takes a list, where it has another name. */
      readonly method?: string;
      /** The call refuses an empty list, or would send what is no statement. */
      readonly refusesNone: boolean;
    }
  /**
   * Changes or deletes the rows of all elements with one statement in place of the loop: the keys become a list. `at` is
   * the writing call; spans count in its unit.
   */
  | {
      readonly kind: 'change-together';
      readonly loop: Span;
      /** Decides how a condition with a list is written. */
      readonly library: string;
      /** Where the condition on the key stands, as in `batch-by-key`. */
      readonly keyEntry: Span;
      readonly keyField: string;
      /** The call that takes a list, where it has another name. */
      readonly method?: string;
    }
  /** Sends spliced values as parameters. `at` is the text argument; the other spans count in its unit. */
  | {
      readonly kind: 'parameterize';
      readonly parameterization: Parameterization;
      /** What the parameterization counts in: its runs and holes say where each part stands in the source. */
      readonly template: SqlTemplate;
      readonly api: 'text-and-values' | 'config-object' | 'text-and-rest';
      /** The call's parentheses, and the values argument if there is one. */
      readonly callArguments: Span;
      readonly values?: Span;
      readonly valuesCount: number;
    }
  /** `$queryRawUnsafe(`…`)` → `` $queryRaw`…` ``. `at` is the text argument. */
  | {
      readonly kind: 'tag-raw-query';
      readonly method: Span;
      readonly taggedMethod: string;
      readonly parameterization: Parameterization;
      readonly template: SqlTemplate;
      readonly callArguments: Span;
    };

/** A query that asks by one key; spans count in its unit. */
export interface KeyedQuery {
  /** Decides how a condition with a list is written. */
  readonly library: string;
  /** The condition on the key as the query's filter has it: the entry `customerId: order.customerId` of `where`. */
  readonly keyEntry: Span;
  readonly keyField: string;
  /** What the Map holds: the one row of a key, all of its rows, or how many there are. */
  readonly result: 'row' | 'rows' | 'count';
  /** The keys are objects (ObjectId), which the Map knows by their text. */
  readonly byText?: boolean;
}

/** One more column of a `set-column-type`. */
export interface ColumnTypeChange {
  readonly at: Place;
  readonly column: string;
  readonly typeSpan?: Span;
  readonly type: string;
  readonly nativeType?: string;
}

/**
 * The file of a migration that the fix would change where it stands: left alone once it has been committed. A script counts
 * as a migration unless it is said that it may be edited, a program only where it is said that it may not.
 */
export function migrationToEdit(intent: FixIntent): Uri | undefined {
  if (intent.kind !== 'edit-sql') return undefined;
  const { uri } = intent.at;
  return (intent.editable ?? !uri.endsWith('.sql')) ? undefined : uri;
}

export interface TextEdit {
  /** Counts from the start of the document. */
  readonly span: Span;
  readonly newText: string;
}

/** All or nothing: refused as a whole when one expectation no longer holds. */
export interface WorkspaceChange {
  readonly edits: readonly FileEdit[];
  readonly create: readonly { readonly uri: Uri; readonly text: string }[];
}

export interface FileEdit {
  readonly uri: Uri;
  readonly expect: FileExpectation;
  readonly edits: readonly TextEdit[];
}

/** The state of the document the edits were made for: an open document by version, a file by its text's hash. */
export type FileExpectation = { readonly version: number } | { readonly hash: string };

export interface SourceText {
  readonly text: string;
  readonly expect: FileExpectation;
}

/** What a renderer may ask while it makes the edits. */
export interface RenderContext {
  read(uri: Uri): SourceText | undefined;
  /** The span in its document now. */
  locate(place: Place): Span | undefined;
  /** Known by version control, so that it may have run elsewhere. True when that cannot be told. */
  isCommitted(uri: Uri): boolean;
  /** `20261122153000` of now, in UTC, for file names of migrations. */
  readonly timestamp: string;
}

export interface Renderer {
  render(intent: FixIntent, context: RenderContext): WorkspaceChange | { readonly declined: string };
}
