import ts from 'typescript';
import { each, functionAround } from './moved-code';
import type { LoopCall } from './query-loop';

/**
 * Why the query may not be reached, or an error of it stay in its round; undefined when both cannot be: then asking once
 * for all elements asks for no more than the rounds would.
 */
export function whyNotReached({ call, loop }: Pick<LoopCall, 'call' | 'loop'>): string | undefined {
  for (let node: ts.Node = call; node !== loop; node = node.parent) {
    const { parent } = node;
    if (ts.isTryStatement(parent)) return 'an error in one round would be caught there';
    if (ts.isBlock(parent) && parent.statements.some(one => one.pos < node.pos && mayLeave(one, loop))) {
      return 'the loop may end before the query';
    }
  }
  return standsForErrors(loop) ? 'each round answers for its own errors' : undefined;
}

/** `Promise.allSettled(ids.map(…))`: what fails in one round is the answer of that round alone. */
function standsForErrors(loop: ts.Node): boolean {
  const { parent } = loop;
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.expression.getText() === 'Promise' &&
    /^(?:allSettled|any|race)$/.test(parent.expression.name.text)
  );
}

/** The statement ends the loop in some case, not only the round. */
function mayLeave(statement: ts.Statement, loop: ts.Node): boolean {
  const home = functionAround(statement);
  let leaves = false;
  each(statement, node => {
    if (functionAround(node) !== home) return;
    const isOfLoop = ts.isReturnStatement(node) ? ts.isForOfStatement(loop) : ts.isThrowStatement(node);
    if (isOfLoop || (ts.isBreakStatement(node) && !isOfInner(node, statement))) leaves = true;
  });
  return leaves;
}

/** A break of a loop or switch that stands in the statement itself. */
function isOfInner({ label, parent }: ts.BreakStatement, statement: ts.Statement): boolean {
  if (label) return false;
  for (let node: ts.Node = parent; node !== statement.parent; node = node.parent) {
    if (ts.isIterationStatement(node, false) || ts.isSwitchStatement(node)) return true;
  }
  return false;
}
