import type { FixIntent } from '../../core/fix';
import type { Table, TableIndex } from '../../core/model';
import { runsOutsideTransactions } from '../../core/project';
import { logicalColumn } from './table-names';

/** Takes an index away where it was said: out of the schema that declares it, or by a migration. */
export function buildDropFix(table: Table, index: TableIndex): readonly FixIntent[] {
  const columns = index.columns.flatMap(({ column }) => column ?? []);
  if (index.origin === 'declaration') {
    const names = columns.map(column => logicalColumn(table, column));
    return [
      {
        kind: 'remove-index',
        title: `Remove the index on ${names.length > 0 ? names.join(', ') : 'an expression'}`,
        safety: 'review',
        at: index.place,
        language: table.language,
        table: table.logicalName,
        columns: names,
        indexName: index.name ?? '',
      },
    ];
  }
  if (!table.migrations || index.name === undefined) return [];
  const { tool, folder, files, editable } = table.migrations;
  const again = isColumnsOnly(index) ? { columns } : {};
  return [
    {
      kind: 'drop-index-migration',
      title: index.constraint ? `Drop the constraint ${index.name}` : `Drop the index ${index.name}`,
      safety: 'review',
      at: index.place,
      tool,
      folder,
      files,
      editable,
      // PostgreSQL drops the indexes of a partitioned table only under its strongest lock, and constraints as well.
      concurrently:
        runsOutsideTransactions(table.migrations) &&
        table.dialect === 'postgres' &&
        !table.partitionColumns &&
        !index.constraint,
      dialect: table.dialect,
      schema: table.ref.schema,
      table: table.ref.name,
      indexName: index.name,
      ...(index.constraint ? { constraint: true } : {}),
      ...again,
    },
  ];
}

/** What `CREATE INDEX name ON table (columns)` makes. */
function isColumnsOnly(index: TableIndex): boolean {
  return (
    index.kind === 'index' &&
    index.method === undefined &&
    index.predicate === undefined &&
    index.include.length === 0 &&
    index.columns.every(part => Object.keys(part).every(key => key === 'column' || key === 'span'))
  );
}
