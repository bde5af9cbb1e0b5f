import ts from 'typescript';
import { each, functionAround } from './moved-code';

type Callback = ts.ArrowFunction | ts.FunctionExpression;

/** The function that a call like `map` runs per element. */
export function callbackOf(loop: ts.Node): Callback | undefined {
  const [first] = ts.isCallExpression(loop) ? loop.arguments : [];
  return first && (ts.isArrowFunction(first) || ts.isFunctionExpression(first)) ? first : undefined;
}

/** Why a part of a loop's body may not run in every round, once; undefined when it does. */
export function whyNotEachRound(part: ts.Node, loop: ts.Node): string | undefined {
  const body = ts.isIterationStatement(loop, false) ? loop.statement : callbackOf(loop)?.body;
  if (!body) return 'the loop runs a function that stands elsewhere';
  const home = ts.isIterationStatement(loop, false) ? functionAround(loop) : callbackOf(loop);
  if (functionAround(part) !== home) return 'the query stands in a function of its own';
  for (let node = part; node !== body; node = node.parent) {
    const { parent } = node;
    if (!parent || node === loop) return 'the query is no part of the loop';
    if (ts.isTryStatement(parent)) return 'an error in one round would be caught there';
    if (ts.isIterationStatement(parent, false)) return 'another loop stands between';
    if (isCondition(parent, node)) return 'the query runs under a condition';
    if (ts.isBlock(parent) && parent.statements.some(one => one.pos < node.pos && mayLeave(one))) {
      return 'a round may end before the query';
    }
  }
  return undefined;
}

/** The part runs only in some cases of what it is a part of. */
export function isCondition(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isIfStatement(parent)) return parent.expression !== node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) return parent.right === node && SHORT_CIRCUITS.has(parent.operatorToken.kind);
  return ts.isCaseOrDefaultClause(parent) || (ts.isCallExpression(parent) && ts.isOptionalChain(parent));
}

const SHORT_CIRCUITS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** The statement ends the round, or the loop, in some case. */
function mayLeave(statement: ts.Statement): boolean {
  const home = functionAround(statement);
  let leaves = false;
  each(statement, node => {
    const isExit = ts.isBreakOrContinueStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node);
    if (isExit && functionAround(node) === home) leaves = true;
  });
  return leaves;
}
