import type { Expression } from '../../core/facts/expression';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { SqlText, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { conjunctsOf, sameExpression, walkExpression } from '../shared/expressions';
import { hasIndexedEquality } from '../shared/indexed-conditions';
import { runsOften } from '../shared/runs-often';
import { quotedName } from '../shared/sql-names';
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
      { title: 'Measured on PostgreSQL 15: a sequential scan beside a GIN index' },
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
  const gin = table.indexes.find(
    index => index.method === 'gin' && index.columns.some(part => part.column === column.name),
  );
  // Without a GIN index on the column nobody expected one to serve.
  if (!gin || servesExpression(table, arrow) || hasIndexedEquality(table, scope.block, scope)) return [];
  // A value of the same row or another table is no constant to look up.
  if ([...walkExpression(value)].some(part => part.kind === 'column' || part.kind === 'subquery')) return [];
  const at = text.at(condition.start, condition.end);
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
  const after = text.at(value.end, condition.end);
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
