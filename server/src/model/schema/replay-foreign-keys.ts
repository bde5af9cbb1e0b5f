import type { QualifiedName } from '../../core/facts/migrations';
import type { ForeignKeyFact } from '../../core/facts/schema';
import {
  type Catalogue,
  childrenOf,
  findTable,
  foreignKeysTo,
  isConstraintName,
  isPostgres,
  sameName,
} from './catalogue';
import { chooseName, joinNames } from './object-names';
import type { ForeignKeyState, Sourced, TableState } from './table-state';

/** Adds a foreign key as the statement says it, with a name and down to every partition. */
export function addForeignKey(
  catalogue: Catalogue,
  table: TableState,
  { fact, uri, unit }: Sourced<ForeignKeyFact>,
): void {
  const { name } = fact;
  // The statement fails, which leaves the key that there is.
  if (name !== undefined && table.foreignKeys.some(key => key.fact.name === name)) return;
  const key: ForeignKeyState = { fact: withName(catalogue, table, fact), uri, unit };
  const target = findTable(catalogue, targetName(fact));
  table.foreignKeys.push(key);
  if (target) bind(key, target);
  if (table.partitionBy)
    for (const partition of childrenOf(catalogue, table)) ensureForeignKey(catalogue, partition, key);
}

/** Gives a partition the key of its table, which may be one that it has already (CloneFkReferencing). */
export function ensureForeignKey(catalogue: Catalogue, partition: TableState, parent: ForeignKeyState): void {
  const own = partition.foreignKeys.find(key => !key.parent && isSameKey(key, parent));
  if (own) {
    own.parent = parent;
    return;
  }
  const { name, ...unnamed } = parent.fact;
  const isTaken = partition.foreignKeys.some(({ fact }) => fact.name === name);
  const copy: ForeignKeyState = {
    ...parent,
    fact: isTaken || name === undefined ? withName(catalogue, partition, unnamed) : parent.fact,
    parent,
  };
  partition.foreignKeys.push(copy);
  for (const child of partition.partitionBy ? childrenOf(catalogue, partition) : []) {
    ensureForeignKey(catalogue, child, copy);
  }
}

/** Keys that were made before the table they lead to: SQLite and MySQL allow that. */
export function bindForeignKeys(catalogue: Catalogue, target: TableState): void {
  for (const { foreignKeys } of catalogue.tables) {
    for (const key of foreignKeys) {
      if (!key.target && findTable(catalogue, targetName(key.fact)) === target) bind(key, target);
    }
  }
}

/** What becomes of the keys that lead to a table when it goes. */
export function unbindForeignKeys(catalogue: Catalogue, target: TableState): void {
  for (const table of catalogue.tables) {
    // DROP … CASCADE takes them along, and without it the statement fails while there are any. SQLite and MySQL drop the
    // table where foreign keys are switched off, as their migrations do while they rebuild it.
    if (isPostgres(catalogue)) table.foreignKeys = table.foreignKeys.filter(key => key.target !== target);
    for (const key of table.foreignKeys) {
      if (key.target !== target) continue;
      key.fact = withTarget(key.fact, target);
      delete key.target;
    }
  }
}

/** The key with the present name of the table it leads to. */
export function currentFact({ fact, target }: ForeignKeyState): ForeignKeyFact {
  return target ? withTarget(fact, target) : fact;
}

export function renameReferencedColumn(catalogue: Catalogue, target: TableState, from: string, to: string): void {
  for (const { foreignKeys } of catalogue.tables) {
    for (const key of foreignKeys) {
      if (key.target !== target) continue;
      const columns = key.fact.references.columns.map(column => (sameName(catalogue, column, from) ? to : column));
      key.fact = { ...key.fact, references: { ...key.fact.references, columns } };
    }
  }
}

/** A partition is part of its table: what is taken from the key of the one is taken from that of the other. */
export function dropForeignKey(catalogue: Catalogue, table: TableState, key: ForeignKeyState): void {
  if (!table.foreignKeys.includes(key)) return;
  table.foreignKeys = table.foreignKeys.filter(other => other !== key);
  table.droppedForeignKeys.push(key);
  for (const child of childrenOf(catalogue, table)) {
    for (const part of child.foreignKeys.filter(({ parent }) => parent === key)) dropForeignKey(catalogue, child, part);
  }
}

/** What CASCADE takes along of the keys that lead to a table. */
export function dropForeignKeysTo(
  catalogue: Catalogue,
  target: TableState,
  isMeant: (key: ForeignKeyState) => boolean = () => true,
): void {
  for (const { table, key } of foreignKeysTo(catalogue, target)) {
    if (isMeant(key)) dropForeignKey(catalogue, table, key);
  }
}

/** REFERENCES without columns means the primary key. */
function bind(key: ForeignKeyState, target: TableState): void {
  key.target = target;
  if (key.fact.references.columns.length > 0) return;
  const primary = target.indexes.find(({ fact }) => fact.kind === 'primary');
  const columns = primary?.fact.columns.flatMap(({ column }) => column ?? []) ?? [];
  key.fact = { ...key.fact, references: { ...key.fact.references, columns } };
}

function withTarget(fact: ForeignKeyFact, { schema, name }: TableState): ForeignKeyFact {
  return { ...fact, references: { ...fact.references, schema, table: name } };
}

function targetName({ references: { schema, table } }: ForeignKeyFact): QualifiedName {
  return { name: table, ...(schema === undefined ? {} : { schema }) };
}

function isSameKey(a: ForeignKeyState, b: ForeignKeyState): boolean {
  const shape = ({ fact, target }: ForeignKeyState): string =>
    JSON.stringify([
      fact.columns,
      target ? [target.schema, target.name] : [fact.references.schema, fact.references.table],
      fact.references.columns,
      fact.onDelete ?? 'no-action',
      fact.onUpdate ?? 'no-action',
    ]);
  return shape(a) === shape(b);
}

function withName(catalogue: Catalogue, table: TableState, fact: ForeignKeyFact): ForeignKeyFact {
  if (fact.name !== undefined) return fact;
  if (isPostgres(catalogue)) {
    const isTaken = (name: string): boolean => isConstraintName(catalogue, table.schema, name);
    return { ...fact, name: chooseName(table.name, joinNames(fact.columns), 'fkey', isTaken) };
  }
  return catalogue.dialect === 'mysql' ? { ...fact, name: mysqlName(table) } : fact;
}

/** InnoDB counts on from the highest number (MySQL manual, FOREIGN KEY Constraints). */
function mysqlName({ name, foreignKeys }: TableState): string {
  const numbers = foreignKeys.map(({ fact }) => Number(/_ibfk_(\d+)$/.exec(fact.name ?? '')?.[1] ?? 0));
  return `${name}_ibfk_${Math.max(0, ...numbers) + 1}`;
}
