import type { LikeClause, QualifiedName, SchemaStep } from '../../core/facts/migrations';
import type { ColumnFact, IndexFact } from '../../core/facts/schema';
import { type Catalogue, creationSchema, findTable, isPostgres } from './catalogue';
import { columnState, findColumn, withoutDefault } from './replay-columns';
import { removeTable } from './replay-drop';
import { addForeignKey, bindForeignKeys, ensureForeignKey } from './replay-foreign-keys';
import { addIndex, copyIndex, ensureIndex } from './replay-indexes';
import { type ColumnState, placeOf, type Sourced, type TableState } from './table-state';

type StepOf<K extends SchemaStep['kind']> = SchemaStep & { readonly kind: K };
type Source = Omit<Sourced<unknown>, 'fact'>;

export function createTable(catalogue: Catalogue, step: StepOf<'create-table'>, source: Source): void {
  if (step.temporary) {
    catalogue.temporary.add(step.table.name);
    return;
  }
  const schema = step.table.schema ?? creationSchema(catalogue);
  const existing = findTable(catalogue, { schema, name: step.table.name });
  if (existing && step.ifNotExists) return;
  const table: TableState = {
    schema,
    name: step.table.name,
    columns: [],
    indexes: [],
    foreignKeys: [],
    droppedForeignKeys: [],
    view: false,
    // Whether the statement failed or the other one is not what runs: one of both is not true.
    complete: step.complete && !existing,
    columnsComplete: step.complete && !existing,
    parents: [],
    isPartition: false,
    ...(step.partitionBy ? { partitionBy: step.partitionBy } : {}),
    place: placeOf(source, step.nameSpan),
  };
  // What reads it would go with it if this one had come to be.
  if (existing) removeTable(catalogue, existing);
  catalogue.tables.push(table);
  addParents(catalogue, table, step);
  const likes = (step.like ?? []).flatMap(like => likeSource(catalogue, table, like));
  for (const { like, from } of likes) for (const column of from.columns) addLikeColumn(catalogue, table, column, like);
  for (const fact of step.columns) addOwnColumn(catalogue, table, { fact, ...source });

  if (table.isPartition) copyFromParents(catalogue, table);
  const indexes = isPostgres(catalogue) ? withoutRepeated(step.indexes) : step.indexes;
  for (const fact of indexes) addIndex(catalogue, table, { fact, ...source });
  for (const { like, from } of likes) {
    if (like.indexes) for (const index of from.indexes) copyIndex(catalogue, table, index);
  }
  for (const fact of step.foreignKeys) addForeignKey(catalogue, table, { fact, ...source });
  bindForeignKeys(catalogue, table);
}

function addParents(catalogue: Catalogue, table: TableState, step: StepOf<'create-table'>): void {
  table.isPartition = step.partitionOf !== undefined;
  for (const name of step.partitionOf ? [step.partitionOf] : (step.inherits ?? [])) {
    const parent = knownTable(catalogue, table, name);
    if (!parent) continue;
    table.parents.push(parent);
    for (const column of parent.columns) inheritColumn(catalogue, table, column);
    if (!parent.columnsComplete) table.columnsComplete = false;
    if (table.isPartition && !parent.complete) table.complete = false;
  }
}

/** A table that the statement builds on. Where it is not known, nothing may be said to be missing. */
function knownTable(catalogue: Catalogue, table: TableState, name: QualifiedName): TableState | undefined {
  const found = findTable(catalogue, name);
  if (!found) {
    table.complete = false;
    table.columnsComplete = false;
    catalogue.complete = false;
  }
  return found;
}

function inheritColumn(catalogue: Catalogue, table: TableState, column: ColumnState): void {
  const existing = findColumn(catalogue, table, column.fact.name);
  if (existing) {
    // Two parents have it: one that requires a value is enough.
    const nullable = existing.fact.nullable && column.fact.nullable;
    replaceColumn(table, existing, { ...existing, fact: { ...existing.fact, nullable } });
    return;
  }
  const isIdentity = column.fact.generated === 'identity';
  // Identity goes to partitions (since PostgreSQL 17), never to inheriting tables.
  const fact = isIdentity && !table.isPartition ? withoutDefault(column.fact) : column.fact;
  table.columns.push({ ...column, fact, local: false });
}

function addOwnColumn(catalogue: Catalogue, table: TableState, source: Sourced<ColumnFact>): void {
  const existing = findColumn(catalogue, table, source.fact.name);
  if (!existing) {
    table.columns.push(columnState(catalogue, source, true));
    return;
  }
  // The column is merged with the one that is inherited: its own default, NOT NULL from either.
  const { tree: _, ...fact } = source.fact;
  const own = columnState(catalogue, source, true);
  const { tree: __, ...inherited } = existing.fact;
  const merged: ColumnFact = {
    ...(fact.type === '' ? inherited : fact),
    nullable: existing.fact.nullable && fact.nullable,
    hasDefault: existing.fact.hasDefault || fact.hasDefault,
    ...(fact.defaultText === undefined ? {} : { defaultText: fact.defaultText }),
    ...(fact.generated === undefined ? {} : { generated: fact.generated }),
  };
  replaceColumn(
    table,
    existing,
    fact.type === '' ? { ...existing, fact: merged, local: true } : { ...own, fact: merged },
  );
}

