import type { SchemaLanguage } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import type { MigrationTool, NamingStrategy, PackageFact } from '../../core/project';
import type { Uri } from '../../core/uri';

/** How the discovery recognizes the schemas of one ORM. Texts come without comments. */
export interface OrmKind {
  readonly id: SchemaLanguage;
  /** The dependencies of a package that uses it. */
  readonly packages: RegExp;
  /** Whose migrations are its own. */
  readonly migrations: MigrationTool | undefined;
  /** Cheap: false for a text that neither declares nor configures anything. May be wrong the other way. */
  mentions(text: string): boolean;
  /** The dialects for which a file declares tables; `any` where its text does not tell which. */
  declares(code: string): readonly DeclaredDialect[];
  /** What a file says of the connection, one for each connection. */
  setups(uri: Uri, code: string): readonly OrmSetup[];
  /** False where the declarations only mirror, for the sake of queries, what something else creates. */
  creates?(home: PackageFact, setups: readonly OrmSetup[]): boolean;
  /** The dialect of a driver that is the ORM's own package. */
  dialectOf?(dependency: string): Dialect | undefined;
}

export type DeclaredDialect = Dialect | 'any';

export interface OrmSetup {
  readonly dialect?: Dialect;
  readonly naming?: NamingStrategy;
  /** Files, folders and globs of the schema, as written. */
  readonly schema?: readonly string[];
  /** The folder of migrations, as written. */
  readonly out?: string;
}
