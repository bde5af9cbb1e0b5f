import type { Expression } from '../../core/facts/expression';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { SqlText, Table, TableIndex } from '../../core/model';
import { defineRule } from '../../core/rule';
import { conjunctsOf, sameExpression, walkExpression } from '../shared/expressions';
import { hasIndexedEquality } from '../shared/indexed-conditions';
import { runsOften } from '../shared/runs-often';
import { buildScopes, columnOf, type SqlScope } from '../shared/sql-scope';

export const expressionMismatch = defineRule({
  meta: {
    id: 'index/expression-mismatch',
    summary: 'A query almost asks for the expression of an index',
    why: "An index on an expression serves only that very expression. `to_tsvector(body)` depends on a setting and never matches an index on `to_tsvector('english', body)`.",
    remedy: 'Write the expression as the index has it.',
    severity: 'warning',
    engines: ['postgres', 'cockroach'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.7 Indexes on Expressions',
        url: 'https://www.postgresql.org/docs/17/indexes-expressional.html',
      },
      { title: 'Measured on PostgreSQL 15, 17 and 18: a sequential scan beside the index of another expression' },
    ],
    options: {},
  },
  scope: 'sql',
  check(text, model) {
    if (text.database === undefined || !runsOften(text, model)) return [];
    return buildScopes(text, model).flatMap(scope =>
      conjunctsOf(scope.block.where).flatMap(condition => checkCondition(condition, scope, text)),
    );
  },
});

type Call = Expression & { readonly kind: 'call' };

function checkCondition(condition: Expression, scope: SqlScope, text: SqlText): readonly Finding[] {
  // The indexed expression must be a side of its own: inside another function it serves nothing anyway.
  if (condition.kind !== 'operator') return [];
  return condition.args.flatMap(side => {
    if (side.kind !== 'call') return [];
    const columns = columnsIn(side, scope);
    const [first] = columns;
    if (!first || columns.some(column => column.table !== first.table)) return [];
    const { table } = first;
    const names = new Set(columns.map(({ column }) => column.name));
    const index = closest(table, side, names);
    if (!index || hasIndexedEquality(table, scope.block, scope)) return [];
    const at = text.at(side.start, side.end);
    if (!at) return [];
    const finding: Finding = {
      at,
      message: `The index \`${index.index.name ?? table.ref.name}\` is on \`${index.expression}\`, which this is not: it cannot serve the condition.`,
      data: { table: table.ref.name, index: index.index.name ?? '', expression: index.expression },
      related: [{ at: index.index.place, message: 'The index' }],
      fixes: asIndexed(side, index.expression, scope, at),
    };
    return [finding];
  });
}

function columnsIn(expression: Expression, scope: SqlScope) {
  return [...walkExpression(expression)].flatMap(part => columnOf(scope, part) ?? []);
}

/** The index on the same function of the same columns; none when another index has the very expression. */
function closest(
  table: Table,
  call: Call,
  columns: ReadonlySet<string>,
): { readonly index: TableIndex; readonly expression: string } | undefined {
  let found: { readonly index: TableIndex; readonly expression: string } | undefined;
  for (const index of table.indexes) {
    const { tree, expression } = index.columns[0] ?? {};
    if (expression === undefined) continue;
    // What cannot be compared may be the very expression.
    if (tree === undefined || sameExpression(tree, call)) return undefined;
    if (tree.kind !== 'call' || tree.name.toLowerCase() !== call.name.toLowerCase()) continue;
    const own = new Set([...walkExpression(tree)].flatMap(part => (part.kind === 'column' ? [part.name] : [])));
    const isClose = own.size === columns.size && [...own].every(name => columns.has(name));
    if (isClose && !meansOther(tree, call)) found ??= { index, expression };
  }
  return found;
}

/** `date_trunc('day', at)` is not meant by one who writes `date_trunc('month', at)`. */
function meansOther(indexed: Call, asked: Call): boolean {
  if (indexed.args.length !== asked.args.length) return false;
  return indexed.args.some((arg, n) => {
    const other = asked.args[n];
    return other !== undefined && isConstant(arg) && isConstant(other) && !sameExpression(arg, other);
  });
}

function isConstant(expression: Expression): boolean {
  return expression.kind === 'constant' || (expression.kind === 'cast' && isConstant(expression.of));
}

/**
 * A text search is meant as the index has it: its configuration and NULLs are what is forgotten. What another function asks
 * of the column may be meant. Columns of a join need their table's name in front, which the index does not write.
 */
function asIndexed({ name }: Call, expression: string, scope: SqlScope, at: Finding['at']): readonly FixIntent[] {
  if (scope.relations.length !== 1 || name.toLowerCase() !== 'to_tsvector') return [];
  return [
    {
      kind: 'edit-sql',
      title: `Write ${expression}`,
      safety: 'review',
      at,
      edits: [{ at, newText: expression }],
    },
  ];
}
