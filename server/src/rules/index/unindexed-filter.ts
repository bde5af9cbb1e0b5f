import type { Finding } from '../../core/finding';
import type { Model, Table, TableQuery } from '../../core/model';
import { defineRule } from '../../core/rule';
import { addIndexFixes } from '../shared/add-index';
import { startsAnIndex } from '../shared/indexed-conditions';
import { logicalColumn, quoteAll } from '../shared/table-names';

export const unindexedFilter = defineRule({
  meta: {
    id: 'index/unindexed-filter',
    summary: 'Queries filter a table by columns that no index begins with',
    why: 'Without an index whose first column is one of those in the condition, the database reads every row of the table for each such query.',
    remedy:
      'If the table grows, add an index: columns compared for equality first, then the one that is sorted or compared by order.',
    severity: 'info',
    engines: ['postgres', 'mysql', 'sqlite', 'cockroach', 'sqlserver'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.3 Multicolumn Indexes',
        url: 'https://www.postgresql.org/docs/17/indexes-multicolumn.html',
      },
    ],
    options: {
      smallTables: {
        description: 'Tables that stay small, by their name in the database: reading them whole costs nothing.',
        default: [] as readonly string[],
      },
    },
  },
  scope: 'table',
  check(table, model, { smallTables }) {
    // A step that could not be read may have created the index.
    if (!table.complete || table.view || smallTables.includes(table.ref.name)) return [];
    if (model.role(table.place.uri) === 'test') return [];
    const enums = new Set(model.enums(table.ref.database).flatMap(({ name, logicalName }) => [name, logicalName]));
    const groups = groupByColumns(model.queriesOn(table.ref), table, enums);
    return groups.map(group => report(table, group, model));
  },
});

interface Group {
  /** What an index for them would begin with. */
  readonly columns: readonly string[];
  readonly queries: TableQuery[];
}

/** Queries that one index would serve are one group: they ask for the column that it begins with. */
function groupByColumns(queries: readonly TableQuery[], table: Table, enums: ReadonlySet<string>): readonly Group[] {
  const wanted = queries.flatMap(query => {
    const columns = wantedIndex(query, table, enums);
    return columns === undefined ? [] : [{ columns, query }];
  });
  const groups: { columns: readonly string[]; queries: TableQuery[] }[] = [];
  for (const { columns, query } of wanted.sort((a, b) => b.columns.length - a.columns.length)) {
    const group = groups.find(candidate => columns.includes(candidate.columns[0] ?? ''));
    if (group) group.queries.push(query);
    else groups.push({ columns, queries: [query] });
  }
  return groups;
}

/** The columns of the index that the query lacks: equality, then order. Undefined when it lacks none. */
function wantedIndex(
  { equality, range, patterns, orderBy, other }: TableQuery,
  table: Table,
  enums: ReadonlySet<string>,
): readonly string[] | undefined {
  const filtered = [...equality, ...range];
  // A search by pattern alone is another rule's; without any condition all rows are wanted.
  if (filtered.length === 0) return undefined;
  // What could not be read may find the rows by an index, as a condition on a relation does.
  if (other) return undefined;
  if (filtered.some(column => narrows(table, column))) return undefined;
  // A foreign key without an index is told once, by its own rule.
  if (filtered.some(column => table.foreignKeys.some(key => key.columns.includes(column)))) return undefined;
  const telling = equality.filter(column => !hasFewValues(table, column, enums));
  // Half of the rows are found as fast by reading all of them; a pattern says more than an order, and has its own rule.
  if (telling.length === 0 && (range.length === 0 || patterns.length > 0)) return undefined;
  // One column behind the equalities is all that an index can use; the order comes from it as well.
  const last = range[0] ?? orderBy.find(({ column }) => !equality.includes(column))?.column;
  return last === undefined || telling.length === 0 ? [...telling, ...range.slice(0, 1)] : [...telling, last];
}

/** Some index begins with the column, whatever it covers: a partial one may be made for this very query. */
function narrows(table: Table, column: string): boolean {
  if (startsAnIndex(table, column)) return true;
  return table.indexes.some(
    ({ columns, method }) =>
      (columns[0]?.expression?.includes(column) ?? false) ||
      (method !== undefined && columns.some(part => part.column === column)),
  );
}

function hasFewValues(table: Table, name: string, enums: ReadonlySet<string>): boolean {
  const column = table.columns.find(candidate => candidate.name === name);
  // Flags and states: an index on one of a few values finds too many rows to be worth its writes.
  if (column === undefined || column.list) return true;
  const type = column.databaseType ?? column.type;
  const isEnum = [type, column.type].some(written => enums.has(withoutSchema(written)));
  return isEnum || /^(?:bool|tinyint\(1\)|enum)/i.test(type) || STATE.test(name);
}

/** `public.mood`, `"public"."mood"`. */
function withoutSchema(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1).replaceAll('"', '');
}

/** Texts that name one of a few states or sorts, by the name they are commonly given. */
const STATE =
  /(?:^|_|[a-z](?=[A-Z]))(?:[Ss]tatus|[Ss]tate|[Tt]ype|[Kk]ind|[Rr]ole|[Mm]ode|[Ll]evel|[Ss]everity|[Pp]riority|[Ll]ocale|[Cc]urrency)$/;

function report(table: Table, { columns, queries }: Group, model: Model): Finding {
  const first = table.columns.find(({ name }) => name === columns[0]);
  const names = columns.map(column => logicalColumn(table, column));
  const count = queries.length === 1 ? 'A query filters' : `${queries.length} queries filter`;
  return {
    at: first?.place ?? table.place,
    message: `${count} \`${table.logicalName}\` by ${quoteAll(names)}, and no index begins with ${columns.length > 1 ? 'any of them' : 'it'}.`,
    data: { table: table.ref.name, columns: [...columns], queries: queries.length },
    related: queries.slice(0, SHOWN).map(({ place }) => ({ at: place, message: 'Such a query' })),
    fixes: addIndexFixes({ table, columns, at: first?.place ?? table.place }, model),
  };
}

const SHOWN = 5;
