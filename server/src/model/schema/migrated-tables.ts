import type { ColumnFact } from '../../core/facts/schema';
import type { Column, EnumType, ForeignKey, Table, TableIndex } from '../../core/model';
import { type Database, type MigrationSet, type TableRef, tableKey } from '../../core/project';
import type { Uri } from '../../core/uri';
import { createReplay } from './replay';
import { currentFact } from './replay-foreign-keys';
import type { SchemaSources } from './schema-sources';
import { type ForeignKeyState, placeOf, type Sourced, type TableState, type TypeState } from './table-state';

/** What remains when the migrations of a set have run in their order. */
export interface MigratedSchema {
  readonly tables: readonly Table[];
  /** By `tableKey` of their tables: the keys that migrations took away, of which some may have been made again. */
  readonly droppedForeignKeys: ReadonlyMap<string, readonly ForeignKey[]>;
  readonly enums: readonly EnumType[];
  /** Every step was understood. */
  readonly complete: boolean;
  /** The tables (`tableKey`) that steps changed and none made: other files made them. */
  readonly changedElsewhere: readonly string[];
}

export function buildMigratedSchema(
  database: Database,
  set: MigrationSet,
  defaultSchema: string,
  { inputs, codeSchemas }: SchemaSources,
): MigratedSchema {
  const replay = createReplay(database.dialect, defaultSchema);
  let complete = true;
  for (const uri of set.files) {
    let isSilent = true;
    for (const id of inputs.units(uri)) {
      const unit = inputs.unit(uri, id);
      const steps = unit?.kind === 'statement' ? unit.steps : codeSchemas.steps(database, set, uri, id);
      for (const step of steps) replay.apply(step, uri, id);
      if (steps.length > 0) isSilent = false;
    }
    // A program of which nothing is known to change the schema may do so in a way that nobody reads.
    if (!inputs.isUnderstood(uri) || (isSilent && isProgram(uri))) complete = false;
  }
  const refOf = (table: TableState): TableRef => ({ database: database.id, schema: table.schema, name: table.name });
  return {
    tables: replay.tables().map(state => buildTable(state, refOf, database, set, defaultSchema)),
    droppedForeignKeys: new Map(
      replay
        .tables()
        .map(state => [
          tableKey(refOf(state)),
          state.droppedForeignKeys.map(key => buildForeignKey(key, database, defaultSchema)),
        ]),
    ),
    enums: replay.types().flatMap(type => buildEnum(type, database)),
    complete: complete && replay.isComplete(),
    changedElsewhere: replay.changedElsewhere().map(name => tableKey({ database: database.id, ...name })),
  };
}

function isProgram(uri: Uri): boolean {
  return !uri.toLowerCase().endsWith('.sql');
}

function buildTable(
  state: TableState,
  refOf: (table: TableState) => TableRef,
  database: Database,
  set: MigrationSet,
  defaultSchema: string,
): Table {
  const { parents, isPartition, partitionBy } = state;
  const partitioned = isPartition ? parents[0] : undefined;
  return {
    ref: refOf(state),
    dialect: database.dialect,
    logicalName: state.name,
    columns: state.columns.map(buildColumn),
    indexes: state.indexes.map(
      ({ fact: { span, ...index }, uri, unit }): TableIndex => ({
        ...index,
        place: placeOf({ uri, unit }, span),
        origin: 'migration',
      }),
    ),
    foreignKeys: state.foreignKeys.map(key => buildForeignKey(key, database, defaultSchema)),
    relations: [],
    complete: state.complete,
    columnsComplete: state.columnsComplete,
    language: 'sql',
    ...(partitioned ? { partitionOf: refOf(partitioned) } : {}),
    ...(partitionBy ? { partitionColumns: partitionBy.columns.flatMap(({ column }) => column ?? []) } : {}),
    place: state.place,
    origin: 'migration',
    migrations: set,
    emulatedRelations: false,
    view: state.view,
  };
}

function buildForeignKey(key: ForeignKeyState, database: Database, defaultSchema: string): ForeignKey {
  const { span, references, ...fact } = currentFact(key);
  return {
    ...fact,
    references: { database: database.id, schema: references.schema ?? defaultSchema, name: references.table },
    referencedColumns: references.columns,
    place: placeOf(key, span),
  };
}

function buildColumn({ fact, uri, unit }: Sourced<ColumnFact>): Column {
  const { span, ...column } = fact;
  return { ...column, place: placeOf({ uri, unit }, span) };
}

function buildEnum({ schema, name, values, place }: TypeState, database: Database): EnumType[] {
  return values ? [{ database: database.id, schema, name, logicalName: name, values, place }] : [];
}
