import type { SchemaStep } from '../../core/facts/migrations';
import type { ColumnFact } from '../../core/facts/schema';
import { type Catalogue, childrenOf, findType, sameName } from './catalogue';
import { involvesColumn, mentionsColumn, renameInIndex } from './expression-columns';
import { dropViewsOfColumn } from './replay-drop';
import { dropForeignKey, dropForeignKeysTo, renameReferencedColumn } from './replay-foreign-keys';
import { dropIndex, requireValues } from './replay-indexes';
import { renameReadColumn } from './replay-views';
import type { ColumnState, Sourced, TableState, TypeState } from './table-state';

type AlterColumn = Extract<SchemaStep, { readonly kind: 'alter-column' }>;

export function columnState(
  catalogue: Catalogue,
  { fact, uri, unit }: Sourced<ColumnFact>,
  local: boolean,
): ColumnState {
  const type = userType(catalogue, fact);
  return { fact, uri, unit, local, ...(type ? { type } : {}) };
}

/** False when there is one of that name: IF NOT EXISTS was said, or the statement fails. */
export function addColumn(catalogue: Catalogue, table: TableState, source: Sourced<ColumnFact>, local = true): boolean {
  const exists = findColumn(catalogue, table, source.fact.name) !== undefined;
  if (!exists) table.columns.push(columnState(catalogue, source, local));
  else if (local) return false;
  for (const child of childrenOf(catalogue, table)) addColumn(catalogue, child, source, false);
  return true;
}

/** `cascade`: views and computed columns may depend on it. What depends on it is told by names alone, which may be another's. */
export function dropColumn(catalogue: Catalogue, table: TableState, name: string, cascade: boolean): void {
  const column = findColumn(catalogue, table, name)?.fact.name;
  if (column === undefined) return;
  if (cascade) {
    for (const { fact } of table.columns) {
      if (isComputedOf(fact, column)) dropColumn(catalogue, table, fact.name, true);
    }
    dropViewsOfColumn(catalogue, table, column);
  }
  for (const index of table.indexes.filter(({ fact }) => involvesColumn(fact, column))) {
    const others = index.fact.columns.filter(part => part.column !== column);
    // PostgreSQL drops every index and constraint that involves the column; in MySQL the column leaves its indexes.
    if (catalogue.dialect === 'mysql' && others.length > 0) index.fact = { ...index.fact, columns: others };
    else dropIndex(catalogue, table, index);
  }
  for (const key of table.foreignKeys.filter(({ fact }) => fact.columns.includes(column))) {
    dropForeignKey(catalogue, table, key);
  }
  // CASCADE takes the keys along that lead to it; without CASCADE the statement fails while there are any.
  dropForeignKeysTo(catalogue, table, ({ fact }) => fact.references.columns.includes(column));
  table.droppedForeignKeys = table.droppedForeignKeys.filter(({ fact }) => !fact.columns.includes(column));
  table.columns = table.columns.filter(({ fact }) => fact.name !== column);
  for (const child of childrenOf(catalogue, table)) {
    const own = findColumn(catalogue, child, column);
    const isInherited = child.parents.some(parent => findColumn(catalogue, parent, column) !== undefined);
    if (own && !own.local && !isInherited) dropColumn(catalogue, child, column, cascade);
  }
}

function isComputedOf({ generated, defaultText }: ColumnFact, column: string): boolean {
  const isComputed = generated === 'stored' || generated === 'virtual';
  return isComputed && defaultText !== undefined && mentionsColumn(undefined, defaultText, column);
}

export function renameColumn(catalogue: Catalogue, table: TableState, name: string, to: string): void {
  const from = findColumn(catalogue, table, name)?.fact.name;
  if (from === undefined) return;
  table.columns = table.columns.map(column =>
    column.fact.name === from
      ? { ...column, fact: { ...column.fact, name: to, logicalName: to } }
      : withoutTree(column),
  );
  for (const index of table.indexes) index.fact = renameInIndex(index.fact, from, to);
  for (const key of [...table.foreignKeys, ...table.droppedForeignKeys]) {
    const columns = key.fact.columns.map(column => (column === from ? to : column));
    key.fact = { ...key.fact, columns };
  }
  renameReferencedColumn(catalogue, table, from, to);
  renameReadColumn(catalogue, table, from, to);
  if (table.partitionBy) {
    const columns = table.partitionBy.columns.map(part => (part.column === from ? { ...part, column: to } : part));
    table.partitionBy = { ...table.partitionBy, columns };
  }
  for (const child of childrenOf(catalogue, table)) renameColumn(catalogue, child, from, to);
}

/** The source of what a column is computed from has the names of then. */
function withoutTree(column: ColumnState): ColumnState {
  const { tree, ...fact } = column.fact;
  return tree === undefined ? column : { ...column, fact };
}

