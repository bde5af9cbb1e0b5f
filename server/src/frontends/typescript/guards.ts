import type ts from 'typescript';
import type { Guard } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import { opaque } from './plain-values';
import { isBinaryExpression, isPrefixUnaryExpression, SyntaxKind } from './syntax';
import { leftSpine, unwrap } from './unwrap';
import { readValue } from './values';
import { MAX_DEPTH, spanOf, type Use, type Walk } from './walk';

/** More operands than a person writes: they are read, but guard nothing. */
const MAX_OPERANDS = 100;

interface Condition {
  readonly value: Value;
  /** What holds where the condition was true, and where it was false. */
  readonly whenTrue: readonly Guard[];
  readonly whenFalse: readonly Guard[];
}

export function readCondition(walk: Walk, expression: ts.Expression, use: Use = 'no'): Condition {
  const node = unwrap(expression);
  if (walk.depth < MAX_DEPTH) {
    if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
      walk.depth += 1;
      const inner = readCondition(walk, node.operand);
      walk.depth -= 1;
      const value = opaque(walk, node, [inner.value], 'boolean');
      return { value, whenTrue: inner.whenFalse, whenFalse: inner.whenTrue };
    }
    if (isBinaryExpression(node) && isLogical(node.operatorToken.kind)) return readLogical(walk, node, use);
  }
  const value = readValue(walk, node, use);
  return {
    value,
    whenTrue: [{ polarity: true, condition: value }],
    whenFalse: [{ polarity: false, condition: value }],
  };
}

function isLogical(operator: ts.SyntaxKind): boolean {
  return operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.BarBarToken;
}

/** `a && b`, `a || b`, `a ?? b`: each operand runs only when those before it let it. */
export function readLogical(walk: Walk, node: ts.BinaryExpression, use: Use): Condition {
  const operator = node.operatorToken.kind;
  const operands = leftSpine(node, operator);
  const outside = walk.guards;
  const values: Value[] = [];
  let held: Guard[] = [];
  walk.depth += 1;
  operands.forEach((operand, index) => {
    const isLast = index === operands.length - 1;
    const condition = readCondition(
      walk,
      operand,
      isLast || operator !== SyntaxKind.AmpersandAmpersandToken ? use : 'no',
    );
    values.push(condition.value);
    if (operands.length > MAX_OPERANDS) return;
    // `a ?? b` reads b only where a is null or undefined, which is as good as false here.
    held = [...held, ...(operator === SyntaxKind.AmpersandAmpersandToken ? condition.whenTrue : condition.whenFalse)];
    walk.guards = isLast ? outside : joinGuards(outside, held);
  });
  walk.depth -= 1;
  walk.guards = outside;
  const value: Value = { kind: 'choice', of: values, span: spanOf(walk, node) };
  const whole = (polarity: boolean): readonly Guard[] => [{ polarity, condition: value }];
  if (operator === SyntaxKind.AmpersandAmpersandToken) {
    return { value, whenTrue: held, whenFalse: whole(false) };
  }
  return { value, whenTrue: whole(true), whenFalse: operator === SyntaxKind.BarBarToken ? held : whole(false) };
}

/** Each call repeats its guards, so that a ladder of a thousand `else if`s must not add up. */
const MAX_GUARDS = 24;

/** The guards nearest to the call are the ones that count. */
export function joinGuards(outer: readonly Guard[], inner: readonly Guard[]): readonly Guard[] {
  const joined = [...outer, ...inner];
  return joined.length > MAX_GUARDS ? joined.slice(-MAX_GUARDS) : joined;
}

/** What stands here answers a failure. */
export function standsInCatch(walk: Walk): boolean {
  return walk.loop?.loop.inCatch === true || walk.guards.some(({ caught }) => caught === true);
}

/** Runs one branch under guards; an `await` in it is for the caller to join with the other branch's. */
export function readBranches<T>(
  walk: Walk,
  guards: readonly Guard[],
  branch: () => T,
): { readonly result: T; readonly awaited: boolean } {
  const outside = walk.guards;
  const awaitedBefore = walk.awaited;
  walk.guards = guards.length === 0 ? outside : joinGuards(outside, guards);
  const result = branch();
  const awaited = walk.awaited;
  walk.guards = outside;
  walk.awaited = awaitedBefore;
  return { result, awaited };
}
