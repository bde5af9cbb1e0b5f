import type { Expression } from '../../core/facts/expression';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { walkExpression } from '../shared/expressions';
import { type KeptExpression, keptExpressions } from '../shared/index-expressions';
import { isJudged } from '../shared/judged-table';
import { quoteAll } from '../shared/table-names';

export const tsvectorNullConcat = defineRule({
  meta: {
    id: 'index/tsvector-null-concat',
    summary: 'One NULL column empties a text search vector',
    why: 'NULL || text is NULL, and so is to_tsvector(NULL): a row in which one of the joined columns is NULL has no vector at all, and no search finds it by its other columns.',
    remedy: "Join `coalesce(column, '')`.",
    severity: 'warning',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 12.2.2 Creating Indexes: coalesce around the columns that are joined',
        url: 'https://www.postgresql.org/docs/17/textsearch-tables.html#TEXTSEARCH-TABLES-INDEX',
      },
      { title: 'Measured on PostgreSQL 15, 17 and 18: the vector of such a row is NULL' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ['postgres'])) return [];
    return keptExpressions(table, model).flatMap((kept): Finding[] => {
      if (kept.part === 'predicate' || !makesVector(kept.expression)) return [];
      const operands = nullsOf(kept.expression, table, false);
      if (operands.length === 0) return [];
      return [
        {
          at: kept.place,
          message: `A row whose ${quoteAll([...new Set(operands.map(({ name }) => name))])} is NULL has no text search vector.`,
          data: { table: table.ref.name, columns: operands.map(({ name }) => name) },
          fixes: coalesce(table, kept, operands),
        },
      ];
    });
  },
});

function makesVector(expression: Expression): boolean {
  return [...walkExpression(expression)].some(
    part => part.kind === 'call' && /^(?:jsonb?_)?to_tsvector$/i.test(part.name),
  );
}

interface NullOperand {
  readonly name: string;
  /** What `coalesce` goes around. */
  readonly expression: Expression;
}

/** Functions that give NULL for NULL; only what is certain (pg_proc.proisstrict). */
const STRICT: ReadonlySet<string> = new Set(
  'to_tsvector setweight lower upper initcap btrim ltrim rtrim replace regexp_replace unaccent strip left right substring'.split(
    ' ',
  ),
);

/** The columns whose NULL makes all of it NULL although others stand beside them. */
function nullsOf(expression: Expression, table: Table, joined: boolean): readonly NullOperand[] {
  switch (expression.kind) {
    case 'column':
      return joined && mayBeNull(expression.name, table) ? [{ name: expression.name, expression }] : [];
    case 'call':
      return STRICT.has(expression.name.toLowerCase())
        ? expression.args.flatMap(arg => nullsOf(arg, table, joined))
        : [];
    case 'operator':
      // What coalesce or CASE take care of lies below another kind of node.
      return expression.operator === '||' ? expression.args.flatMap(arg => nullsOf(arg, table, true)) : [];
    case 'cast':
      return nullsOf(expression.of, table, joined);
    default:
      return [];
  }
}

function mayBeNull(name: string, table: Table): boolean {
  // What a primary key holds is never NULL, whatever its column says.
  const key = table.indexes.some(
    ({ kind, columns }) => kind === 'primary' && columns.some(part => part.column === name),
  );
  return !key && table.columns.find(column => column.name === name)?.nullable === true;
}

/** `''` is text: around anything else it would not fit. */
function coalesce(table: Table, kept: KeptExpression, operands: readonly NullOperand[]): FixIntent[] {
  const edits = operands.flatMap(({ name, expression }) => {
    const place = kept.at(expression);
    const type = table.columns.find(column => column.name === name)?.databaseType;
    if (!place || !/^(?:text|character varying|character|citext)\b/.test(type ?? '')) return [];
    const { start, end } = place.span;
    return [
      { at: { ...place, span: { start, end: start } }, newText: 'coalesce(' },
      { at: { ...place, span: { start: end, end } }, newText: ", '')" },
    ];
  });
  if (edits.length < 2 * operands.length) return [];
  return [
    {
      kind: 'edit-sql',
      title: "Join coalesce(…, '')",
      safety: 'review',
      at: kept.place,
      edits,
      editable: table.migrations?.editable ?? false,
    },
  ];
}
