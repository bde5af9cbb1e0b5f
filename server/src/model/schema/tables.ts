import type { Table, TableIndex } from '../../core/model';
import { type Database, type DatabaseId, tableKey } from '../../core/project';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import { buildDeclaredTables, type Declared } from './declared-tables';
import { buildMigratedTables } from './migrated-tables';

/** The tables of a database as its files describe it: the declared schema, and what only migrations can say. */
export function tablesOf(database: Database, inputs: ModelInputs, graph: Graph): readonly Table[] {
  return graph.derive('tables', database.id, () => buildTables(database.id, inputs, graph));
}

/** Every computation reads the project anew: one that kept what it was first made for would not see that it has changed. */
function buildTables(id: DatabaseId, inputs: ModelInputs, graph: Graph): readonly Table[] {
  const database = databaseWith(id, inputs);
  if (!database) return [];
  const defaultSchema = defaultSchemaOf(database);
  const declarations = graph.derive('declarations', id, () => readDeclarations(id, inputs));
  const declared = buildDeclaredTables(database, declarations, defaultSchema);
  const migrated = inputs.project.migrationSets
    .filter(set => set.database === id)
    .flatMap(({ folder }) =>
      graph.derive('migrated-tables', `${folder} ${id}`, () => {
        const current = databaseWith(id, inputs);
        const set = inputs.project.migrationSets.find(other => other.folder === folder && other.database === id);
        return current && set ? buildMigratedTables(current, set, defaultSchemaOf(current), inputs) : [];
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

function readDeclarations(id: DatabaseId, inputs: ModelInputs): readonly Declared[] {
  return (databaseWith(id, inputs)?.schemaFiles ?? []).flatMap(uri =>
    inputs.units(uri).flatMap((id): Declared[] => {
      const unit = inputs.unit(uri, id);
      return unit?.kind === 'declaration' ? [{ declaration: unit.declaration, uri, unit: id }] : [];
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
