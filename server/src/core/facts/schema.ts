import type { Span } from '../text';
import type { Expression } from './expression';

/** In what a table is declared. */
export type SchemaLanguage = 'prisma' | 'drizzle' | 'typeorm' | 'sequelize' | 'mikro-orm' | 'kysely' | 'mongoose';

/** What a declarative schema (a Prisma block, an ORM's schema in code) says in one place. */
export type SchemaDeclaration = TableDeclaration | EnumDeclaration | DatasourceDeclaration | GeneratorDeclaration;

export interface TableDeclaration {
  readonly kind: 'table';
  readonly language: SchemaLanguage;
  /** The name the program uses: a model's, a class's, the variable that holds the table. */
  readonly logicalName: string;
  /** What other declarations call it, where that is not its logical name (`declarationId`). */
  readonly id?: string;
  /** The language says nothing about keys and indexes (Kysely's interfaces): nothing may be said to be missing. */
  readonly namesOnly?: boolean;
  /** False when a part could not be read (a mixin, a wrapped decorator): columns, keys and indexes may be missing. */
  readonly complete?: boolean;
  /** False when the project derives names in a way that cannot be read: those of the table and its columns are a guess. */
  readonly namesKnown?: boolean;
  readonly name: string;
  readonly schema?: string;
  /** A view has columns but takes no index. */
  readonly view: boolean;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
  /**
   * A field whose type another block declares is listed here and among the columns when its line does not tell whether
   * that is a model or an enum: the model drops the column whose type is a table, and the relation whose target is none.
   */
  readonly relations: readonly RelationFact[];
  readonly nameSpan: Span;
  readonly span: Span;
  /** Marked by the user as not to be managed (`@@ignore`). */
  readonly ignored: boolean;
}

export interface ColumnFact {
  readonly logicalName: string;
  readonly name: string;
  /** As the source writes it, without list and null marks: `String`, `varchar(30)`, an enum's name. */
  readonly type: string;
  /** The mark that chooses among the database's types, without its prefix: `VarChar(30)` of `@db.VarChar(30)`. */
  readonly nativeType?: string;
  /**
   * The database's own type where the source's language tells it, spelled as PostgreSQL's `format_type` does
   * (`character varying(30)`, `timestamp with time zone`, `integer[]`), or as MySQL's `COLUMN_TYPE`; a user's type by its
   * name, with its schema only where the source gives one.
   */
  readonly databaseType?: string;
  readonly nullable: boolean;
  readonly list: boolean;
  /** Also true of identity and serial columns: a row may be inserted without a value. */
  readonly hasDefault: boolean;
  /** The default as written (`now()`, `uuid()`), where there is one that can be read. */
  readonly defaultText?: string;
  /** `identity` and `serial`: numbered by a sequence; `stored`, `virtual`: computed from other columns. */
  readonly generated?: 'identity' | 'serial' | 'stored' | 'virtual';
  /** What a computed column is computed from, where its parts have places: they count in the column's unit. */
  readonly tree?: Expression;
  /** The type alone, where it stands apart in the source. */
  readonly typeSpan?: Span;
  readonly span: Span;
}

export interface IndexFact {
  readonly kind: 'primary' | 'unique' | 'index';
  readonly name?: string;
  /** Absent = the dialect's default, a btree. */
  readonly method?: string;
  readonly columns: readonly IndexColumn[];
  readonly include: readonly string[];
  readonly predicate?: IndexPredicate;
  /** Made by a PRIMARY KEY, UNIQUE or EXCLUDE constraint, not by CREATE INDEX. */
  readonly constraint?: boolean;
  readonly nullsNotDistinct?: boolean;
  /** Made by the ORM whatever the project says (a join table's keys): nobody wrote it, and nobody can leave it out. */
  readonly implied?: boolean;
  /** `USING gin`, or the argument that chooses the method, where it is written. */
  readonly methodSpan?: Span;
  readonly span: Span;
}

export interface IndexColumn {
  /** The column's name in the source's own terms (a Prisma field, a SQL column); absent for an expression. */
  readonly column?: string;
  readonly expression?: string;
  /** The expression read; offsets count in the unit. Names of columns are in the source's own terms. */
  readonly tree?: Expression;
  readonly order?: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
  readonly operatorClass?: string;
  readonly collation?: string;
  /** A prefix length (MySQL). */
  readonly length?: number;
  readonly span?: Span;
}

export interface IndexPredicate {
  readonly text: string;
  /** The columns c for which the predicate is nothing but a conjunction of `c IS NOT NULL`; empty otherwise. */
  readonly notNullOnly: readonly string[];
  /** Offsets count in the unit. */
  readonly tree?: Expression;
}

export type ReferentialAction = 'cascade' | 'restrict' | 'no-action' | 'set-null' | 'set-default';

export interface ForeignKeyFact {
  readonly name?: string;
  /** The relation field (Prisma) the user thinks of; absent in SQL. */
  readonly logicalName?: string;
  readonly columns: readonly string[];
  /** In the source's own terms: a Prisma model's name or a table's name; for schemas in code a `DeclarationId`. */
  readonly references: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  /** `ON DELETE SET NULL (a)`: the only columns that are set. */
  readonly setColumns?: readonly string[];
  /** Added NOT VALID: rows that were there before were not checked. */
  readonly notValid?: boolean;
  /** Where a diagnostic about this key belongs: the relation field, the column's REFERENCES or the constraint. */
  readonly span: Span;
}

/** A field that leads to another table, whichever side holds the key. */
export interface RelationFact {
  readonly logicalName: string;
  readonly target: string;
  readonly list: boolean;
  readonly nullable: boolean;
  readonly relationName?: string;
  /** The holding side's fields and what they reference; empty on the other side. */
  readonly fields: readonly string[];
  readonly references: readonly string[];
  readonly span: Span;
}

export interface EnumDeclaration {
  readonly kind: 'enum';
  readonly logicalName: string;
  readonly name: string;
  readonly schema?: string;
  /** As the database has them. */
  readonly values: readonly string[];
  readonly span: Span;
}

export interface DatasourceDeclaration {
  readonly kind: 'datasource';
  readonly provider?: string;
  readonly relationMode?: 'foreignKeys' | 'prisma';
  /** The schemas of the database that it speaks of, where it names them. */
  readonly schemas?: readonly string[];
  readonly span: Span;
}

export interface GeneratorDeclaration {
  readonly kind: 'generator';
  readonly provider?: string;
  /** As written, relative to the schema file. */
  readonly output?: string;
  readonly previewFeatures: readonly string[];
  readonly span: Span;
}
