import type { EnumType, Table } from '../../core/model';
import type { Database, DatabaseId } from '../../core/project';
import type { ModelInputs } from '../inputs';
import { buildDeclaredEnums, buildDeclaredTables, type Declared } from './declared-tables';
import { foldSchema } from './fold-schema';
import { withIndexTrees } from './index-trees';
import { buildManyToManyTables } from './many-to-many';
import { buildMigratedSchema, type MigratedSchema } from './migrated-tables';
import type { SchemaSources } from './schema-sources';

/** A database as its files describe it. */
export interface DatabaseSchema {
  readonly tables: readonly Table[];
  readonly enums: readonly EnumType[];
  /** Every file that describes it was understood. */
  readonly complete: boolean;
}

/** The declared schema, and what only migrations can say. */
export function schemaOf(id: DatabaseId, sources: SchemaSources): DatabaseSchema {
  return sources.graph.derive('schema', id, () => buildSchema(id, sources));
}

export function defaultSchemaOf({ dialect }: Database): string {
  return dialect === 'postgres' || dialect === 'cockroach' ? 'public' : '';
}

const NO_SCHEMA: DatabaseSchema = { tables: [], enums: [], complete: false };

/** Every computation reads the project anew: one that kept what it was first made for would not see that it has changed. */
function buildSchema(id: DatabaseId, sources: SchemaSources): DatabaseSchema {
  const { inputs, graph, readSql } = sources;
  const database = databaseWith(id, inputs);
  if (!database) return NO_SCHEMA;
  const defaultSchema = defaultSchemaOf(database);
  const declarations = graph.derive('declarations', id, () => readDeclarations(id, sources));
  const migrated = inputs.project.migrationSets
    .filter(set => set.database === id)
    .flatMap(({ folder }) =>
      graph.derive('migrated-schema', `${folder} ${id}`, (): MigratedSchema[] => {
        const current = databaseWith(id, inputs);
        const set = inputs.project.migrationSets.find(other => other.folder === folder && other.database === id);
        return current && set ? [buildMigratedSchema(current, set, defaultSchemaOf(current), sources)] : [];
      }),
    );
  const declared = buildDeclaredTables(database, declarations, defaultSchema);
  const folded = foldSchema(
    {
      tables: declared,
      joinTables: buildManyToManyTables(database, declarations, defaultSchema),
      enums: buildDeclaredEnums(database, declarations, defaultSchema),
      ignored: ignoredTables(database, declarations, defaultSchema),
    },
    migrated,
  );
  const understood = database.schemaFiles.every(uri => inputs.isUnderstood(uri));
  return {
    ...folded,
    tables: folded.tables.map(table => withIndexTrees(table, readSql)),
    complete:
      understood &&
      migrated.every(({ complete }) => complete) &&
      folded.tables.length > 0 &&
      declared.every(isSaidInFull),
  };
}

/** Where a class says less than the database has, what other classes say may be as little. */
function isSaidInFull({ view, complete, columnsComplete }: Table): boolean {
  return view || (complete && columnsComplete);
}

function databaseWith(id: DatabaseId, inputs: ModelInputs): Database | undefined {
  return inputs.project.databases.find(database => database.id === id);
}

function readDeclarations(id: DatabaseId, { inputs, codeSchemas }: SchemaSources): readonly Declared[] {
  const database = databaseWith(id, inputs);
  if (!database) return [];
  const declarationsIn = codeSchemas.declarations(database);
  return database.schemaFiles.flatMap(uri =>
    inputs.units(uri).flatMap((id): readonly Declared[] => {
      const unit = inputs.unit(uri, id);
      if (unit?.kind === 'declaration') return [{ declaration: unit.declaration, uri, unit: id }];
      return declarationsIn(uri, id);
    }),
  );
}

/** What the schema names in order to leave it alone. */
function ignoredTables(
  { id }: Database,
  declarations: readonly Declared[],
  defaultSchema: string,
): readonly { readonly database: string; readonly schema: string; readonly name: string }[] {
  return declarations.flatMap(({ declaration }) =>
    declaration.kind === 'table' && declaration.ignored
      ? [{ database: id, schema: declaration.schema ?? defaultSchema, name: declaration.name }]
      : [],
  );
}
