import type { Expression } from '../../core/facts/expression';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { SqlText } from '../../core/model';
import { defineRule } from '../../core/rule';
import { conjunctsOf } from '../shared/expressions';
import { hasIndexedEquality } from '../shared/indexed-conditions';
import { runsOften } from '../shared/runs-often';
import { quotedName } from '../shared/sql-names';
import { conditionPlace } from '../shared/sql-places';
import { buildScopes, columnOf, type SqlScope } from '../shared/sql-scope';

export const anyArrayNotIndexable = defineRule({
  meta: {
    id: 'index/any-array-not-indexable',
    summary: 'A search in an array column is written so that no index can serve it',
    why: '`value = ANY(column)` is read row by row, also where the column has a GIN index: that index knows the operators `@>`, `<@`, `&&` and `=`, not ANY.',
    remedy: 'Write `column @> ARRAY[value]`, and give the column a GIN index.',
    severity: 'info',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 64.4.1 GIN built-in operator classes',
        url: 'https://www.postgresql.org/docs/17/gin.html',
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
});

function checkCondition(condition: Expression, scope: SqlScope, text: SqlText): readonly Finding[] {
  if (condition.kind !== 'operator' || condition.operator !== '= any') return [];
  const [value, array] = condition.args;
  const found = columnOf(scope, array);
  const type = found?.column.databaseType;
  if (!value || array?.kind !== 'column' || !found || !type?.endsWith('[]')) return [];
  const { table, column } = found;
  // Another condition finds the rows by an index.
  if (hasIndexedEquality(table, scope.block, scope)) return [];
  const at = conditionPlace(condition, text);
  if (!at) return [];
  const gin = table.indexes.find(index => index.method === 'gin' && index.columns[0]?.column === column.name);
  const reason = gin ? `the GIN index \`${gin.name ?? column.name}\` does not serve it` : 'no index can serve it';
  return [
    {
      at,
      message: `\`= ANY(${column.name})\` reads every row of \`${table.ref.name}\`: ${reason}.`,
      data: { table: table.ref.name, column: column.name },
      ...(gin ? { related: [{ at: gin.place, message: 'The index' }] } : {}),
      fixes: rewrite(condition, value, array, type, text),
    },
  ];
}

/** `value = ANY(column)` → `column @> ARRAY[value]::type[]`: the cast makes both sides arrays of one type. */
function rewrite(
  condition: Expression,
  value: Expression,
  array: Expression & { readonly kind: 'column' },
  type: string,
  text: SqlText,
): readonly FixIntent[] {
  const before = text.at(condition.start, value.start);
  const after = text.at(value.end, condition.end);
  if (!before || !after) return [];
  const column = array.qualifier === undefined ? quotedName(array.name) : quotedName(array.name, array.qualifier);
  return [
    {
      kind: 'edit-sql',
      title: `Search with ${array.name} @> ARRAY[…]`,
      safety: 'review',
      at: before,
      edits: [
        { at: before, newText: `${column} @> ARRAY[` },
        { at: after, newText: `]::${type}` },
      ],
    },
  ];
}
