import ts from 'typescript';
import type { Span } from '../../../core/text';
import {
  each,
  functionAround,
  isPlain,
  mayAwait,
  mayWriteRows,
  namesDeclaredIn,
  namesUsedIn,
  namesWrittenIn,
  statementAround,
} from './moved-code';
import { type Declined, nodeAt, type OpenDocument, outermost } from './open-document';

/** A query that stands in a loop and asks by a key, and the parts of both that a fix touches. */
export interface LoopCall {
  readonly call: ts.CallExpression;
  /** What the result of the query replaces: `await prisma…`, or the callback's own promise. */
  readonly awaited: ts.Expression;
  readonly loop: ts.ForOfStatement | ts.CallExpression;
  readonly iterable: ts.Expression;
  readonly element: ts.BindingName;
  /** The statement that holds the loop; new statements go before it. */
  readonly statement: ts.Statement;
  /** The key: `order.customerId`. */
  readonly key: ts.Expression;
}

/** A query whose condition is an object. */
export interface QueryLoop extends LoopCall {
  readonly method: string;
  readonly keyProperty: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
  readonly where: ts.ObjectLiteralExpression;
}

export function readQueryLoop(
  document: OpenDocument,
  spans: { readonly call: Span; readonly loop: Span; readonly keyEntry: Span },
): QueryLoop | Declined {
  const keyProperty = nodeAt(document.source, document.locate(spans.keyEntry), isProperty);
  if (!keyProperty) return NO_PLAIN_CALL;
  const key = ts.isPropertyAssignment(keyProperty) ? keyProperty.initializer : keyProperty.name;
  const query = readLoopCall(document, spans, key);
  if ('declined' in query) return query;
  const where = keyProperty.parent;
  const isOfCall = ts.isPropertyAssignment(where.parent) && where.parent.parent === query.call.arguments[0];
  const { expression: callee } = query.call;
  if (!ts.isPropertyAccessExpression(callee)) return NO_PLAIN_CALL;
  return isOfCall
    ? { ...query, method: callee.name.text, keyProperty, where }
    : { declined: 'the key is not a plain condition of the query' };
}

const NO_PLAIN_CALL: Declined = { declined: 'the query is not written as a plain call' };

/** Reads a query that asks by `key`, a property of the loop's element. */
export function readLoopCall(
  document: OpenDocument,
  spans: { readonly call: Span; readonly loop: Span },
  key: ts.Expression,
): LoopCall | Declined {
  const { source } = document;
  const call = nodeAt(source, document.locate(spans.call), ts.isCallExpression);
  const loop = nodeAt(source, document.locate(spans.loop), isLoop);
  if (!call || !loop) return NO_PLAIN_CALL;
  const parts = readLoop(loop);
  const statement = statementAround(outerLabel(loop));
  if (!parts || !statement || !mayAwait(statement))
    return { declined: 'there is no place for a query before the loop' };
  if (functionAround(call) !== parts.body) return { declined: 'the query stands in a function of its own' };
  const awaited = resultOf(call, parts.body, loop);
  if (!awaited) return { declined: 'the query is not awaited where it stands' };
  const problem = keyProblem(key, parts.element, loop, call);
  if (problem !== undefined) return { declined: problem };
  return { call, awaited, loop, ...parts, statement, key };
}

export function isLoop(node: ts.Node): node is ts.ForOfStatement | ts.CallExpression {
  return ts.isForOfStatement(node) || ts.isCallExpression(node);
}

function isProperty(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

export function outerLabel(loop: ts.Node): ts.Node {
  return ts.isLabeledStatement(loop.parent) ? loop.parent : loop;
}

function readLoop(
  loop: ts.ForOfStatement | ts.CallExpression,
): { iterable: ts.Expression; element: ts.BindingName; body: ts.Node } | undefined {
  if (ts.isForOfStatement(loop)) {
    const head = loop.initializer;
    const element = ts.isVariableDeclarationList(head) ? head.declarations[0]?.name : undefined;
    if (loop.awaitModifier || !element) return undefined;
    return { iterable: loop.expression, element, body: functionAround(loop) };
  }
  const callee = loop.expression;
  const [callback] = loop.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'map' || !callback) return undefined;
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
  const [parameter] = callback.parameters;
  if (!parameter || parameter.initializer || parameter.dotDotDotToken) return undefined;
  return { iterable: callee.expression, element: parameter.name, body: callback };
}

/** The expression whose value is the query's result: rows, not a promise that other code still holds. */
function resultOf(call: ts.CallExpression, body: ts.Node, loop: ts.Node): ts.Expression | undefined {
  const outer = outermost(call);
  if (ts.isAwaitExpression(outer.parent)) return outer.parent;
  if (ts.isForOfStatement(loop)) return undefined;
  const isReturned = ts.isReturnStatement(outer.parent) || outer.parent === body;
  return isReturned ? outer : undefined;
}

function keyProblem(
  key: ts.Expression,
  element: ts.BindingName,
  loop: ts.Node,
  call: ts.CallExpression,
): string | undefined {
  let root = key;
  while (ts.isPropertyAccessExpression(root)) {
    if (root.questionDotToken) return 'the key may be missing';
    root = root.expression;
  }
  if (ts.isNonNullExpression(root) || ts.isNonNullExpression(key)) return 'the key may be missing';
  if (!ts.isIdentifier(root)) return 'the key is not a property of the element';
  const element_ = elementNamed(element, root.text);
  if (!element_) return 'the key is not a property of the element';
  // A test of the key narrows its type there, but not before the loop.
  const text = key.getText();
  for (let node: ts.Node = call; node !== loop; node = node.parent) {
    const { parent } = node;
    if (ts.isIfStatement(parent) && parent.expression !== node && mentions(parent.expression, text)) return TESTED;
    if (ts.isConditionalExpression(parent) && parent.condition !== node && mentions(parent.condition, text))
      return TESTED;
    if (ts.isBinaryExpression(parent) && parent.right === node && mentions(parent.left, text)) return TESTED;
    if (!ts.isBlock(parent)) continue;
    for (const before of parent.statements) {
      if (before === node) break;
      if (ts.isIfStatement(before) && mentions(before.expression, text)) return TESTED;
    }
  }
  return undefined;
}

