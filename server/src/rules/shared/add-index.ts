import { assertNever } from '../../core/assert-never';
import type { FixIntent } from '../../core/fix';
import type { Model, Table } from '../../core/model';
import { runsOutsideTransactions } from '../../core/project';
import type { Place } from '../../core/text';
import { nameIndex } from './index-name';
import { logicalColumn } from './table-names';

export interface WantedIndex {
  readonly table: Table;
  /** By their database names. */
  readonly columns: readonly string[];
  /** Where the finding lies. */
  readonly at: Place;
  readonly method?: string;
  readonly operatorClass?: string;
  /** The extension that brings the operator class. */
  readonly extension?: string;
}

/** An index where the schema declares the table; a migration where only migrations make it. */
export function addIndexFixes(wanted: WantedIndex, model: Model): readonly FixIntent[] {
  const { table, at, method, operatorClass, extension } = wanted;
  const indexName = nameIndex(table, wanted.columns, model);
  const kind = {
    ...(method === undefined ? {} : { method }),
    ...(operatorClass === undefined ? {} : { operatorClass }),
  };
  if (table.origin === 'declaration') {
    // What other languages write for a method of its own is not known to all of their versions.
    if (method !== undefined && table.language !== 'prisma') return [];
    const columns = wanted.columns.map(column => logicalColumn(table, column));
    return [
      {
        kind: 'add-index',
        title: titleOf(wanted, columns, indexName),
        safety: 'review',
        at: table.place,
        language: table.language,
        table: table.logicalName,
        columns,
        columnNames: wanted.columns,
        indexName,
        ...kind,
      },
    ];
  }
  if (!table.migrations) return [];
  const { tool, folder, files, editable } = table.migrations;
  return [
    {
      kind: 'add-index-migration',
      title: `Create ${method === undefined ? 'an index' : `a ${method.toUpperCase()} index`} on ${table.ref.name} (${wanted.columns.join(', ')})`,
      safety: 'review',
      at,
      tool,
      folder,
      files,
      editable,
      createdAt: table.place,
      // PostgreSQL refuses CONCURRENTLY on a partitioned table: CREATE INDEX, notes.
      concurrently:
        runsOutsideTransactions(table.migrations) && table.dialect === 'postgres' && !table.partitionColumns,
      dialect: table.dialect,
      schema: table.ref.schema,
      table: table.ref.name,
      columns: wanted.columns,
      indexName,
      ...kind,
      ...(extension === undefined ? {} : { extension }),
    },
  ];
}

/** As the user would write it where the table is declared. */
function titleOf({ table, method, operatorClass }: WantedIndex, columns: readonly string[], indexName: string): string {
  const quoted = columns.map(column => `'${column}'`).join(', ');
  switch (table.language) {
    case 'prisma':
      return `Add ${prismaAttribute(columns, method, operatorClass)}`;
    case 'drizzle':
      return `Add index('${indexName}') on ${columns.join(', ')}`;
    case 'typeorm':
      return columns.length === 1 ? `Add @Index() to ${columns.join()}` : `Add @Index([${quoted}])`;
    case 'mikro-orm':
      return `Add an index on ${columns.join(', ')}`;
    case 'sequelize':
    case 'mongoose':
      return `Add ${columns.join(', ')} to the indexes of ${table.logicalName}`;
    case 'kysely':
    case 'sql':
      return `Create an index on ${table.ref.name} (${columns.join(', ')})`;
    default:
      return assertNever(table.language);
  }
}

function prismaAttribute(columns: readonly string[], method?: string, operatorClass?: string): string {
  if (method === undefined) return `@@index([${columns.join(', ')}])`;
  const ops = operatorClass === undefined ? '' : `(ops: raw("${operatorClass}"))`;
  const type = method.charAt(0).toUpperCase() + method.slice(1);
  return `@@index([${columns.map(column => column + ops).join(', ')}], type: ${type})`;
}