function replaceColumn(table: TableState, from: ColumnState, to: ColumnState): void {
  table.columns = table.columns.map(column => (column === from ? to : column));
}

function likeSource(
  catalogue: Catalogue,
  table: TableState,
  like: LikeClause,
): { readonly like: LikeClause; readonly from: TableState }[] {
  const from = knownTable(catalogue, table, like.table);
  if (!from) return [];
  if (!from.columnsComplete) table.columnsComplete = false;
  if (!from.complete) table.complete = false;
  return [{ like, from }];
}

/** LIKE copies names, types and NOT NULL; the rest where INCLUDING names it. */
function addLikeColumn(catalogue: Catalogue, table: TableState, column: ColumnState, like: LikeClause): void {
  const { generated, hasDefault } = column.fact;
  const isComputed = generated === 'stored' || generated === 'virtual';
  const keeps = generated === 'identity' ? like.identity : isComputed ? like.generated : hasDefault && like.defaults;
  const { generated: _, ...unowned } = column.fact;
  // The sequence of a serial column stays the other table's.
  const kept = generated === 'serial' ? unowned : column.fact;
  const state: ColumnState = { ...column, fact: keeps ? kept : withoutDefault(column.fact), local: true };
  if (!findColumn(catalogue, table, state.fact.name)) table.columns.push(state);
}

function copyFromParents(catalogue: Catalogue, table: TableState): void {
  for (const parent of table.parents) {
    for (const index of parent.indexes) ensureIndex(catalogue, table, index);
    for (const key of parent.foreignKeys) ensureForeignKey(catalogue, table, key);
  }
}

/** The primary key comes first, and a constraint that repeats another one is dropped (transformIndexConstraints). */
function withoutRepeated(indexes: readonly IndexFact[]): readonly IndexFact[] {
  const shape = ({ name: _, kind, span: __, methodSpan: ___, columns, ...rest }: IndexFact): string =>
    JSON.stringify([kind === 'index', columns.map(({ span: ____, tree: _____, ...part }) => part), rest]);
  const kept: IndexFact[] = [];
  for (const index of [...indexes].sort((a, b) => Number(b.kind === 'primary') - Number(a.kind === 'primary'))) {
    const prior = kept.findIndex(other => shape(other) === shape(index));
    const other = kept[prior];
    if (!other) kept.push(index);
    else if (other.name === undefined && index.name !== undefined) kept[prior] = { ...other, name: index.name };
  }
  return kept;
}

export function moveTable(catalogue: Catalogue, table: TableState, to: QualifiedName): void {
  if (catalogue.dialect === 'mysql') renameNumberedKeys(table, to.name);
  table.schema = to.schema ?? table.schema;
  table.name = to.name;
  if (!isPostgres(catalogue)) bindForeignKeys(catalogue, table);
}

/** InnoDB renames the keys that it named itself with their table (MySQL manual, RENAME TABLE). */
function renameNumberedKeys(table: TableState, to: string): void {
  const own = `${table.name}_ibfk_`;
  for (const key of table.foreignKeys) {
    const { name } = key.fact;
    if (name?.startsWith(own)) key.fact = { ...key.fact, name: `${to}_ibfk_${name.slice(own.length)}` };
  }
}

export function attachPartition(catalogue: Catalogue, step: StepOf<'attach-partition' | 'detach-partition'>): void {
  const partition = findTable(catalogue, step.partition);
  const parent = findTable(catalogue, step.table);
  if (!partition || !parent) {
    if (partition) partition.complete = false;
    catalogue.complete = false;
    return;
  }
  partition.parents = [parent];
  partition.isPartition = true;
  if (!parent.complete) partition.complete = false;
  partition.columns = partition.columns.map(column => {
    const inherited = findColumn(catalogue, parent, column.fact.name);
    const isIdentity = inherited?.fact.generated === 'identity';
    const fact: ColumnFact = isIdentity ? { ...column.fact, generated: 'identity', hasDefault: true } : column.fact;
    return { ...column, fact, local: false };
  });
  copyFromParents(catalogue, partition);
}

export function detachPartition(catalogue: Catalogue, step: StepOf<'attach-partition' | 'detach-partition'>): void {
  const partition = findTable(catalogue, step.partition);
  if (!partition) return;
  partition.parents = [];
  partition.isPartition = false;
  for (const index of partition.indexes) delete index.parent;
  for (const key of partition.foreignKeys) delete key.parent;
  partition.columns = partition.columns.map(column => ({
    ...column,
    // Identity is the partitioned table's (ATDetachPartition).
    fact: column.fact.generated === 'identity' ? withoutDefault(column.fact) : column.fact,
    local: true,
  }));
}

export function changeInheritance(catalogue: Catalogue, step: StepOf<'inherit' | 'no-inherit'>): void {
  const table = findTable(catalogue, step.table);
  if (!table) return;
  const parent =
    step.kind === 'inherit' ? knownTable(catalogue, table, step.parent) : findTable(catalogue, step.parent);
  if (!parent) return;
  table.parents = table.parents.filter(other => other !== parent);
  if (step.kind === 'inherit') table.parents.push(parent);
  else table.columns = table.columns.map(column => ({ ...column, local: true }));
}
