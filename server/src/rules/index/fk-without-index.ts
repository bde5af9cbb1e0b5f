import type { Dialect } from '../../core/facts/sql-template';
import type { Finding } from '../../core/finding';
import type { ForeignKey, Model, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { addIndexFixes } from '../shared/add-index';
import { servesEquality } from '../shared/index-coverage';
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
    fixes: addIndexFixes({ table, columns: key.columns, at: key.place }, model),
  };
}
