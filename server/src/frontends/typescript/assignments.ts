import type ts from 'typescript';
import type { Value } from '../../core/facts/values';
import { readFunction } from './functions';
import { readCondition } from './guards';
import { literal, opaque } from './plain-values';
import { noteWrite } from './scopes';
import {
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isFunctionExpression,
  isIdentifier,
  isNumericLiteral,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readValue } from './values';
import { MAX_DEPTH, type Use, type Walk } from './walk';

export function readAssignment(walk: Walk, node: ts.BinaryExpression, use: Use): Value {
  const operator = node.operatorToken.kind;
  const target = unwrap(node.left);
  const right = unwrap(node.right);
  const named = isPropertyAccessExpression(target) ? target.name.text : isIdentifier(target) ? target.text : '';
  const isFunction = isArrowFunction(right) || isFunctionExpression(right);
  const pattern = isObjectLiteralExpression(target) || isArrayLiteralExpression(target);
  const left = pattern ? undefined : readValue(walk, target);
  const value =
    isFunction && named !== '' ? readFunction(walk, right, { name: named }) : readValue(walk, node.right, use);
  if (left) {
    const kind = operator === SyntaxKind.EqualsToken ? '=' : operator === SyntaxKind.PlusEqualsToken ? '+=' : 'other';
    noteWrite(walk, left, kind, value, node);
  } else assignPattern(walk, target, value, node, 0);
  return value;
}

/** `[a, b] = …` and `({ a } = …)`. */
function assignPattern(walk: Walk, target: ts.Expression, value: Value, node: ts.Node, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const inner = unwrap(target);
  if (isArrayLiteralExpression(inner)) {
    for (const element of inner.elements) {
      assignPattern(walk, isSpreadElement(element) ? element.expression : element, value, node, depth + 1);
    }
  } else if (isObjectLiteralExpression(inner)) {
    for (const property of inner.properties) {
      if (isPropertyAssignment(property)) assignPattern(walk, property.initializer, value, node, depth + 1);
      else if (isShorthandPropertyAssignment(property)) assignPattern(walk, property.name, value, node, depth + 1);
      else if (isSpreadAssignment(property)) assignPattern(walk, property.expression, value, node, depth + 1);
    }
  } else if (isBinaryExpression(inner)) {
    readValue(walk, inner.right);
    assignPattern(walk, inner.left, value, node, depth + 1);
  } else if (!isOmittedExpression(inner)) noteWrite(walk, readValue(walk, inner), 'other', value, node);
}

export function readUnary(walk: Walk, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Value {
  const operand = node.operand;
  if (node.operator === SyntaxKind.MinusToken && isNumericLiteral(operand)) {
    return literal(walk, node, -Number(operand.text));
  }
  if (node.operator === SyntaxKind.ExclamationToken) return readCondition(walk, node).value;
  const value = readValue(walk, operand);
  const result = opaque(walk, node, [value], 'number');
  if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken) {
    noteWrite(walk, value, 'other', result, node);
  }
  return result;
}

export function readDelete(walk: Walk, node: ts.DeleteExpression): Value {
  const target = readValue(walk, node.expression);
  noteWrite(walk, target, 'other', target, node);
  return opaque(walk, node, [target], 'boolean');
}
