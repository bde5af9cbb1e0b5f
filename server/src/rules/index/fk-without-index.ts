import { assertNever } from '../../core/assert-never';
import type { Dialect } from '../../core/facts/sql-template';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { ForeignKey, Model, Table } from '../../core/model';
import { runsOutsideTransactions } from '../../core/project';
import { defineRule } from '../../core/rule';
import { servesEquality } from '../shared/index-coverage';
import { nameIndex } from '../shared/index-name';
import { isJudged } from '../shared/judged-table';
import { logicalColumn, quoteAll } from '../shared/table-names';

const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'];

export const fkWithoutIndex = defineRule({
  meta: {
    id: 'index/fk-without-index',
    summary: 'A foreign key has no index',
    why: 'The database indexes the referenced side of a foreign key, never the referencing one. Every join and filter on the key, and every DELETE or key UPDATE of the referenced row, then reads the whole table.',
    remedy: 'Add an index whose first columns are the foreign key columns.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 5.5.5 Foreign Keys',
        url: 'https://www.postgresql.org/docs/17/ddl-constraints.html#DDL-CONSTRAINTS-FK',
      },
      { title: 'Measured: 668 relations of 12 schemas against the catalog of a real PostgreSQL' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES) || indexesForeignKeys(table)) return [];
    // A step that could not be read may have created the index, and names alone say nothing of indexes.
    if (!table.complete) return [];
    // An index on the partitioned table is one on each of its partitions: what is missing is said there.
    if (table.partitionOf) return [];
    const seen = new Set<string>();
    return table.foreignKeys.flatMap(key => {
      const columns = [...key.columns].sort().join();
      if (key.columns.length === 0 || seen.has(columns) || isCovered(table, key)) return [];
      seen.add(columns);
      return [report(table, key, model)];
    });
  },
});

/** InnoDB creates the index itself. With emulated relations there is no key that it could index. */
function indexesForeignKeys(table: Table): boolean {
  return table.dialect === 'mysql' && !table.emulatedRelations;
}

function isCovered(table: Table, key: ForeignKey): boolean {
  return table.indexes.some(index => servesEquality(index, key.columns));
}

function report(table: Table, key: ForeignKey, model: Model): Finding {
  const referenced = model.table(key.references)?.logicalName ?? key.references.name;
  const columns = key.columns.map(column => logicalColumn(table, column));
  return {
    at: key.place,
    message: `No index on \`${table.logicalName}\` starts with ${quoteAll(columns)}, which ${columns.length > 1 ? 'reference' : 'references'} \`${referenced}\`.`,
    data: { table: table.ref.name, columns: [...key.columns], references: key.references.name },
    fixes: buildFixes(table, key, columns, model),
  };
}

function buildFixes(table: Table, key: ForeignKey, columns: readonly string[], model: Model): FixIntent[] {
  const indexName = nameIndex(table, key.columns, model);
  if (table.origin === 'declaration') {
    return [
      {
        kind: 'add-index',
        title: titleOf(table, columns, indexName),
        safety: 'review',
        at: table.place,
        language: table.language,
        table: table.logicalName,
        columns,
        indexName,
      },
    ];
  }
  if (!table.migrations) return [];
  const { tool, folder, files, editable } = table.migrations;
  return [
    {
      kind: 'add-index-migration',
      title: `Create an index on ${table.ref.name} (${key.columns.join(', ')})`,
      safety: 'review',
      at: key.place,
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
      columns: key.columns,
      indexName,
    },
  ];
}

/** As the user would write it where the table is declared. */
function titleOf(table: Table, columns: readonly string[], indexName: string): string {
  const quoted = columns.map(column => `'${column}'`).join(', ');
  switch (table.language) {
    case 'prisma':
      return `Add @@index([${columns.join(', ')}])`;
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
