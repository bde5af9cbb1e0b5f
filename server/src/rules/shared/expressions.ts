import { assertNever } from '../../core/assert-never';
import type { Expression } from '../../core/facts/expression';

/** The expressions that an expression is directly made of. Blocks of subqueries are not entered. */
function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
    case 'operator':
      return expression.args;
    case 'list':
      return expression.items;
    case 'cast':
      return [expression.of];
    case 'opaque':
      return expression.args ?? [];
    case 'column':
    case 'constant':
    case 'parameter':
    case 'hole':
    case 'subquery':
      return [];
    default:
      return assertNever(expression);
  }
}

/** The expression and all it is made of, outermost first. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* walkExpression(child);
}

/** The parts of a condition that must all hold. */
export function conjunctsOf(condition: Expression | undefined): readonly Expression[] {
  if (condition === undefined) return [];
  if (condition.kind === 'operator' && condition.operator === 'and') return condition.args.flatMap(conjunctsOf);
  return [condition];
}

/**
 * The same expression, wherever it stands: qualifiers of columns and casts of constants are looked through, as the planner
 * does when it compares a query with an index.
 */
export function sameExpression(a: Expression, b: Expression): boolean {
  return JSON.stringify(shapeOf(a)) === JSON.stringify(shapeOf(b));
}

function shapeOf(expression: Expression): unknown {
  switch (expression.kind) {
    case 'column':
      return ['column', expression.name];
    case 'constant':
      return ['constant', expression.value];
    case 'parameter':
      return ['parameter', expression.index];
    case 'cast':
      return expression.of.kind === 'constant'
        ? shapeOf(expression.of)
        : ['cast', expression.type, shapeOf(expression.of)];
    case 'call':
      return ['call', expression.name.toLowerCase(), ...expression.args.map(shapeOf)];
    case 'operator':
      return ['operator', expression.operator, ...expression.args.map(shapeOf)];
    case 'list':
      return ['list', ...expression.items.map(shapeOf)];
    case 'hole':
    case 'subquery':
    case 'opaque':
      // Nothing of which it is known what it stands for equals anything else.
      return [expression.kind, expression.start];
    default:
      return assertNever(expression);
  }
}