export function alterColumn(
  catalogue: Catalogue,
  table: TableState,
  step: AlterColumn,
  source: Sourced<unknown>,
): void {
  table.columns = table.columns.map(column =>
    sameName(catalogue, column.fact.name, step.column) ? altered(catalogue, column, step, source) : column,
  );
  // MySQL's MODIFY says a column anew, its key goes on.
  for (const { fact } of table.indexes) if (fact.kind === 'primary') requireValues(catalogue, table, fact);
  for (const child of childrenOf(catalogue, table)) alterColumn(catalogue, child, step, source);
}

/** Who gave a column its type is who said what it is; the migration that made it NOT NULL did not. */
function altered(
  catalogue: Catalogue,
  column: ColumnState,
  step: AlterColumn,
  { uri, unit }: Sourced<unknown>,
): ColumnState {
  const fact = withDefault({ ...column.fact, nullable: step.nullable ?? column.fact.nullable }, step);
  const { defaultType, ...unconverted } = column;
  const isNewDefault = step.defaultText !== undefined || step.generated !== undefined;
  if (step.type === undefined) return isNewDefault ? { ...unconverted, fact } : { ...column, fact };
  const { databaseType: _, nativeType: __, typeSpan: ___, tree: ____, ...rest } = fact;
  const retyped: ColumnFact = {
    ...rest,
    type: step.type.replace(/(?:\[\d*\])+$/, ''),
    list: (step.databaseType ?? step.type).endsWith(']'),
    ...(step.databaseType === undefined ? {} : { databaseType: step.databaseType }),
    ...(step.typeSpan === undefined ? {} : { typeSpan: step.typeSpan }),
    span: step.span,
  };
  const converted = retyped.hasDefault && !isNewDefault ? (defaultType ?? column.type) : undefined;
  return {
    ...columnState(catalogue, { fact: retyped, uri, unit }, column.local),
    ...(converted ? { defaultType: converted } : {}),
  };
}

/** Without its default, and without what made one. */
export function withoutDefault(fact: ColumnFact): ColumnFact {
  const { generated: _, defaultText: __, tree: ___, ...rest } = fact;
  return { ...rest, hasDefault: false };
}

function withDefault(fact: ColumnFact, { defaultText, generated }: AlterColumn): ColumnFact {
  const { defaultText: _, generated: __, tree: ___, ...bare } = fact;
  if (generated !== undefined) {
    if (generated === null) return { ...bare, hasDefault: false };
    return { ...bare, hasDefault: true, generated, ...(typeof defaultText === 'string' ? { defaultText } : {}) };
  }
  if (defaultText === undefined) return fact;
  if (defaultText === null) return { ...bare, hasDefault: false };
  // SET EXPRESSION; a column of type serial becomes a plain one with another default.
  const isComputed = fact.generated === 'stored' || fact.generated === 'virtual';
  return { ...bare, hasDefault: true, defaultText, ...(isComputed ? { generated: fact.generated } : {}) };
}

export function findColumn(catalogue: Catalogue, table: TableState, name: string): ColumnState | undefined {
  return table.columns.find(({ fact }) => sameName(catalogue, fact.name, name));
}

/** The enum, domain or other type of the user that a column has. */
function userType(catalogue: Catalogue, fact: ColumnFact): TypeState | undefined {
  return typeNamed(catalogue, fact.databaseType ?? fact.type);
}

/** The user's type of which a text is the name, maybe with a length and brackets. */
export function typeNamed(catalogue: Catalogue, text = ''): TypeState | undefined {
  const written = text.replace(/\s*\([^)]*\)/, '').replace(/(?:\[\d*\])+$/, '');
  const parts = [...written.matchAll(/"((?:[^"]|"")+)"|([^."]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
  const name = parts.at(-1);
  const schema = parts.at(-2);
  if (name === undefined || catalogue.types.length === 0) return undefined;
  return findType(catalogue, { name, ...(schema === undefined ? {} : { schema }) });
}

/** After a type got another name or schema, its columns say so. */
export function retypeColumns(catalogue: Catalogue, type: TypeState, isDefaultSchema: boolean): void {
  for (const table of catalogue.tables) {
    table.columns = table.columns.map(column => {
      if (column.type !== type) return column;
      const wasQualified = column.fact.type.includes('.');
      const name = wasQualified || !isDefaultSchema ? `${type.schema}.${type.name}` : type.name;
      const { databaseType } = column.fact;
      const brackets = /(?:\[\d*\])+$/.exec(databaseType ?? '')?.[0] ?? '';
      return {
        ...column,
        fact: { ...column.fact, type: name, ...(databaseType === undefined ? {} : { databaseType: name + brackets }) },
      };
    });
  }
}
