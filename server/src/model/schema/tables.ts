import type { Table, TableIndex } from '../../core/model';
import { type Database, type DatabaseId, tableKey } from '../../core/project';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import type { CodeSchemas } from './code-schemas';
import { buildDeclaredTables, type Declared } from './declared-tables';
import { buildMigratedTables } from './migrated-tables';

/** The tables of a database as its files describe it: the declared schema, and what only migrations can say. */
export function tablesOf(database: Database, sources: SchemaSources): readonly Table[] {
  return sources.graph.derive('tables', database.id, () => buildTables(database.id, sources));
}

/** What tables are read from. */
export interface SchemaSources {
  readonly inputs: ModelInputs;
  readonly graph: Graph;
  readonly codeSchemas: CodeSchemas;
}

/** Every computation reads the project anew: one that kept what it was first made for would not see that it has changed. */
function buildTables(id: DatabaseId, sources: SchemaSources): readonly Table[] {
  const { inputs, graph } = sources;
  const database = databaseWith(id, inputs);
  if (!database) return [];
  const defaultSchema = defaultSchemaOf(database);
  const declarations = graph.derive('declarations', id, () => readDeclarations(id, sources));
  const declared = buildDeclaredTables(database, declarations, defaultSchema);
  const migrated = inputs.project.migrationSets
    .filter(set => set.database === id)
    .flatMap(({ folder }) =>
      graph.derive('migrated-tables', `${folder} ${id}`, () => {
        const current = databaseWith(id, inputs);
        const set = inputs.project.migrationSets.find(other => other.folder === folder && other.database === id);
        return current && set ? buildMigratedTables(current, set, defaultSchemaOf(current), sources) : [];
      }),
    );
  return declared.length > 0 ? addFromMigrations(declared, migrated) : migrated;
}

function databaseWith(id: DatabaseId, inputs: ModelInputs): Database | undefined {
  return inputs.project.databases.find(database => database.id === id);
}

function defaultSchemaOf({ dialect }: Database): string {
  return dialect === 'postgres' || dialect === 'cockroach' ? 'public' : '';
}

function readDeclarations(id: DatabaseId, { inputs, codeSchemas }: SchemaSources): readonly Declared[] {
  const database = databaseWith(id, inputs);
  if (!database) return [];
  return database.schemaFiles.flatMap(uri =>
    inputs.units(uri).flatMap((id): readonly Declared[] => {
      const unit = inputs.unit(uri, id);
      if (unit?.kind === 'declaration') return [{ declaration: unit.declaration, uri, unit: id }];
      return codeSchemas.declarations(database, uri, id);
    }),
  );
}

/**
 * The declared schema wins for what it can express. Migrations add the indexes it does not name (partial, on expressions,
 * of other methods, written by hand): in the database they are there, so nothing may be said to be missing.
 */
function addFromMigrations(declared: readonly Table[], migrated: readonly Table[]): readonly Table[] {
  const byKey = new Map(migrated.map(table => [tableKey(table.ref), table] as const));
  return declared.map(table => {
    const built = byKey.get(tableKey(table.ref));
    if (!built) return table;
    const known = new Set(table.indexes.map(shapeOf));
    const added = built.indexes.filter(index => !known.has(shapeOf(index)));
    return added.length === 0 ? table : { ...table, indexes: [...table.indexes, ...added] };
  });
}

/** What makes two indexes the same: never the name, which a declaration may leave to the tool. */
function shapeOf(index: TableIndex): string {
  const parts = index.columns.map(part => [part.column, part.expression, part.order ?? 'asc', part.operatorClass]);
  return JSON.stringify([index.kind, index.method ?? 'btree', parts, index.predicate?.text, index.include]);
}
