import type { Span } from '../text';

/** What a declarative schema (Prisma, later the ORM schemas in code) says in one block. */
export type SchemaDeclaration = TableDeclaration | EnumDeclaration | DatasourceDeclaration | GeneratorDeclaration;

export interface TableDeclaration {
  readonly kind: 'table';
  readonly language: 'prisma';
  /** The name the program uses: the model's name. */
  readonly logicalName: string;
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
  readonly nullable: boolean;
  readonly list: boolean;
  readonly hasDefault: boolean;
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
  readonly span: Span;
}

export interface IndexColumn {
  /** The column's name in the source's own terms (a Prisma field, a SQL column); absent for an expression. */
  readonly column?: string;
  readonly expression?: string;
  readonly order?: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
  readonly operatorClass?: string;
  /** A prefix length (MySQL). */
  readonly length?: number;
}

export interface IndexPredicate {
  readonly text: string;
  /** The columns c for which the predicate is nothing but a conjunction of `c IS NOT NULL`; empty otherwise. */
  readonly notNullOnly: readonly string[];
}

export type ReferentialAction = 'cascade' | 'restrict' | 'no-action' | 'set-null' | 'set-default';

export interface ForeignKeyFact {
  readonly name?: string;
  /** The relation field (Prisma) the user thinks of; absent in SQL. */
  readonly logicalName?: string;
  readonly columns: readonly string[];
  /** In the source's own terms: a Prisma model's name or a table's name. */
  readonly references: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
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
  readonly values: readonly string[];
  readonly span: Span;
}

export interface DatasourceDeclaration {
  readonly kind: 'datasource';
  readonly provider?: string;
  readonly relationMode?: 'foreignKeys' | 'prisma';
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
