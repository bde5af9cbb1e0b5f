import { assertNever } from '../../../server/src/core/assert-never';
import type { Expression } from '../../../server/src/core/facts/expression';

/** An expression in one line: calls and operators with their parts in parentheses. */
export function showExpression(expression: Expression): string {
  const all = (parts: readonly Expression[]): string => parts.map(showExpression).join(', ');
  switch (expression.kind) {
    case 'column':
      return expression.qualifier === undefined ? expression.name : `${expression.qualifier}.${expression.name}`;
    case 'constant':
      return JSON.stringify(expression.value) + (expression.holes === undefined ? '' : ` with ${expression.holes}`);
    case 'parameter':
      return `$${expression.index}`;
    case 'hole':
      return `hole ${expression.hole}`;
    case 'call': {
      const name = expression.schema === undefined ? expression.name : `${expression.schema}.${expression.name}`;
      const clauses = expression.clauses === undefined ? '' : ` with (${all(expression.clauses)})`;
      return `${name}(${all(expression.args)})${clauses}`;
    }
    case 'operator':
      return `[${expression.operator}](${all(expression.args)})`;
    case 'cast':
      return `<${expression.type}>(${showExpression(expression.of)})`;
    case 'list':
      return `list(${all(expression.items)})`;
    case 'subquery':
      return `block ${expression.block}`;
    case 'opaque':
      return expression.args === undefined ? 'opaque' : `opaque(${all(expression.args)})`;
    default:
      return assertNever(expression);
  }
}
