import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { callbackOf, isCondition, whyNotEachRound } from './each-round';
import {
  each,
  freshName,
  functionAround,
  isPlain,
  mayAwait,
  namesDeclaredIn,
  namesUsedIn,
  namesWrittenIn,
  statementAround,
} from './moved-code';
import { type Declined, nodeAt, type OpenDocument, openDocument, outermost } from './open-document';
import { isChanged, isChangedIn, outerLabel } from './query-loop';
import { isLinkOf, isQueryOperator } from './query-operator';
import { commentsBefore, movedText, statementSpan, statementsBefore } from './statement-text';

type HoistQuery = FixIntent & { readonly kind: 'hoist-query' };

/** Asks once before the loop what each round asks, and reads the answer where the query stood. */
export function renderHoistQuery(intent: HoistQuery, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const call = nodeAt(document.source, document.locate(intent.at.span), ts.isCallExpression);
  const loop = nodeAt(document.source, document.locate(intent.loop), isAnyLoop);
  const awaited = call && outermost(call).parent;
  if (!call || !loop || !awaited || !ts.isAwaitExpression(awaited)) {
    return { declined: 'the query is not awaited where it stands' };
  }
  const before = statementAround(outerLabel(loop));
  if (!before || !mayAwait(before)) return { declined: 'there is no place for a query before the loop' };
  if (isConditional(loop, before)) return { declined: 'the loop runs under a condition' };
  const problem = whyNotEachRound(awaited, loop) ?? whyNotBefore(call, loop);
  if (problem !== undefined) return { declined: problem };
  // Every round would be given the same object.
  if (isChanged({ awaited, loop })) return { declined: 'the loop changes what was found' };
  return document.change(hoist(document, awaited, loop, before));
}

function isAnyLoop(node: ts.Node): node is ts.IterationStatement | ts.CallExpression {
  return ts.isIterationStatement(node, false) || ts.isCallExpression(node);
}

/** `rows.length > 0 ? Promise.all(rows.map(…)) : []`: the statement around the loop runs, and the loop may not. */
function isConditional(loop: ts.Node, statement: ts.Statement): boolean {
  for (let node = loop; node !== statement; node = node.parent) if (isCondition(node.parent, node)) return true;
  return false;
}

/** Why the query would ask something else before the loop; undefined when it would not. */
function whyNotBefore(call: ts.CallExpression, loop: ts.Node): string | undefined {
  if (!isPlain(call, one => isLinkOf(call, one) || isQueryOperator(one))) {
    return 'an argument of the query is computed anew in each round';
  }
  const used = namesUsedIn(call);
  const names = new Set(used.map(({ text }) => text));
  const declared = namesDeclaredIn(loop);
  const written = namesWrittenIn(loop);
  for (const name of names) {
    if (declared.has(name)) return `the query depends on ${name}`;
    if (written.has(name)) return `${name} changes in the loop`;
  }
  if (isChangedIn(loop, names)) return 'the loop changes what the query asks with';
  const asked = used.filter(use => call.arguments.some(argument => argument.pos <= use.pos && use.end <= argument.end));
  const held = new Set(asked.filter(use => ts.isPropertyAccessExpression(use.parent)).map(({ text }) => text));
  const isGiven = namesUsedIn(loop).some(
    use => held.has(use.text) && !(call.pos <= use.pos && use.end <= call.end) && isArgument(use),
  );
  return isGiven ? 'the loop hands on what the query asks with' : undefined;
}

function isArgument({ parent }: ts.Identifier): boolean {
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

function hoist(document: OpenDocument, awaited: ts.AwaitExpression, loop: ts.Node, before: ts.Statement): TextEdit[] {
  const whole = declarationOf(awaited, loop, before);
  if (whole) {
    return [
      statementsBefore(document, before, [...commentsBefore(whole), movedText(document, whole)]),
      { span: statementSpan(document, whole), newText: '' },
    ];
  }
  const name = freshName(before, [nameOf(awaited)]);
  return [
    statementsBefore(document, before, [`const ${name} = ${movedText(document, awaited)};`]),
    { span: spanInParentheses(awaited), newText: name },
  ];
}

/** A name needs no parentheses. */
function spanInParentheses(awaited: ts.AwaitExpression): Span {
  let whole: ts.Node = awaited;
  while (ts.isParenthesizedExpression(whole.parent)) whole = whole.parent;
  return { start: whole.getStart(), end: whole.end };
}

/** `const settings = await …;` in the loop's own block, whose names mean nothing else around the loop. */
function declarationOf(
  awaited: ts.AwaitExpression,
  loop: ts.Node,
  before: ts.Statement,
): ts.VariableStatement | undefined {
  const declaration = outermost(awaited).parent;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list)) return undefined;
  const statement = list.parent;
  if (!ts.isVariableStatement(statement) || list.declarations.length > 1 || !(list.flags & ts.NodeFlags.Const)) {
    return undefined;
  }
  const body = ts.isIterationStatement(loop, false) ? loop.statement : callbackOf(loop)?.body;
  // A default of a pattern could be computed anew in each round.
  if (statement.parent !== body || !isPlain(declaration.name)) return undefined;
  const names = namesDeclaredIn(statement);
  let isTaken = false;
  each(functionAround(before), node => {
    const isOutside = node.pos < loop.pos || node.end > loop.end;
    if (isOutside && ts.isIdentifier(node) && names.has(node.text) && !isProperty(node)) isTaken = true;
  });
  return isTaken || [...names].some(name => namesDeclaredIn(headOf(loop)).has(name)) ? undefined : statement;
}

function isProperty({ parent, ...node }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === node.text && parent.name.pos === node.pos;
}

/** Where a loop declares its element, or a callback its parameters. */
function headOf(loop: ts.Node): ts.Node {
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return loop.initializer;
  if (ts.isForStatement(loop)) return loop.initializer ?? loop.statement;
  return callbackOf(loop)?.parameters[0] ?? loop;
}

function nameOf(awaited: ts.AwaitExpression): string {
  const { parent } = outermost(awaited);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  const call = awaited.expression;
  const receiver =
    ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
      ? call.expression.expression
      : undefined;
  return receiver && ts.isPropertyAccessExpression(receiver) ? receiver.name.text : 'found';
}
