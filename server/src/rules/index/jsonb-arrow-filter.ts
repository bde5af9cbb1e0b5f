import type { Expression } from '../../core/facts/expression';
import type { ObjectEntry, Value } from '../../core/facts/values';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Column, SqlText, Table, TableIndex } from '../../core/model';
import type { Query } from '../../core/query';
import { defineRule } from '../../core/rule';
import { conjunctsOf, sameExpression, walkExpression } from '../shared/expressions';
import { hasIndexedEquality, startsAnIndex } from '../shared/indexed-conditions';
import { runsOften } from '../shared/runs-often';
import { quotedName } from '../shared/sql-names';
import { conditionPlace, placeBehind } from '../shared/sql-places';
import { buildScopes, columnOf, type SqlScope } from '../shared/sql-scope';

export const jsonbArrowFilter = defineRule({
  meta: {
    id: 'index/jsonb-arrow-filter',
    summary: 'A filter takes a jsonb value apart beside a GIN index that could find it whole',
    why: 'A GIN index on a jsonb column serves `@>`, `?` and the path operators. A comparison of `column ->> key` is none of these: every row is read and taken apart.',
    remedy: 'Ask with `column @> …`, or create an index on the expression `(column ->> key)`.',
    severity: 'info',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 8.14.4 jsonb Indexing',
        url: 'https://www.postgresql.org/docs/17/datatype-json.html',
      },
      { title: 'Measured on PostgreSQL 15, 17 and 18: a sequential scan beside a GIN index' },
    ],
    options: {},
  },
  scope: 'sql',
  check(text, model) {
    if (text.dialect !== 'postgres' || text.database === undefined || !runsOften(text, model)) return [];
    return buildScopes(text, model).flatMap(scope =>
      conjunctsOf(scope.block.where).flatMap(condition => checkCondition(condition, scope, text)),
    );
  },
  checkQuery(query, model) {
    // Prisma alone writes such conditions from its own words.
    const table = query.library === 'prisma' && query.table ? model.table(query.table) : undefined;
    if (table?.dialect !== 'postgres' || !query.filtersComplete || !runsOften(query.place, model)) return [];
    if (isFoundOtherwise(query, table)) return [];
    const where = query.clauses.find(({ key }) => key === 'where')?.value;
    return conditionsOf(where).flatMap(condition => checkPathFilter(condition, table, query));
  },
});

type Arrow = Expression & { readonly kind: 'operator' };

function checkCondition(condition: Expression, scope: SqlScope, text: SqlText): readonly Finding[] {
  if (condition.kind !== 'operator' || condition.operator !== '=') return [];
  const arrow = condition.args.find(isArrow);
  const value = condition.args.find(side => side !== arrow);
  const [base, key] = arrow?.args ?? [];
  const found = columnOf(scope, base);
  if (!arrow || !value || !key || !found || found.column.databaseType !== 'jsonb') return [];
  const { table, column } = found;
  const gin = ginIndexOn(table, column);
  if (!gin || servesExpression(table, arrow) || hasIndexedEquality(table, scope.block, scope)) return [];
  // A value of the same row or another table is no constant to look up.
  if ([...walkExpression(value)].some(part => part.kind === 'column' || part.kind === 'subquery')) return [];
  const at = conditionPlace(condition, text);
  if (!at) return [];
  const name = key.kind === 'constant' ? String(key.value) : 'key';
  return [
    {
      at,
      message: `\`${column.name} ->> '${name}'\` is not served by the GIN index \`${gin.name ?? column.name}\`: every row of \`${table.ref.name}\` is read.`,
      data: { table: table.ref.name, column: column.name, key: name },
      related: [{ at: gin.place, message: 'The index' }],
      fixes: containment(condition, arrow, value, text),
    },
  ];
}

/** Without a GIN index on the column nobody expected one to serve. */
function ginIndexOn(table: Table, column: Column): TableIndex | undefined {
  return table.indexes.find(
    index => index.method?.toLowerCase() === 'gin' && index.columns.some(part => part.column === column.name),
  );
}

/**
 * `{ attrs: { path: ['a', 'b'], equals: v } }` is sent as `(attrs #> ARRAY['a','b']) = v`, and the other comparisons of the
 * value at a path alike: none of them has the column itself on a side of an operator that GIN knows.
 */
