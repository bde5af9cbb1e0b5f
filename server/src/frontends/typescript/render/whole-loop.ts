import ts from 'typescript';
import { callbackOf } from './each-round';
import { isKnownList } from './known-list';
import { each, functionAround, namesDeclaredIn, namesUsedIn, statementAround } from './moved-code';
import type { Declined } from './open-document';
import { commentsBefore } from './statement-text';

/** A loop that does nothing but wait for one call per element, so that one call may take its place. */
export interface WholeLoop {
  /** What goes: the loop, or the `await Promise.all(…)` around it. */
  readonly statement: ts.Statement;
  readonly iterable: ts.Expression;
  /** The iterable has the methods of a list. */
  readonly isList: boolean;
  /** The element, or all parameters of the callback, as a function of its own takes them. */
  readonly parameters: string;
  readonly element: ts.BindingName;
  /** Constants that a round computes before the call. */
  readonly prelude: readonly ts.VariableStatement[];
  /** Comments in the loop, which stay. */
  readonly comments: readonly string[];
}

export function readWholeLoop(call: ts.Expression, loop: ts.Node): WholeLoop | Declined {
  const statement = ts.isForOfStatement(loop) ? loop : ts.isCallExpression(loop) ? awaitedTogether(loop) : undefined;
  if (!statement || statementAround(statement) !== statement) return { declined: 'the loop stands in something else' };
  const head = ts.isForOfStatement(loop) ? readForOf(loop) : ts.isCallExpression(loop) ? readCallback(loop) : undefined;
  if (!head) return { declined: 'the loop is not a plain one over a list' };
  const { body, ...parts } = head;
  const statements = ts.isBlock(body) ? [...body.statements] : [];
  const last = ts.isBlock(body) ? statements.pop() : body;
  if (!last || waitedCall(last, loop) !== call) return { declined: 'the loop does more than this' };
  const prelude = statements.filter(isConstant);
  if (prelude.length < statements.length) return { declined: 'the loop does more than this' };
  const comments = [...statements, last].flatMap(one => commentsAround(one));
  return { ...parts, statement, prelude, comments };
}

function awaitedTogether(loop: ts.CallExpression): ts.Statement | undefined {
  const all = loop.parent;
  if (!ts.isCallExpression(all) || all.expression.getText() !== 'Promise.all') return undefined;
  const { parent } = all;
  return ts.isAwaitExpression(parent) && ts.isExpressionStatement(parent.parent) ? parent.parent : undefined;
}

type Head = Pick<WholeLoop, 'iterable' | 'isList' | 'parameters' | 'element'> & { readonly body: ts.Node };

function readForOf(loop: ts.ForOfStatement): Head | undefined {
  const [declaration] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  if (loop.awaitModifier || !declaration) return undefined;
  const { name } = declaration;
  const parameters = ts.isIdentifier(name) ? name.text : `(${name.getText()})`;
  const { expression: iterable, statement: body } = loop;
  return { iterable, isList: isKnownList(iterable), parameters, element: name, body };
}

function readCallback(loop: ts.CallExpression): Head | undefined {
  const callback = callbackOf(loop);
  const [first, ...others] = callback?.parameters ?? [];
  if (!callback || !first || loop.arguments.length > 1 || !ts.isPropertyAccessExpression(loop.expression))
    return undefined;
  if (loop.expression.name.text !== 'map' || callback.parameters.some(one => one.dotDotDotToken)) return undefined;
  if (ts.isFunctionExpression(callback) && mentionsOwner(callback.body)) return undefined;
  const isBare = others.length === 0 && ts.isIdentifier(first.name) && !first.type && !first.initializer;
  const parameters = isBare ? first.getText() : `(${callback.parameters.map(one => one.getText()).join(', ')})`;
  return { iterable: loop.expression.expression, isList: true, parameters, element: first.name, body: callback.body };
}

function mentionsOwner(body: ts.Node): boolean {
  let mentions = false;
  each(body, node => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === 'arguments'))
      mentions = true;
  });
  return mentions;
}

/** The call that a round waits for and whose result nobody reads. */
function waitedCall(last: ts.Node, loop: ts.Node): ts.Expression | undefined {
  const expression = ts.isExpressionStatement(last) || ts.isReturnStatement(last) ? last.expression : last;
  if (!expression || !ts.isExpression(expression)) return undefined;
  if (ts.isAwaitExpression(expression)) return expression.expression;
  // What a callback gives is awaited with the others; as a statement it would be left to itself.
  return ts.isForOfStatement(loop) || ts.isExpressionStatement(last) ? undefined : expression;
}

function isConstant(statement: ts.Statement): statement is ts.VariableStatement {
  return (
    ts.isVariableStatement(statement) &&
    (statement.declarationList.flags & ts.NodeFlags.Const) !== 0 &&
    !waits(statement)
  );
}

/** The code waits for something, or leaves the function for a while. */
export function waits(code: ts.Node): boolean {
  const home = functionAround(code);
  let found = false;
  each(code, node => {
    if ((ts.isAwaitExpression(node) || ts.isYieldExpression(node)) && functionAround(node) === home) found = true;
  });
  return found;
}

function commentsAround(node: ts.Node): string[] {
  const { text } = node.getSourceFile();
  const after = ts.getTrailingCommentRanges(text, node.end) ?? [];
  return [...commentsBefore(node), ...after.map(({ pos, end }) => text.slice(pos, end))];
}

/** Why the call cannot be made outside of the loop, apart from the parts that are replaced; undefined when it can. */
export function whyBound(call: ts.Node, loop: ts.Node, replaced: readonly ts.Node[]): string | undefined {
  const declared = namesDeclaredIn(loop);
  const isReplaced = (node: ts.Node): boolean => replaced.some(one => one.pos <= node.pos && node.end <= one.end);
  const bound = namesUsedIn(call).find(use => declared.has(use.text) && !isReplaced(use));
  return bound && `the call depends on ${bound.text}`;
}

/** A list with something of each element: `orders.map(order => …)`. */
export function mapped({ iterable, isList, parameters }: WholeLoop, value: string): string {
  const list = iterable.getText();
  if (!isList) return `Array.from(${list}, ${parameters} => ${value})`;
  const isOne = ts.isLeftHandSideExpression(iterable);
  return `${isOne ? list : `(${list})`}.map(${parameters} => ${value})`;
}
