import type { QualifiedName } from '../../core/facts/migrations';
import type { IndexColumn, IndexFact } from '../../core/facts/schema';
import {
  type Catalogue,
  childrenOf,
  findIndex,
  isConstraintName,
  isPostgres,
  isRelationName,
  sameName,
} from './catalogue';
import { chooseName, indexColumnNames, joinNames } from './object-names';
import { dropForeignKeysTo } from './replay-foreign-keys';
import type { IndexState, Sourced, TableState } from './table-state';

/** Adds an index as CREATE INDEX or ADD CONSTRAINT does, with a name and down to every partition. */
export function addIndex(
  catalogue: Catalogue,
  table: TableState,
  source: Sourced<IndexFact>,
  options: { readonly only?: boolean } = {},
): IndexState | undefined {
  const columnNames = indexColumnNames(source.fact.columns, source.fact.include);
  const { name } = source.fact;
  // Without IF NOT EXISTS the statement fails, which leaves the index that there is.
  if (name !== undefined && isIndexName(catalogue, table, name)) return undefined;
  return create(catalogue, table, source, columnNames, options.only === true);
}

/** The copy of an index that LIKE and partitions get; its columns keep their names in it, in PostgreSQL it gets one of its own. */
export function copyIndex(catalogue: Catalogue, table: TableState, index: IndexState): IndexState {
  const { name: _, ...unnamed } = index.fact;
  const fact = isPostgres(catalogue) ? unnamed : index.fact;
  return create(catalogue, table, { ...index, fact }, index.columnNames, false);
}

function create(
  catalogue: Catalogue,
  table: TableState,
  { fact, uri, unit }: Sourced<IndexFact>,
  columnNames: readonly string[],
  only: boolean,
): IndexState {
  const name = fact.name ?? indexName(catalogue, table, fact, columnNames);
  const index: IndexState = { fact: name === undefined ? fact : { ...fact, name }, uri, unit, columnNames };
  table.indexes.push(index);
  if (fact.kind === 'primary') requireValues(catalogue, table, fact);
  if (!only && table.partitionBy) {
    for (const partition of childrenOf(catalogue, table)) ensureIndex(catalogue, partition, index);
  }
  return index;
}

/** What IF NOT EXISTS looks for. */
export function isIndexName(catalogue: Catalogue, table: TableState, name: string): boolean {
  if (isPostgres(catalogue)) return isRelationName(catalogue, table.schema, name);
  return findIndex(catalogue, { name }, catalogue.dialect === 'mysql' ? table : undefined) !== undefined;
}

/** Gives a partition the index of its table, which may be one that it has already (AttachPartitionEnsureIndexes). */
export function ensureIndex(catalogue: Catalogue, partition: TableState, parent: IndexState): void {
  const own = partition.indexes.find(
    index =>
      !index.parent && isSameIndex(index.fact, parent.fact) && (!parent.fact.constraint || index.fact.constraint),
  );
  const index = own ?? copyIndex(catalogue, partition, parent);
  index.parent = parent;
  if (parent.fact.kind === 'primary') requireValues(catalogue, partition, parent.fact);
}

/** PostgreSQL takes no notice of the direction of the columns here (CompareIndexInfo). */
function isSameIndex(a: IndexFact, b: IndexFact): boolean {
  const isUnique = (index: IndexFact): boolean => index.kind !== 'index';
  const shape = (index: IndexFact): string =>
    JSON.stringify([
      isUnique(index),
      index.nullsNotDistinct === true,
      index.method ?? 'btree',
      index.columns.map(({ column, expression, operatorClass, collation }: IndexColumn) => [
        column ?? normalize(expression),
        operatorClass,
        collation,
      ]),
      index.include,
      normalize(index.predicate?.text),
    ]);
  return shape(a) === shape(b);
}

function normalize(text: string | undefined): string | undefined {
  return text?.replace(/[\s()]+/g, '').toLowerCase();
}

/** A primary key makes its columns NOT NULL; SQLite keeps the mistake of letting them be null. */
export function requireValues(catalogue: Catalogue, table: TableState, { columns }: IndexFact): void {
  if (catalogue.dialect === 'sqlite') return;
  const isKey = (name: string): boolean =>
    columns.some(({ column }) => column !== undefined && sameName(catalogue, column, name));
  table.columns = table.columns.map(column =>
    column.fact.nullable && isKey(column.fact.name) ? { ...column, fact: { ...column.fact, nullable: false } } : column,
  );
}

/** What the database calls an index that the statement leaves unnamed. */
function indexName(
  catalogue: Catalogue,
  table: TableState,
  fact: IndexFact,
  columnNames: readonly string[],
): string | undefined {
  if (catalogue.dialect === 'mysql') return mysqlIndexName(table, fact);
  if (!isPostgres(catalogue)) return undefined;
  const isConstraint = fact.constraint === true || fact.kind === 'primary';
  const isTaken = (name: string): boolean =>
    isRelationName(catalogue, table.schema, name) || (isConstraint && isConstraintName(catalogue, table.schema, name));
  if (fact.kind === 'primary') return chooseName(table.name, '', 'pkey', isTaken);
  const label = !isConstraint ? 'idx' : fact.kind === 'unique' ? 'key' : 'excl';
  return chooseName(table.name, joinNames(columnNames), label, isTaken);
}

/** The first column's name, then with a number (MySQL manual, CREATE TABLE). */
function mysqlIndexName(table: TableState, { kind, columns }: IndexFact): string {
  if (kind === 'primary') return 'PRIMARY';
  const base = columns[0]?.column ?? 'functional_index';
  const isTaken = (name: string): boolean => table.indexes.some(({ fact }) => fact.name === name);
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!isTaken(name)) return name;
  }
}

/** Drops an index, those of the partitions with it, and by CASCADE the keys that need it. */
export function dropIndex(catalogue: Catalogue, table: TableState, index: IndexState): void {
  table.indexes = table.indexes.filter(other => other !== index);
  for (const child of childrenOf(catalogue, table)) {
    for (const part of child.indexes.filter(({ parent }) => parent === index)) dropIndex(catalogue, child, part);
  }
  if (!isPostgres(catalogue) || index.fact.kind === 'index') return;
  dropForeignKeysTo(catalogue, table, ({ fact: { references } }) => {
    const isKey = (other: IndexState): boolean => isKeyOf(other, references.columns);
    return isKey(index) && !table.indexes.some(isKey);
  });
}

function isKeyOf({ fact }: IndexState, columns: readonly string[]): boolean {
  if (fact.kind === 'index' || fact.columns.length !== columns.length) return false;
  return fact.columns.every(({ column }) => column !== undefined && columns.includes(column));
}

export function renameIndex(catalogue: Catalogue, name: QualifiedName, to: string, only?: TableState): boolean {
  const found = findIndex(catalogue, name, only);
  if (found) found.index.fact = { ...found.index.fact, name: to };
  return found !== undefined;
}

/** ADD CONSTRAINT … USING INDEX: the index takes the name of the constraint. */
export function turnIntoConstraint(
  catalogue: Catalogue,
  table: TableState,
  index: string,
  constraint: 'primary' | 'unique',
  name: string | undefined,
): void {
  const found = findIndex(catalogue, { name: index }, table)?.index;
  if (!found) return;
  found.fact = { ...found.fact, kind: constraint, constraint: true, ...(name === undefined ? {} : { name }) };
  if (constraint === 'primary') requireValues(catalogue, table, found.fact);
}
