import type { Dialect } from './facts/sql-template';
import type { Uri } from './uri';

/** What the files around the code say about the project: found by `host/`, plain data like all facts. */
export interface ProjectFacts {
  readonly roots: readonly Uri[];
  readonly packages: readonly PackageFact[];
  readonly pathAliases: readonly PathAlias[];
  readonly databases: readonly Database[];
  readonly migrationSets: readonly MigrationSet[];
}

export interface PackageFact {
  readonly name?: string;
  readonly folder: Uri;
  /** Entry points by export key (`.`, `./client`), candidates in order of preference, relative to the folder. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  /** Dependencies by name with their version range as written. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** `paths` and `baseUrl` of one tsconfig; it speaks for the files below its folder. */
export interface PathAlias {
  readonly folder: Uri;
  readonly baseUrl?: Uri;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly Uri[] }[];
}

/** One database of the workspace. One monorepo holds several. */
export interface Database {
  readonly id: DatabaseId;
  readonly dialect: Dialect;
  /**
   * Absent: a schema, a configuration or a lock file says the dialect. Else it is the one of the only driver that the
   * package depends on, or nobody said anything: a setting and the texts of the migrations then know better.
   */
  readonly dialectFrom?: 'driver' | 'assumed';
  /** Declarative schema files, e.g. every file of a multi-file Prisma schema. */
  readonly schemaFiles: readonly Uri[];
  /** Modules that hold the generated client; matched by import even when they are absent on disk. */
  readonly clientModules: readonly Uri[];
  /** The package name under which a client is imported, e.g. `@prisma/client`. */
  readonly clientPackages: readonly string[];
  /** How the ORM derives names of tables and columns where the schema gives none (`snake_case`). */
  readonly naming?: NamingStrategy;
  /** The ORM enforces relations, the database has no foreign keys of its own (Prisma's `relationMode = "prisma"`). */
  readonly emulatedRelations: boolean;
}

export type DatabaseId = string;

/**
 * `default`: what the ORM does by itself; `snake`: words in lower case, joined by underscores; `camel`: words joined by
 * their capitals; `unknown`: a strategy of the project's own.
 */
export type NamingStrategy = 'default' | 'snake' | 'camel' | 'unknown';

export interface MigrationSet {
  readonly tool: MigrationTool;
  readonly database: DatabaseId;
  readonly folder: Uri;
  /** In the order in which the tool runs them. */
  readonly files: readonly Uri[];
  /** What the tool wraps in one transaction; CONCURRENTLY works only where that is `statement` or `none`. */
  readonly transaction: 'file' | 'statement' | 'none';
  /** One migration may say that it runs outside of the transaction (Knex's `config`, `pgm.noTransaction()`). */
  readonly optOut?: boolean;
  /** A plain `schema.sql` is no history: it may be edited in place. */
  readonly editable: boolean;
}

/** A new migration may say CONCURRENTLY. */
export function runsOutsideTransactions({ transaction, optOut }: MigrationSet): boolean {
  return transaction !== 'file' || optOut === true;
}

export type MigrationTool =
  | 'prisma'
  | 'plain-sql'
  | 'supabase'
  | 'flyway'
  | 'drizzle'
  | 'knex'
  | 'node-pg-migrate'
  | 'typeorm'
  | 'sequelize'
  | 'mikro-orm'
  | 'kysely';

/** What a file is for; decides which findings make sense there. */
export type FileRole = 'source' | 'test' | 'seed' | 'script' | 'migration';

export interface TableRef {
  readonly database: DatabaseId;
  readonly schema: string;
  readonly name: string;
}

export function tableKey(table: TableRef): string {
  return `${table.database}|${table.schema}|${table.name}`;
}
