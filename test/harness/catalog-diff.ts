import type { Catalog, CatalogIndex, CatalogTable } from './catalog';
import { normalizeExpression } from './catalog-expression';

/**
 * The differences between what a database says and what the model says, one line each: `-` is only in the database, `+`
 * only in the model.
 */
export function diffCatalogs(database: Catalog, model: Catalog): string[] {
  // Of views and the like the model may not know the columns; it then claims none.
  const unknown = new Set(model.tables.filter(({ columns }) => columns === undefined).map(nameOf));
  const wanted = new Set(describeCatalog(database, unknown));
  const claimed = new Set(describeCatalog(model, unknown));
  return [
    ...[...wanted].filter(line => !claimed.has(line)).map(line => `- ${line}`),
    ...[...claimed].filter(line => !wanted.has(line)).map(line => `+ ${line}`),
  ].sort((a, b) => compare(a.slice(2), b.slice(2)));
}

/** One line for each thing there is. */
function describeCatalog(catalog: Catalog, withoutColumns: ReadonlySet<string> = new Set()): string[] {
  return [
    ...catalog.tables.flatMap(table => describeTable(table, withoutColumns.has(nameOf(table)))),
    ...catalog.enums.map(({ schema, name, values }) => `enum ${schema}.${name}: ${values.join(', ')}`),
  ].sort(compare);
}

function describeTable(table: CatalogTable, withoutColumns: boolean): string[] {
  const name = nameOf(table);
  const { view, partitionOf, partitionColumns, columns = [], indexes, foreignKeys } = table;
  const partitioned = partitionColumns ? ` partitioned by (${partitionColumns.join(', ')})` : '';
  return [
    `${view ? 'view' : 'table'} ${name}${partitionOf === undefined ? '' : ` partition of ${partitionOf}`}${partitioned}`,
    ...(withoutColumns ? [] : columns).map(column =>
      view
        ? `column ${name}.${column.name}`
        : `column ${name}.${column.name} ${column.type}${column.nullable ? '' : ' not null'}${column.hasDefault ? ' default' : ''}${column.generated ? ` ${column.generated}` : ''}`,
    ),
    ...indexes.map(index => `${name} ${describeIndex(index)}`),
    ...foreignKeys.map(
      key =>
        `${name} foreign key ${key.name} (${key.columns.join(', ')}) to ${key.table} (${key.referencedColumns.join(', ')}) on delete ${key.onDelete} on update ${key.onUpdate}`,
    ),
  ];
}

function describeIndex(index: CatalogIndex): string {
  const columns = index.columns.map(({ column, expression, descending, nullsFirst, operatorClass }) =>
    [
      column ?? `(${normalizeExpression(expression ?? '')})`,
      ...(operatorClass === undefined ? [] : [operatorClass]),
      ...(descending ? ['desc'] : []),
      ...(nullsFirst === descending ? [] : [nullsFirst ? 'nulls first' : 'nulls last']),
    ].join(' '),
  );
  return [
    `${index.kind}${index.constraint ? ' constraint' : ''} ${index.name} ${index.method} (${columns.join(', ')})`,
    ...(index.include.length > 0 ? [`include (${index.include.join(', ')})`] : []),
    ...(index.predicate === undefined ? [] : [`where ${normalizeExpression(index.predicate)}`]),
    ...(index.nullsNotDistinct ? ['nulls not distinct'] : []),
  ].join(' ');
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