function checkPathFilter(condition: ObjectEntry, table: Table, query: Query): readonly Finding[] {
  const { key: field, value: filter, span } = condition;
  const column = table.columns.find(({ logicalName }) => logicalName === field);
  if (column?.databaseType !== 'jsonb' || filter.kind !== 'object') return [];
  const path = filter.entries.find(({ key }) => key === 'path')?.value;
  const value = filter.entries.find(({ key }) => LOOKS_UP.has(key))?.value;
  if (path?.kind !== 'array' || path.items.length === 0 || !value || isNullOrField(value)) return [];
  const gin = ginIndexOn(table, column);
  // An index on an expression of the column may be the one for this path.
  if (!gin || table.indexes.some(index => index.columns[0]?.expression?.includes(column.name))) return [];
  const keys = path.items.map(item => (item.kind === 'literal' ? String(item.value) : '…')).join('.');
  return [
    {
      at: { ...query.place, span },
      message: `The path \`${keys}\` of \`${field}\` is not served by the GIN index \`${gin.name ?? column.name}\`: every row of \`${table.ref.name}\` is read.`,
      data: { table: table.ref.name, column: column.name, key: keys },
      related: [{ at: gin.place, message: 'The index' }],
    },
  ];
}

/** Prisma's comparisons that look for something in a value; order and NOT nobody expects of a GIN index. */
const LOOKS_UP: ReadonlySet<string> = new Set([
  ...['equals', 'string_contains', 'string_starts_with', 'string_ends_with'],
  ...['array_contains', 'array_starts_with', 'array_ends_with'],
]);

/** `Prisma.DbNull` asks for rows without the key, `prisma.event.fields.other` for a value of the same row. */
function isNullOrField(value: Value): boolean {
  if (value.kind !== 'ref') return value.kind === 'literal' && value.value === null;
  return value.path.some(name => name === 'fields' || name === 'DbNull' || name === 'JsonNull' || name === 'AnyNull');
}

/** The conditions that must all hold; `AND` takes one or a list of them. */
function conditionsOf(where: Value | undefined): readonly ObjectEntry[] {
  if (where?.kind === 'array') return where.items.flatMap(conditionsOf);
  if (where?.kind !== 'object') return [];
  return where.entries.flatMap(entry => (entry.key === 'AND' ? conditionsOf(entry.value) : [entry]));
}

/** Another condition finds the rows by an index, or one on a relation may do so. */
function isFoundOtherwise({ filters }: Query, table: Table): boolean {
  return filters.some(({ operator, column: field }) => {
    if (operator === 'relation') return true;
    const column = table.columns.find(({ logicalName }) => logicalName === field);
    return (operator === 'equals' || operator === 'in') && column !== undefined && startsAnIndex(table, column.name);
  });
}

function isArrow(expression: Expression): expression is Arrow {
  return expression.kind === 'operator' && expression.operator === '->>';
}

/** An index on the very expression. */
function servesExpression(table: Table, arrow: Arrow): boolean {
  return table.indexes.some(index => {
    const first = index.columns[0];
    return first?.expression !== undefined && (first.tree === undefined || sameExpression(first.tree, arrow));
  });
}

/**
 * `attrs ->> 'k' = v` → `attrs @> jsonb_build_object('k', v::text)`. `->>` gives text for numbers as well, `@>` does not
 * find a number by its text: a developer decides.
 */
function containment(condition: Expression, arrow: Arrow, value: Expression, text: SqlText): readonly FixIntent[] {
  const [base, key] = arrow.args;
  // Only `column ->> 'key' = value`, in this order, becomes a containment by edits around the value.
  if (base?.kind !== 'column' || key?.kind !== 'constant' || value.start < arrow.end) return [];
  const before = text.at(condition.start, value.start);
  const after = value.end < condition.end ? text.at(value.end, condition.end) : placeBehind(value, text);
  if (!before || !after) return [];
  const column = base.qualifier === undefined ? quotedName(base.name) : quotedName(base.name, base.qualifier);
  const literal = `'${String(key.value).replaceAll("'", "''")}'`;
  return [
    {
      kind: 'edit-sql',
      title: `Ask with ${base.name} @> …`,
      safety: 'review',
      at: before,
      edits: [
        { at: before, newText: `${column} @> jsonb_build_object(${literal}, ` },
        { at: after, newText: '::text)' },
      ],
    },
  ];
}
