import ts from 'typescript';
import type { SqlParameter } from '../../../core/facts/sql-template';
import { unwrap } from '../unwrap';
import type { Declined } from './open-document';

/** The expression that gives each parameter its value. */
export function parameterTexts(
  parameters: readonly SqlParameter[],
  holes: readonly (ts.Expression | undefined)[],
): string[] | Declined {
  const texts: string[] = [];
  for (const parameter of parameters) {
    const text = parameter.list ? listText(parameter, holes) : valueText(parameter, holes);
    if (text === undefined) return { declined: 'a value cannot be sent as it is' };
    texts.push(text);
  }
  return texts;
}

function valueText(parameter: SqlParameter, holes: readonly (ts.Expression | undefined)[]): string | undefined {
  const [only, more] = parameter.pieces;
  if (only !== undefined && more === undefined && typeof only !== 'string') {
    const expression = holes[only.hole];
    return expression && asArgument(expression);
  }
  let text = '';
  for (const piece of parameter.pieces) {
    if (typeof piece === 'string') {
      text += piece.replace(/[\\`]|\$\{/g, found => `\\${found}`);
      continue;
    }
    const expression = holes[piece.hole];
    if (!expression) return undefined;
    text += `\${${expression.getText()}}`;
  }
  return `\`${text}\``;
}

/** The list itself, where the text held `ids.join(', ')`. */
function listText(parameter: SqlParameter, holes: readonly (ts.Expression | undefined)[]): string | undefined {
  const [only, more] = parameter.pieces;
  if (only === undefined || more !== undefined || typeof only === 'string') return undefined;
  const expression = holes[only.hole];
  if (!expression) return undefined;
  const inner = unwrap(expression);
  if (ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner)) return inner.getText();
  const callee = ts.isCallExpression(inner) ? inner.expression : undefined;
  if (!callee || !ts.isPropertyAccessExpression(callee) || callee.name.text !== 'join') return undefined;
  const list = unwrap(callee.expression);
  // `ids.map(id => `'${id}'`).join()` quotes each value: the list of values is what lies before.
  return ts.isIdentifier(list) || ts.isPropertyAccessExpression(list) ? list.getText() : undefined;
}

function asArgument(expression: ts.Expression): string {
  const isComma = ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isComma ? `(${expression.getText()})` : expression.getText();
}
