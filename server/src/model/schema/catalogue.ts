import type { QualifiedName } from '../../core/facts/migrations';
import type { Dialect } from '../../core/facts/sql-template';
import type { ForeignKeyState, IndexState, TableState, TypeState } from './table-state';

/** Everything that the steps so far have made, and how names are looked up in it. */
export interface Catalogue {
  readonly dialect: Dialect;
  /** In the order of creation. */
  readonly tables: TableState[];
  readonly types: TypeState[];
  /** False once a step was not understood or changed what no step has made. */
  complete: boolean;
  /** Where unqualified names are looked for. */
  searchPath: readonly string[];
  readonly schemas: Set<string>;
  /** Temporary tables hide others of their name until the file ends. */
  readonly temporary: Set<string>;
}

export function createCatalogue(dialect: Dialect, defaultSchema: string): Catalogue {
  return {
    dialect,
    tables: [],
    types: [],
    complete: true,
    searchPath: [defaultSchema],
    schemas: new Set([defaultSchema]),
    temporary: new Set(),
  };
}

/** The databases that take PostgreSQL's dialect name, cascade and inherit as PostgreSQL does. */
export function isPostgres({ dialect }: Pick<Catalogue, 'dialect'>): boolean {
  return dialect === 'postgres' || dialect === 'cockroach';
}

/** MySQL, SQLite and SQL Server compare the names of columns and indexes without regard to case. */
export function sameName(catalogue: Pick<Catalogue, 'dialect'>, a: string, b: string): boolean {
  return a === b || (!isPostgres(catalogue) && a.toLowerCase() === b.toLowerCase());
}

export function creationSchema({ searchPath, schemas }: Catalogue): string {
  return searchPath.find(schema => schemas.has(schema)) ?? searchPath[0] ?? '';
}

export function findTable(catalogue: Catalogue, name: QualifiedName): TableState | undefined {
  const { tables, searchPath, temporary } = catalogue;
  if (name.schema !== undefined) return tableIn(name.schema);
  if (temporary.has(name.name)) return undefined;
  for (const schema of searchPath) {
    const found = tableIn(schema);
    if (found) return found;
  }
  return undefined;

  function tableIn(schema: string): TableState | undefined {
    const inSchema = (table: TableState): boolean => table.schema === schema;
    return (
      tables.find(table => inSchema(table) && table.name === name.name) ??
      tables.find(table => inSchema(table) && sameName(catalogue, table.name, name.name))
    );
  }
}

/** An index stands in the schema of its table; MySQL names indexes per table. */
export function findIndex(
  catalogue: Catalogue,
  name: QualifiedName,
  only?: TableState,
): { readonly table: TableState; readonly index: IndexState } | undefined {
  const among = only ? [only] : catalogue.tables;
  const schemas = name.schema === undefined ? catalogue.searchPath : [name.schema];
  for (const schema of only ? [only.schema] : schemas) {
    for (const table of among) {
      if (table.schema !== schema) continue;
      const index = table.indexes.find(
        ({ fact }) => fact.name !== undefined && sameName(catalogue, fact.name, name.name),
      );
      if (index) return { table, index };
    }
  }
  return undefined;
}

export function findType(catalogue: Catalogue, name: QualifiedName): TypeState | undefined {
  for (const schema of name.schema === undefined ? catalogue.searchPath : [name.schema]) {
    const found = catalogue.types.find(type => type.schema === schema && type.name === name.name);
    if (found) return found;
  }
  return undefined;
}

/** Tables, views and indexes of a schema share their names. */
export function isRelationName({ tables }: Catalogue, schema: string, name: string): boolean {
  return tables.some(
    table => table.schema === schema && (table.name === name || table.indexes.some(({ fact }) => fact.name === name)),
  );
}

/** PostgreSQL avoids the names of all constraints of a schema, though they need be unique only in their table. */
export function isConstraintName({ tables }: Catalogue, schema: string, name: string): boolean {
  return tables.some(
    table =>
      table.schema === schema &&
      (table.foreignKeys.some(({ fact }) => fact.name === name) ||
        table.indexes.some(({ fact }) => fact.constraint === true && fact.name === name)),
  );
}

/** The partitions and inheriting tables of a table. */
export function childrenOf({ tables }: Catalogue, table: TableState): readonly TableState[] {
  return tables.filter(({ parents }) => parents.includes(table));
}

export function foreignKeysTo(
  { tables }: Catalogue,
  target: TableState,
): readonly { readonly table: TableState; readonly key: ForeignKeyState }[] {
  return tables.flatMap(table => table.foreignKeys.filter(key => key.target === target).map(key => ({ table, key })));
}
