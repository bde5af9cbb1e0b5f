import type { Finding } from '../../core/finding';
import type { Column, Model, Table, TableQuery } from '../../core/model';
import { defineRule } from '../../core/rule';
import { addIndexFixes } from '../shared/add-index';
import { startsAnIndex } from '../shared/indexed-conditions';

export const needsTrgm = defineRule({
  meta: {
    id: 'index/needs-trgm',
    summary: 'A text is searched from the middle or without regard to case, and no trigram index serves that',
    why: "A plain index knows how values begin. `LIKE '%text%'`, ILIKE and Prisma's `contains` or `mode: 'insensitive'` compare every row.",
    remedy:
      'If the table grows, create the extension pg_trgm and a GIN index with gin_trgm_ops: it serves LIKE, ILIKE and similarity for patterns of three characters or more.',
    severity: 'hint',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, F.33.4 pg_trgm: Index Support',
        url: 'https://www.postgresql.org/docs/17/pgtrgm.html',
      },
      { title: 'Measured on PostgreSQL 15, 17 and 18: serves %text% and ILIKE, not patterns of two characters' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (table.dialect !== 'postgres' || !table.complete || table.view) return [];
    if (model.role(table.place.uri) === 'test') return [];
    const queries = model.queriesOn(table.ref).filter(query => !isNarrowed(query, table));
    return table.columns.flatMap(column => {
      const searches = queries.filter(({ patterns }) => patterns.includes(column.name));
      return searches.length === 0 || !isText(column) || hasTrigrams(table, column)
        ? []
        : [report(table, column, searches, model)];
    });
  },
});

/** Another part of the condition finds the rows by an index, or may do so: one on a relation, one that could not be read. */
function isNarrowed({ equality, other }: TableQuery, table: Table): boolean {
  return other || equality.some(column => startsAnIndex(table, column));
}

function isText({ databaseType, type, list }: Column): boolean {
  return !list && /^(?:text|character varying|varchar|character|citext|String)\b/.test(databaseType ?? type);
}

function hasTrigrams(table: Table, { name }: Column): boolean {
  return table.indexes.some(({ columns }) =>
    columns.some(
      part =>
        part.operatorClass?.toLowerCase().includes('trgm') === true &&
        // `lower(name) gin_trgm_ops` serves searches of `lower(name)`.
        (part.column === name || part.expression?.includes(name) === true),
    ),
  );
}

function report(table: Table, column: Column, searches: readonly TableQuery[], model: Model): Finding {
  const count = searches.length === 1 ? 'A query searches' : `${searches.length} queries search`;
  return {
    at: column.place,
    message: `${count} \`${column.logicalName}\` by pattern, which only a trigram index serves.`,
    data: { table: table.ref.name, column: column.name, queries: searches.length },
    related: searches.slice(0, SHOWN).map(({ place }) => ({ at: place, message: 'Such a query' })),
    fixes: addIndexFixes({ table, columns: [column.name], at: column.place, ...TRIGRAMS }, model),
  };
}

const SHOWN = 5;
const TRIGRAMS = { method: 'gin', operatorClass: 'gin_trgm_ops', extension: 'pg_trgm' };
