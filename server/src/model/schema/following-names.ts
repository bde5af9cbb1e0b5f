import { constraintName } from '../../libraries/typeorm/constraint-names';
import { type Catalogue, isPostgres } from './catalogue';
import { moveType } from './replay-types';
import type { ForeignKeyState, IndexState, TableState } from './table-state';

/**
 * TypeORM renames what bears the names that it makes of a table and its columns together with them. Called before the rename;
 * what it returns, after it.
 */
export function followingNames(catalogue: Catalogue, table: TableState, defaultSchema: string): () => void {
  const indexes = table.indexes.filter(index => isOwn(index, indexName(catalogue, table, index)));
  const keys = table.foreignKeys.filter(key => isOwn(key, keyName(table, key)));
  const columns = table.columns.flatMap(({ fact, type }, position) =>
    type?.values && type.name === enumName(table, fact.name) ? [{ type, position }] : [],
  );
  return () => {
    for (const index of indexes) {
      const name = indexName(catalogue, table, index);
      if (name !== undefined) index.fact = { ...index.fact, name };
    }
    for (const key of keys) key.fact = { ...key.fact, name: keyName(table, key) };
    for (const { type, position } of columns) {
      const column = table.columns[position];
      if (column) moveType(catalogue, type, { name: enumName(table, column.fact.name) }, defaultSchema);
    }
  };
}

function isOwn({ fact }: IndexState | ForeignKeyState, derived: string | undefined): boolean {
  return fact.name !== undefined && fact.name === derived;
}

/** The condition of an index goes into its name as the database spells it, which is never how it was written. */
function indexName(catalogue: Catalogue, { name }: TableState, { fact }: IndexState): string | undefined {
  const columns = fact.columns.flatMap(({ column }) => column ?? []);
  if (fact.predicate || columns.length < fact.columns.length) return undefined;
  const isConstraint = fact.constraint === true && isPostgres(catalogue);
  return constraintName(fact.kind === 'primary' ? 'PK' : isConstraint ? 'UQ' : 'IDX', name, columns);
}

function keyName({ name }: TableState, { fact }: ForeignKeyState): string {
  return constraintName('FK', name, fact.columns);
}

function enumName({ name }: TableState, column: string): string {
  return `${name}_${column.toLowerCase()}_enum`;
}
