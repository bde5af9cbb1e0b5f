import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { ForeignKey, Model, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { servesEquality } from '../shared/index-coverage';

export const fkWithoutIndex = defineRule({
  meta: {
    id: 'index/fk-without-index',
    summary: 'A foreign key has no index',
    why: 'The database indexes the referenced side of a foreign key, never the referencing one. Every join and filter on the key, and every DELETE or key UPDATE of the referenced row, then reads the whole table.',
    remedy: 'Add an index whose first columns are the foreign key columns.',
    severity: 'warning',
    engines: ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'],
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
    // A step that could not be read may have created the index.
    if (!table.complete || table.view || indexesForeignKeys(table)) return [];
    // A schema for tests holds as many rows as its author typed.
    if (model.role(table.place.uri) === 'test') return [];
    const seen = new Set<string>();
    return table.foreignKeys.flatMap(key => {
      const columns = [...key.columns].sort().join();
      if (key.columns.length === 0 || seen.has(columns) || isCovered(table, key)) return [];
      seen.add(columns);
      return [report(table, key, model)];
    });
  },
});

/** InnoDB creates the index itself; MongoDB has no foreign keys. With emulated relations there is no key to index. */
function indexesForeignKeys(table: Table): boolean {
  return table.dialect === 'mongo' || (table.dialect === 'mysql' && !table.emulatedRelations);
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
    fixes: [buildFix(table, key, columns)],
  };
}

function buildFix(table: Table, key: ForeignKey, columns: readonly string[]): FixIntent {
  const indexName = nameIndex(table.ref.name, key.columns);
  if (!table.migrations) {
    return {
      kind: 'add-index',
      title: `Add @@index([${columns.join(', ')}])`,
      safety: 'review',
      at: table.place,
      language: table.language,
      table: table.logicalName,
      columns,
      indexName,
    };
  }
  const { tool, folder, files, editable, transaction } = table.migrations;
  return {
    kind: 'add-index-migration',
    title: `Create an index on ${table.ref.name} (${key.columns.join(', ')})`,
    safety: 'review',
    at: key.place,
    tool,
    folder,
    files,
    editable,
    createdAt: table.place,
    concurrently: transaction !== 'file' && table.dialect === 'postgres',
    dialect: table.dialect,
    schema: table.ref.schema,
    table: table.ref.name,
    columns: key.columns,
    indexName,
  };
}

function logicalColumn(table: Table, name: string): string {
  return table.columns.find(column => column.name === name)?.logicalName ?? name;
}

/** PostgreSQL cuts identifiers at 63 bytes. */
function nameIndex(table: string, columns: readonly string[]): string {
  return `${table}_${columns.join('_')}`.slice(0, 59).concat('_idx');
}

function quoteAll(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
