import type { Column, EnumType, Table, TableIndex } from '../../core/model';
import { type TableRef, tableKey } from '../../core/project';
import { withoutDroppedKeys } from './dropped-keys';
import type { MigratedSchema } from './migrated-tables';

/** What the schema files say. */
export interface DeclaredSchema {
  readonly tables: readonly Table[];
  /** Tables that the ORM makes for relations. */
  readonly joinTables: readonly Table[];
  readonly enums: readonly EnumType[];
  /** Tables that the schema says it does not manage. */
  readonly ignored: readonly TableRef[];
}

/**
 * The declared schema wins for what it can express; migrations add the rest: indexes, and the tables and views that only
 * they know. Those exist in the database, so that a query on them is no mistake.
 */
export function foldSchema(
  declared: DeclaredSchema,
  migrated: readonly MigratedSchema[],
): { readonly tables: readonly Table[]; readonly enums: readonly EnumType[] } {
  const fromMigrations = mergeSets(migrated);
  const enums = byKey([...declared.enums, ...migrated.flatMap(set => set.enums)], enumKey);
  if (declared.tables.length === 0) return { tables: [...fromMigrations.values()], enums };

  const tables = mergeDeclarations(declared.tables).map(table => {
    const built = fromMigrations.get(tableKey(table.ref));
    const dropped = migrated.flatMap(set => set.droppedForeignKeys.get(tableKey(table.ref)) ?? []);
    const present = withoutDroppedKeys(table, dropped, built?.foreignKeys ?? []);
    return built ? addFromMigrations(present, built) : present;
  });
  const names = new Set(tables.map(({ ref }) => tableKey(ref)));
  const joinTables = declared.joinTables
    .filter(({ ref }) => !names.has(tableKey(ref)))
    .map(table => joinTableFromMigrations(table, fromMigrations.get(tableKey(table.ref))));
  for (const { ref } of joinTables) names.add(tableKey(ref));

  const complete = migrated.every(set => set.complete);
  const unmanaged = new Set(declared.ignored.map(tableKey));
  const others = [...fromMigrations.values()].filter(({ ref }) => !names.has(tableKey(ref)));
  return {
    tables: [
      ...tables,
      ...joinTables,
      ...others.map(table => ({
        ...table,
        complete: table.complete && complete,
        ...(unmanaged.has(tableKey(table.ref)) || isLeftBehind(table, tables) ? { unmanaged: true } : {}),
      })),
    ],
    enums,
  };
}

/**
 * A tool that makes the migrations from the schema drops with the next one what the schema no longer says: the model was
 * renamed or is being typed. That is no place for findings.
 */
function isLeftBehind({ migrations }: Table, declared: readonly Table[]): boolean {
  return declared.some(({ language }) => language === migrations?.tool);
}

/** The same table of several sets: together they say what it has. */
function mergeSets(sets: readonly MigratedSchema[]): ReadonlyMap<string, Table> {
  const changed = new Set(sets.flatMap(({ changedElsewhere }) => changedElsewhere));
  const tables = new Map<string, Table>();
  for (const table of sets.flatMap(set => set.tables)) {
    const key = tableKey(table.ref);
    const known = tables.get(key);
    const merged = known ? merge(known, table) : table;
    tables.set(key, changed.has(key) ? { ...merged, complete: false, columnsComplete: false } : merged);
  }
  return tables;
}

/** Two declarations of one table, as in two schema files or by inheritance of classes. The first one is where it stands. */
function mergeDeclarations(tables: readonly Table[]): readonly Table[] {
  const merged = new Map<string, Table>();
  // What gives names only says less about where the table stands.
  const informative = [...tables].sort((a, b) => Number(isNamesOnly(a)) - Number(isNamesOnly(b)));
  for (const table of informative) {
    const known = merged.get(tableKey(table.ref));
    merged.set(tableKey(table.ref), known ? merge(known, table) : table);
  }
  return byKey(tables, ({ ref }) => tableKey(ref)).map(table => merged.get(tableKey(table.ref)) ?? table);
}

function isNamesOnly({ language }: Table): boolean {
  return language === 'kysely';
}

function merge(first: Table, second: Table): Table {
  const complete = isNamesOnly(second) ? first.complete : first.complete && second.complete;
  return {
    ...first,
    columns: byKey([...first.columns, ...second.columns], ({ name }) => name),
    indexes: byKey([...first.indexes, ...second.indexes], shapeOf),
    foreignKeys: byKey([...first.foreignKeys, ...second.foreignKeys], keyShapeOf),
    relations: byKey([...first.relations, ...second.relations], ({ logicalName }) => logicalName),
    complete,
    columnsComplete: first.columnsComplete && second.columnsComplete,
  };
}

function addFromMigrations(table: Table, built: Table): Table {
  if (isNamesOnly(table)) return { ...built, logicalName: table.logicalName };
  const known = new Set(table.indexes.map(shapeOf));
  const names = new Set(table.indexes.flatMap(({ name }) => name ?? []));
  // An index of the same name is the same one, before or after it is changed.
  const added = built.indexes.filter(index => !known.has(shapeOf(index)) && !names.has(index.name ?? ''));
  const { partitionOf, partitionColumns } = built;
  return {
    ...table,
    columns: table.columns.map(column => addType(column, built.columns)),
    ...(added.length === 0 ? {} : { indexes: [...table.indexes, ...added] }),
    // A column that a migration adds by hand exists, whatever the declaration says.
    columnsComplete:
      table.columnsComplete && built.columns.every(({ name }) => table.columns.some(own => own.name === name)),
    ...(partitionOf ? { partitionOf } : {}),
    ...(partitionColumns ? { partitionColumns } : {}),
  };
}

/** What the declaration leaves open about a column is what its migration said. */
function addType(column: Column, built: readonly Column[]): Column {
  if (column.databaseType !== undefined) return column;
  const databaseType = built.find(({ name }) => name === column.name)?.databaseType;
  return databaseType === undefined ? column : { ...column, databaseType };
}

/** Versions of Prisma make its keys differently, and what has been made stays. */
function joinTableFromMigrations(table: Table, built: Table | undefined): Table {
  return built && built.indexes.length > 0 ? { ...table, indexes: built.indexes } : table;
}

/** What makes two indexes the same: never the name, which a declaration may leave to the tool. */
function shapeOf(index: TableIndex): string {
  const parts = index.columns.map(part => [
    part.column,
    plain(part.expression),
    part.order ?? 'asc',
    part.nulls ?? (part.order === 'desc' ? 'first' : 'last'),
    part.operatorClass,
  ]);
  return JSON.stringify([
    index.kind,
    (index.method ?? 'btree').toLowerCase(),
    parts,
    plain(index.predicate?.text),
    index.include,
  ]);
}

/** Blanks, parentheses, quotes and case say nothing here. */
function plain(text: string | undefined): string | undefined {
  return text?.replace(/[\s()"]+/g, '').toLowerCase();
}

function keyShapeOf(key: Table['foreignKeys'][number]): string {
  return JSON.stringify([key.columns, key.references, key.referencedColumns]);
}

function enumKey({ schema, name }: EnumType): string {
  return `${schema}.${name}`;
}

/** The first of each key, in order. */
function byKey<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}
