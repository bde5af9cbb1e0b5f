import type ts from 'typescript';
import { isBinaryExpression, SyntaxKind } from './syntax';

export const LOOKED_THROUGH: readonly ts.SyntaxKind[] = [
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.AsExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.TypeAssertionExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.PartiallyEmittedExpression,
  SyntaxKind.ExpressionWithTypeArguments,
];
const IS_LOOKED_THROUGH: boolean[] = [];
for (const kind of LOOKED_THROUGH) IS_LOOKED_THROUGH[kind] = true;

/** Looks through what changes nothing but the type. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (IS_LOOKED_THROUGH[inner.kind]) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

/** `a + b + c` is nested to the left, and long ones are longer than the stack: the operands in order. */
export function leftSpine(node: ts.BinaryExpression, operator: ts.SyntaxKind): ts.Expression[] {
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (isBinaryExpression(left) && left.operatorToken.kind === operator) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return operands.reverse();
}