const TESTED = 'the key is tested before the query, so it may be missing';

function mentions(node: ts.Node, text: string): boolean {
  return node.getText().includes(text);
}

/** The binding of that name in an element's pattern, at most one level deep. */
function elementNamed(element: ts.BindingName, name: string): ts.Node | undefined {
  if (ts.isIdentifier(element)) return element.text === name ? element : undefined;
  if (!ts.isObjectBindingPattern(element)) return undefined;
  return element.elements.find(
    one => ts.isIdentifier(one.name) && one.name.text === name && !one.initializer && !one.dotDotDotToken,
  );
}

/** A callback that takes an element to its key: `order => order.customerId`. */
export function keyCallback(query: LoopCall): string {
  const key = query.key.getText();
  if (ts.isIdentifier(query.element)) return `${query.element.text} => ${key}`;
  const [root] = namesUsedIn(query.key);
  const entry = root && elementNamed(query.element, root.text);
  return `({ ${entry?.getText() ?? key} }) => ${key}`;
}

const CHANGES_LIST = /^(add|clear|copyWithin|delete|fill|pop|push|reverse|set|shift|sort|splice|unshift)$/;

/** True when a round does something to its result that another round with the same result would see. */
export function isChanged({ awaited, loop }: { readonly awaited: ts.Expression; readonly loop: ts.Node }): boolean {
  if (isChange(outermost(awaited))) return true;
  const names = namesOf(awaited, loop);
  const written = namesWrittenIn(loop);
  return [...names].some(name => written.has(name)) || isChangedIn(loop, names);
}

/** The names of the result in the loop, and of its parts: `const [first] = rows`. */
function namesOf(awaited: ts.Expression, loop: ts.Node): ReadonlySet<string> {
  const declarations: ts.VariableDeclaration[] = [];
  each(loop, node => {
    if (ts.isVariableDeclaration(node)) declarations.push(node);
  });
  const names = new Set<string>();
  let known = -1;
  while (known < names.size) {
    known = names.size;
    for (const declaration of declarations) {
      const root = rootOf(listOrValueOf(declaration), awaited);
      const isPart = root === awaited || (root && ts.isIdentifier(root) && names.has(root.text));
      if (isPart) for (const name of namesDeclaredIn(declaration.name)) names.add(name);
    }
  }
  return names;
}

/** What a variable is made of: its initializer, or the list whose elements it takes. */
function listOrValueOf({ initializer, parent }: ts.VariableDeclaration): ts.Expression | undefined {
  return ts.isForOfStatement(parent.parent) ? parent.parent.expression : initializer;
}

/** What stands before properties, elements and defaults: `rows` of `rows[0] ?? null`. */
function rootOf(value: ts.Expression | undefined, awaited: ts.Expression): ts.Expression | undefined {
  let root = value;
  while (root && root !== awaited) {
    if (ts.isBinaryExpression(root)) root = root.left;
    else if (
      ts.isPropertyAccessExpression(root) ||
      ts.isElementAccessExpression(root) ||
      ts.isParenthesizedExpression(root) ||
      ts.isNonNullExpression(root) ||
      ts.isAsExpression(root)
    ) {
      root = root.expression;
    } else return root;
  }
  return root;
}

/** True when the code calls something that changes what one of these names holds. */
export function isChangedIn(code: ts.Node, names: ReadonlySet<string>): boolean {
  return namesUsedIn(code).some(use => names.has(use.text) && isChange(use));
}

/** `rows.sort(…)`, `delete row.secret`, `Object.assign(row, …)`, with any path below the name. */
function isChange(node: ts.Node): boolean {
  let top = node;
  while (
    (ts.isPropertyAccessExpression(top.parent) || ts.isElementAccessExpression(top.parent)) &&
    top.parent.expression === top
  ) {
    top = top.parent;
  }
  const { parent } = top;
  if (ts.isDeleteExpression(parent)) return true;
  if (!ts.isCallExpression(parent)) return false;
  if (parent.expression === top) return ts.isPropertyAccessExpression(top) && CHANGES_LIST.test(top.name.text);
  return parent.expression.getText() === 'Object.assign' && parent.arguments[0] === top;
}

/** Why code of the query cannot run before the loop instead of in each round; undefined when it can. */
export function whyStuck(
  query: LoopCall,
  moved: readonly ts.Node[],
  accepts?: (call: ts.Node) => boolean,
): string | undefined {
  const declared = namesDeclaredIn(query.loop);
  const written = namesWrittenIn(query.loop);
  for (const node of moved) {
    if (!isPlain(node, accepts)) return 'an argument of the query is computed anew in each round';
    for (const name of namesUsedIn(node)) {
      if (declared.has(name.text)) return `the query depends on ${name.text}`;
      if (written.has(name.text)) return `${name.text} changes in the loop`;
    }
  }
  if (mayWriteRows(query.loop)) return 'the loop also writes rows';
  return undefined;
}
