import type { Place, UnitId } from '../text';
import type { Uri } from '../uri';
import type { Expression } from './expression';
import type { Value } from './values';

/** SQL text with holes, as the model pieced it together from literals, constants and local variables. */
export interface SqlTemplate {
  readonly pieces: readonly SqlPiece[];
}

export type SqlPiece =
  | { readonly kind: 'text'; readonly cooked: string; readonly map: readonly SourceRun[] }
  | {
      readonly kind: 'hole';
      /** The spliced value; its references belong to `at.unit`. */
      readonly value: Value;
      readonly at: Place;
    }
  | { readonly kind: 'choice'; readonly of: readonly (readonly SqlPiece[])[] }
  | { readonly kind: 'repeat'; readonly of: readonly SqlPiece[]; readonly separator: string };

/** A value spliced into the text. */
export type SqlHole = Extract<SqlPiece, { readonly kind: 'hole' }>;

/** A `Run` that also says which unit of which file the text stands in. */
export interface SourceRun {
  readonly cooked: number;
  readonly length: number;
  readonly uri: Uri;
  readonly unit: UnitId;
  /** Offset in the unit. */
  readonly source: number;
}

/** What `readSql` says of a template. Offsets count in the template's text with every hole replaced by nothing. */
export interface SqlFacts {
  /** One reading for each hole of the template, in the order in which holes occur in its pieces (depth first). */
  readonly holes: readonly HoleReading[];
  readonly blocks: readonly SqlBlock[];
  readonly statement: StatementKind;
  /** Set when no variant parsed: `holes` then come from the lexer alone. */
  readonly problem?: string;
}

export type StatementKind =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'merge'
  | 'ddl'
  | 'other'
  | 'fragment'
  | 'not-sql';

export interface HoleReading {
  readonly position:
    | 'value'
    | 'in-quotes'
    | 'like-pattern'
    | 'in-list'
    | 'limit'
    | 'identifier'
    | 'keyword'
    | 'fragment'
    | 'comment'
    | 'unknown';
  /** The quotes around the hole, for `in-quotes` and for a `like-pattern` inside a literal. */
  readonly quotes?: "'" | '"' | '$' | undefined;
  readonly castTo?: string;
  /** The column the value is compared with or assigned to. */
  readonly column?: { readonly qualifier?: string; readonly name: string };
  readonly certainty: 'parsed' | 'repaired' | 'lexed';
}

/** One SELECT, INSERT, UPDATE or DELETE level. Block 0 is the statement itself. */
export interface SqlBlock {
  readonly kind: 'select' | 'insert' | 'update' | 'delete' | 'merge';
  readonly parent?: number;
  readonly from: readonly SqlRelation[];
  readonly where?: Expression;
  /** What is selected, stars apart; the values that are inserted or set. */
  readonly targets: readonly Expression[];
  readonly orderBy: readonly { readonly by: Expression; readonly descending: boolean }[];
  readonly limit?: Expression;
  readonly setOperation: boolean;
  /** FOR UPDATE and its kin, or an advisory lock. */
  readonly locks?: true;
  readonly groupBy?: readonly Expression[];
  readonly having?: Expression;
  /** RETURNING. */
  readonly returning?: readonly Expression[];
  /** `*` and `t.*` among the targets; the alias or table before the dot. */
  readonly stars?: readonly { readonly qualifier?: string }[];
  /** The names targets are given with AS: ORDER BY and GROUP BY may use them. */
  readonly targetNames?: readonly string[];
  /** INSERT (…) and ON CONFLICT (…), UPDATE SET …: the columns written, by name. */
  readonly columns?: readonly SqlColumnName[];
  /** WITH: each name and the block that defines it; `columns` rename the first of its columns. */
  readonly ctes?: readonly {
    readonly name: string;
    readonly block?: number;
    readonly recursive: boolean;
    readonly columns?: readonly string[];
  }[];
  /**
   * The names of the columns that come out of the block (of RETURNING for a write), as PostgreSQL gives them: by AS, a
   * column's or function's name, `?column?`. Those of `stars` are not among them.
   */
  readonly outputs?: readonly string[];
  /**
   * Whatever else the block computes with its columns: OFFSET, DISTINCT ON, WINDOW, rows of VALUES, what ON CONFLICT and
   * MERGE do (where `excluded` names the row that was to be inserted).
   */
  readonly others?: readonly Expression[];
  /** False when names of the block may come from what was not read (a hole for a clause, a table function). */
  readonly complete?: boolean;
}

export interface SqlColumnName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface SqlRelation {
  readonly schema?: string;
  readonly table?: string;
  readonly alias?: string;
  readonly join?: 'inner' | 'left' | 'right' | 'full' | 'cross';
  readonly on?: Expression;
  readonly block?: number;
  /** Where the table's name stands, schema included. */
  readonly start?: number;
  readonly end?: number;
  /** `FROM generate_series(…) AS g(n)`: rows of a function; its columns are not known. */
  readonly isFunction?: boolean;
  /** USING (…). */
  readonly using?: readonly string[];
  /** `AS t(a, b)`. */
  readonly columnAliases?: readonly string[];
}

/** Of ClickHouse and Oracle nothing is known but that a script is theirs: it is left alone. */
export type Dialect =
  | 'postgres'
  | 'mysql'
  | 'sqlite'
  | 'sqlserver'
  | 'cockroach'
  | 'mongo'
  | 'clickhouse'
  | 'oracle'
  | 'bigquery'
  | 'snowflake'
  | 'spanner';

/** How a driver writes a parameter: `$1`, `?`, `:name`, `@name`, `{name:Type}`. */
export type PlaceholderStyle = 'numbered' | 'question-mark' | 'named-colon' | 'named-at' | 'named-braces';

/** Reads a template. Pure and memoized; the engine lends it to the model. */
export type ReadSql = (template: SqlTemplate, dialect: Dialect) => SqlFacts;

/**
 * The edits that turn spliced values into parameters. The text of the template is numbered with every hole taking no
 * width; a cut whose range touches a hole removes the hole.
 */
export interface Parameterization {
  readonly cuts: readonly SqlCut[];
  /** In the order of the parameters, after those the statement already has. */
  readonly parameters: readonly SqlParameter[];
}

/** Replace the text between two points of the template by `replacement`. */
export interface SqlCut {
  readonly from: TemplatePoint;
  readonly to: TemplatePoint;
  readonly replacement: string;
}

/** A position between two characters or holes: `hole` of the template's holes lie before it. */
export interface TemplatePoint {
  readonly offset: number;
  readonly holesBefore: number;
}

export interface SqlParameter {
  /** The value as text and holes: `%` + hole 0 + `%`. A single hole is the hole's own expression. */
  readonly pieces: readonly (string | { readonly hole: number })[];
  /** The hole held a joined list; the parameter is the list itself (`= ANY($1)`). */
  readonly list: boolean;
}

/** Plans the parameters for the holes `which`, or says why it cannot. Its result re-parses and names the same tables and columns. */
export type ParameterizeSql = (
  template: SqlTemplate,
  dialect: Dialect,
  style: PlaceholderStyle,
  which: readonly number[],
  existingParameters: number,
) => Parameterization | { readonly declined: string };
