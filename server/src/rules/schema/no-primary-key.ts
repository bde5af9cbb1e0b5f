import type { Dialect } from '../../core/facts/sql-template';
import type { FixIntent } from '../../core/fix';
import type { Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { isJudged } from '../shared/judged-table';

// A collection has its _id.
const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'];

export const noPrimaryKey = defineRule({
  meta: {
    id: 'schema/no-primary-key',
    summary: 'A table without a primary key',
    why: 'Nothing tells two rows of the table apart: an accidental duplicate cannot be deleted alone, tools cannot page through it or change single rows, and logical replication refuses its UPDATEs and DELETEs.',
    remedy: 'Add a primary key, or a unique constraint on columns that are NOT NULL.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 29.1.1 Replica Identity',
        url: 'https://www.postgresql.org/docs/17/logical-replication-publication.html',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES) || !table.complete || table.columns.length === 0) return [];
    // Its key is that of the partitioned table, which in turn can have none without the partition columns.
    if (table.partitionOf || table.partitionColumns) return [];
    if (table.indexes.some(index => tellsRowsApart(index, table))) return [];
    return [
      {
        at: table.place,
        message: `\`${table.logicalName}\` has no primary key.`,
        data: { table: table.ref.name },
        fixes: addIdentity(table),
      },
    ];
  },
});

function tellsRowsApart({ kind, columns, predicate }: Table['indexes'][number], table: Table): boolean {
  if (kind === 'primary') return true;
  if (kind !== 'unique' || predicate) return false;
  return columns.every(({ column: name }) => table.columns.find(column => column.name === name)?.nullable === false);
}

/** As the first column of the statement that creates the table. */
function addIdentity(table: Table): FixIntent[] {
  const [first] = table.columns;
  const taken = table.columns.some(({ name }) => name.toLowerCase() === 'id');
  const inside = first && first.place.uri === table.place.uri && first.place.unit === table.place.unit;
  if (taken || !inside || table.language !== 'sql' || table.dialect !== 'postgres') return [];
  const { start } = first.place.span;
  return [
    {
      kind: 'edit-sql',
      title: 'Add an identity column as primary key',
      safety: 'review',
      at: table.place,
      edits: [
        {
          at: { ...first.place, span: { start, end: start } },
          newText: 'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n',
        },
      ],
      editable: table.migrations?.editable ?? false,
    },
  ];
}
