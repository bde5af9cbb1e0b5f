/** What there is in a database, whoever tells it: its own catalog or the model. */
export interface Catalog {
  readonly tables: readonly CatalogTable[];
  readonly enums: readonly CatalogEnum[];
}

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly view: boolean;
  /** `schema.name` of the table it is a partition of. */
  readonly partitionOf?: string;
  /** A partitioned table, by these columns; expressions are left out. */
  readonly partitionColumns?: readonly string[];
  /** Undefined: not known. */
  readonly columns: readonly CatalogColumn[] | undefined;
  readonly indexes: readonly CatalogIndex[];
  readonly foreignKeys: readonly CatalogForeignKey[];
}

export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly generated?: 'identity' | 'stored' | 'virtual';
}

export interface CatalogIndex {
  readonly name: string;
  readonly kind: 'primary' | 'unique' | 'index';
  readonly constraint: boolean;
  readonly method: string;
  readonly columns: readonly CatalogIndexColumn[];
  readonly include: readonly string[];
  readonly predicate?: string;
  readonly nullsNotDistinct: boolean;
}

export interface CatalogIndexColumn {
  readonly column?: string;
  readonly expression?: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
  /** Only when it is not the default of its type. */
  readonly operatorClass?: string;
}

export interface CatalogForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** `schema.name`. */
  readonly table: string;
  readonly referencedColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface CatalogEnum {
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[];
}

/** A connection to a database of PostgreSQL, whatever carries it. */
export interface PostgresConnection {
  /** Sends a text as it stands: several statements are one transaction, as a migration tool would run them. */
  exec(sql: string): Promise<void>;
  query<T>(sql: string): Promise<T[]>;
}
