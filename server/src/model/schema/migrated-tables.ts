import type { ColumnFact } from '../../core/facts/schema';
import type { Column, ForeignKey, Table, TableIndex } from '../../core/model';
import type { Database, MigrationSet } from '../../core/project';
import { createReplay } from './replay';
import { placeOf, type Sourced, type TableState } from './table-state';
import type { SchemaSources } from './tables';

/** The tables that remain when the migrations of a set have run in their order. */
export function buildMigratedTables(
  database: Database,
  set: MigrationSet,
  defaultSchema: string,
  { inputs, codeSchemas }: SchemaSources,
): readonly Table[] {
  const replay = createReplay(defaultSchema);
  for (const uri of set.files) {
    for (const id of inputs.units(uri)) {
      const unit = inputs.unit(uri, id);
      const steps = unit?.kind === 'statement' ? unit.steps : codeSchemas.steps(database, set, uri, id);
      for (const step of steps) replay.apply(step, uri, id);
    }
  }
  return replay.tables().map(state => buildTable(state, database, set, defaultSchema));
}

function buildTable(state: TableState, database: Database, set: MigrationSet, defaultSchema: string): Table {
  return {
    ref: { database: database.id, schema: state.schema, name: state.name },
    dialect: database.dialect,
    logicalName: state.name,
    columns: state.columns.map(buildColumn),
    indexes: state.indexes.map(
      ({ fact: { span, ...index }, ...source }): TableIndex => ({
        ...index,
        place: placeOf(source, span),
        origin: 'migration',
      }),
    ),
    foreignKeys: state.foreignKeys.map(
      ({ fact: { span, references, ...key }, ...source }): ForeignKey => ({
        ...key,
        references: { database: database.id, schema: references.schema ?? defaultSchema, name: references.table },
        referencedColumns: references.columns,
        place: placeOf(source, span),
      }),
    ),
    relations: [],
    complete: state.complete,
    columnsComplete: state.complete,
    language: 'sql',
    place: state.place,
    origin: 'migration',
    migrations: set,
    emulatedRelations: false,
    view: false,
  };
}

function buildColumn({ fact, ...source }: Sourced<ColumnFact>): Column {
  const { span, ...column } = fact;
  return { ...column, place: placeOf(source, span) };
}
