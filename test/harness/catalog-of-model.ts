import type { EnumType, Table, TableIndex } from '../../server/src/core/model';
import type { Catalog, CatalogColumn, CatalogIndex, CatalogTable } from './catalog';

/** What the model says of a database of PostgreSQL, in the terms of its catalog. */
export function catalogOfModel(
  tables: readonly Table[],
  enums: readonly EnumType[],
  defaultOperatorClasses: ReadonlySet<string>,
): Catalog {
  return {
    tables: tables.map(table => buildTable(table, defaultOperatorClasses)),
    enums: enums.map(({ schema, name, values }) => ({ schema, name, values })),
  };
}

function buildTable(table: Table, defaults: ReadonlySet<string>): CatalogTable {
  return {
    schema: table.ref.schema,
    name: table.ref.name,
    view: table.view,
    ...(table.partitionOf ? { partitionOf: `${table.partitionOf.schema}.${table.partitionOf.name}` } : {}),
    ...(table.partitionColumns ? { partitionColumns: table.partitionColumns } : {}),
    columns: table.columnsComplete ? table.columns.map(buildColumn) : undefined,
    indexes: table.indexes.map(index => buildIndex(index, defaults)),
    foreignKeys: table.foreignKeys.map(key => ({
      name: key.name ?? '?',
      columns: key.columns,
      table: `${key.references.schema}.${key.references.name}`,
      referencedColumns: key.referencedColumns,
      onDelete: key.onDelete ?? 'no-action',
      onUpdate: key.onUpdate ?? 'no-action',
    })),
  };
}

function buildColumn({ name, databaseType, nullable, hasDefault, generated }: Table['columns'][number]): CatalogColumn {
  return {
    name,
    type: unqualified(databaseType ?? '?'),
    nullable,
    hasDefault,
    ...(generated === undefined || generated === 'serial' ? {} : { generated }),
  };
}

function buildIndex(index: TableIndex, defaults: ReadonlySet<string>): CatalogIndex {
  const method = index.method?.toLowerCase() ?? 'btree';
  return {
    name: index.name ?? '?',
    kind: index.kind,
    constraint: index.constraint === true,
    method,
    columns: index.columns.map(({ column, expression, order, nulls, operatorClass }) => {
      const descending = order === 'desc';
      const isDefault = operatorClass === undefined || defaults.has(`${method} ${operatorClass}`);
      return {
        ...(column === undefined ? { expression: expression ?? '' } : { column }),
        descending,
        nullsFirst: nulls === undefined ? descending : nulls === 'first',
        ...(isDefault ? {} : { operatorClass: operatorClass.split('.').at(-1) ?? operatorClass }),
      };
    }),
    include: index.include,
    ...(index.predicate ? { predicate: index.predicate.text } : {}),
    nullsNotDistinct: index.nullsNotDistinct === true,
  };
}

/** The schema of a user's type is said only where the source says it. */
function unqualified(type: string): string {
  return type.replace(/^[^.(]+\./, '');
}
