import type ts from 'typescript';
import type { ComputedEntry, ObjectEntry, Ref, RefRoot, TemplatePiece, Value } from '../../core/facts/values';
import { readAssignment, readDelete, readUnary } from './assignments';
import { noteAwaitedProperty } from './awaited-property';
import { readSpine } from './chains';
import { readClassExpression } from './classes';
import { readFunction } from './functions';
import { joinGuards, readBranches, readCondition, readLogical } from './guards';
import { hintOf } from './hints';
import { isRendered, readRendered } from './jsx';
import { literal, opaque } from './plain-values';
import { propertyKey, rootOfName } from './scopes';
import { visitStatement } from './statements';
import { readRuns, readString, readTemplate } from './strings';
import {
  forEachChild,
  isArrowFunction,
  isComputedPropertyName,
  isConditionalExpression,
  isExpression,
  isExpressionWithTypeArguments,
  isFunctionExpression,
  isJsxAttribute,
  isJsxClosingElement,
  isJsxElement,
  isJsxFragment,
  isJsxOpeningElement,
  isJsxSelfClosingElement,
  isOmittedExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStatement,
  isStringLiteralLike,
  isTypeNode,
  SyntaxKind,
} from './syntax';
import { LOOKED_THROUGH, leftSpine, unwrap } from './unwrap';
import { MAX_DEPTH, spanOf, type Use, type Walk } from './walk';

/** Longer lists are data, not code: a rule learns nothing more from the rest. */
const MAX_ITEMS = 500;

/** Reads an expression. Every expression of a unit is read exactly once, because its calls are recorded on the way. */
export function readValue(walk: Walk, node: ts.Expression, use: Use = 'no'): Value {
  if (walk.depth >= MAX_DEPTH) return opaque(walk, node, []);
  walk.depth += 1;
  const value = readAnyValue(walk, node, use);
  walk.depth -= 1;
  return value;
}

type Reader = (walk: Walk, node: never, use: Use) => Value;

/** How each kind of expression is read; the compiler's own numbering makes this a list with a few dozen entries. */
const READERS: (Reader | undefined)[] = [];

function readAnyValue(walk: Walk, node: ts.Expression, use: Use): Value {
  const reader = (READERS[node.kind] ?? readOther) as (walk: Walk, node: ts.Expression, use: Use) => Value;
  return reader(walk, node, use);
}

function readAwait(walk: Walk, node: ts.AwaitExpression): Value {
  const value = readValue(walk, node.expression, 'yes');
  if (value.kind === 'ref') noteAwaitedProperty(walk, node, value);
  walk.awaited = true;
  return value.kind === 'call' ? { ...value, awaited: true, span: spanOf(walk, node) } : value;
}

export function readName(walk: Walk, node: ts.Identifier, use: Use): Value {
  if (node.text === 'undefined' || node.text === '') return opaque(walk, node, []);
  if (node.text === 'NaN' || node.text === 'Infinity') return opaque(walk, node, [], 'number');
  const root = rootOfName(walk, node.text);
  if (use !== 'no' && root.kind === 'local') {
    const declared = walk.byId.get(root.binding);
    if (declared && walk.promiseUses.get(declared.binding) !== 'collected') walk.promiseUses.set(declared.binding, use);
  }
  return { kind: 'ref', root, path: [], span: spanOf(walk, node) };
}

function readObject(walk: Walk, node: ts.ObjectLiteralExpression): Value {
  const entries: ObjectEntry[] = [];
  const spreads: Value[] = [];
  const computed: ComputedEntry[] = [];
  let open = false;
  for (const property of node.properties) {
    if (isSpreadAssignment(property)) {
      open = true;
      spreads.push(readValue(walk, property.expression));
      continue;
    }
    const key = property.name ? propertyKey(property.name) : '';
    const isComputed = property.name && isComputedPropertyName(property.name) && key === '[]';
    const name = isComputed ? readValue(walk, property.name.expression) : undefined;
    if (name) open = true;
    const value = readProperty(walk, property, key);
    const span = spanOf(walk, property);
    // A value behind a computed key still flows into the object.
    if (key === '[]') spreads.push(value);
    else entries.push({ key, value, span, shorthand: isShorthandPropertyAssignment(property) });
    if (name?.kind === 'ref' && name.path.length > 0) computed.push({ key: name, value, span });
  }
  const found = computed.length > 0 ? { computed } : {};
  return { kind: 'object', entries, open, spreads, ...found, span: spanOf(walk, node) };
}

function readProperty(
  walk: Walk,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  key: string,
): Value {
  if (isShorthandPropertyAssignment(property)) return readName(walk, property.name, 'no');
  if (!isPropertyAssignment(property)) return readFunction(walk, property, { name: key });
  const initializer = unwrap(property.initializer);
  return isArrowFunction(initializer) || isFunctionExpression(initializer)
    ? readFunction(walk, initializer, { name: key })
    : readValue(walk, property.initializer);
}

export function readArray(walk: Walk, node: ts.ArrayLiteralExpression, use: Use): Value {
  const items: Value[] = [];
  let open = false;
  for (const element of node.elements) {
    if (isOmittedExpression(element)) continue;
    const spread = isSpreadElement(element);
    const value = readValue(walk, spread ? element.expression : element, use);
    if (spread || items.length >= MAX_ITEMS) open = true;
    if (items.length < MAX_ITEMS) items.push(value);
  }
  return { kind: 'array', items, open, span: spanOf(walk, node) };
}

function readConditional(walk: Walk, node: ts.ConditionalExpression, use: Use): Value {
  const of: Value[] = [];
  const guards = walk.guards;
  let awaited = false;
  let rest: ts.Expression = node;
  // `a ? b : c ? d : …` is a list in the shape of a staircase.
  while (isConditionalExpression(rest)) {
    const current: ts.ConditionalExpression = rest;
    const condition = readCondition(walk, current.condition);
    const branch = readBranches(walk, condition.whenTrue, () => readValue(walk, current.whenTrue, use));
    of.push(branch.result);
    awaited ||= branch.awaited;
    walk.guards = joinGuards(walk.guards, condition.whenFalse);
    rest = unwrap(current.whenFalse);
  }
  of.push(readValue(walk, rest, use));
  walk.guards = guards;
  walk.awaited ||= awaited;
  return { kind: 'choice', of, span: spanOf(walk, node) };
}

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

function readBinary(walk: Walk, node: ts.BinaryExpression, use: Use): Value {
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) {
    return readAssignment(walk, node, use);
  }
  if (LOGICAL.has(operator)) return readLogical(walk, node, use).value;
  const operands = leftSpine(node, operator);
  if (operator === SyntaxKind.PlusToken) return readSum(walk, node, operands);
  const values = operands.map((operand, index) => readValue(walk, operand, index === operands.length - 1 ? use : 'no'));
  if (operator === SyntaxKind.CommaToken) return values[values.length - 1] ?? opaque(walk, node, []);
  return opaque(walk, node, values, hintOf(operator));
}

function readSum(walk: Walk, node: ts.BinaryExpression, operands: readonly ts.Expression[]): Value {
  const pieces: TemplatePiece[] = [];
  let text = false;
  for (const operand of operands) {
    const inner = unwrap(operand);
    if (isStringLiteralLike(inner)) {
      text = true;
      pieces.push({ kind: 'text', cooked: inner.text, runs: readRuns(walk, inner, 1), span: spanOf(walk, inner) });
      continue;
    }
    const value = readValue(walk, operand);
    text ||= value.kind === 'template';
    pieces.push({ kind: 'hole', value, span: spanOf(walk, operand) });
  }
  if (text) return { kind: 'template', form: 'concatenation', pieces, span: spanOf(walk, node) };
  const values = pieces.flatMap(piece => (piece.kind === 'hole' ? [piece.value] : []));
  const numbers = values.every(value => (value.kind === 'literal' ? typeof value.value === 'number' : isNumber(value)));
  return opaque(walk, node, values, numbers ? 'number' : undefined);
}

function isNumber(value: Value): boolean {
  return value.kind === 'opaque' && value.hint === 'number';
}

function rootRef(walk: Walk, node: ts.Node, root: RefRoot): Ref {
  return { kind: 'ref', root, path: [], span: spanOf(walk, node) };
}

/** JSX, regular expressions, and what broken code leaves: only what is read inside counts. */
function readOther(walk: Walk, node: ts.Expression): Value {
  const inside: Value[] = [];
  visitChildren(walk, node, inside);
  return opaque(walk, node, inside);
}

function visitChildren(walk: Walk, node: ts.Node, inside: Value[]): void {
  forEachChild(node, child => visitChild(walk, node, child, inside));
}

export function visitChild(walk: Walk, node: ts.Node, child: ts.Node, inside: Value[]): void {
  if (isTypeNode(child) && !isExpressionWithTypeArguments(child)) return;
  if (isStatement(child)) visitStatement(walk, child);
  else if (isJsxElement(child) && isRendered(walk, child)) inside.push(readValue(walk, child));
  else if (isJsxElement(child) || isJsxFragment(child) || !isExpression(child)) {
    if (walk.depth >= MAX_DEPTH) return;
    walk.depth += 1;
    visitChildren(walk, child, inside);
    walk.depth -= 1;
  } else if (!isJsxName(node, child)) inside.push(readValue(walk, child));
}

function readElement(walk: Walk, node: ts.JsxElement | ts.JsxSelfClosingElement): Value {
  return isRendered(walk, node) ? readRendered(walk, node) : readOther(walk, node);
}

/** The name of an element or attribute: `<Post key={…} />` uses no value of that name that a rule asks for. */
function isJsxName(node: ts.Node, child: ts.Node): boolean {
  if (isJsxAttribute(node)) return node.name === child;
  const hasTag = isJsxOpeningElement(node) || isJsxSelfClosingElement(node) || isJsxClosingElement(node);
  return hasTag && node.tagName === child;
}

for (const kind of LOOKED_THROUGH) {
  READERS[kind] = (walk, node: ts.Expression, use) => readValue(walk, unwrap(node), use);
}
function read<N extends ts.Node>(kinds: readonly N['kind'][], reader: (walk: Walk, node: N, use: Use) => Value): void {
  for (const kind of kinds) READERS[kind] = reader as Reader;
}
read<ts.AwaitExpression>([SyntaxKind.AwaitExpression], readAwait);
read<ts.StringLiteralLike>([SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral], readString);
read<ts.TemplateExpression>([SyntaxKind.TemplateExpression], (walk, node) =>
  readTemplate(walk, node, part => readValue(walk, part)),
);
read<ts.NumericLiteral>([SyntaxKind.NumericLiteral], (walk, node) => literal(walk, node, Number(node.text)));
read<ts.TrueLiteral>([SyntaxKind.TrueKeyword], (walk, node) => literal(walk, node, true));
read<ts.FalseLiteral>([SyntaxKind.FalseKeyword], (walk, node) => literal(walk, node, false));
read<ts.NullLiteral>([SyntaxKind.NullKeyword], (walk, node) => literal(walk, node, null));
read<ts.BigIntLiteral>([SyntaxKind.BigIntLiteral], (walk, node) => opaque(walk, node, [], 'number'));
read<ts.Identifier>([SyntaxKind.Identifier], readName);
read<ts.Expression>([SyntaxKind.ThisKeyword], (walk, node) => rootRef(walk, node, { kind: 'this' }));
read<ts.Expression>([SyntaxKind.SuperKeyword], (walk, node) => rootRef(walk, node, { kind: 'super' }));
read<ts.MetaProperty>([SyntaxKind.MetaProperty], (walk, node) =>
  rootRef(walk, node, { kind: 'outer', name: 'import.meta' }),
);
read<ts.Expression>(
  [
    SyntaxKind.PropertyAccessExpression,
    SyntaxKind.ElementAccessExpression,
    SyntaxKind.CallExpression,
    SyntaxKind.NewExpression,
    SyntaxKind.TaggedTemplateExpression,
  ],
  readSpine,
);
read<ts.JsxElement | ts.JsxSelfClosingElement>([SyntaxKind.JsxElement, SyntaxKind.JsxSelfClosingElement], readElement);
read<ts.ArrowFunction | ts.FunctionExpression>(
  [SyntaxKind.ArrowFunction, SyntaxKind.FunctionExpression],
  (walk, node) => readFunction(walk, node, {}),
);
read<ts.ClassExpression>([SyntaxKind.ClassExpression], readClassExpression);
read<ts.ObjectLiteralExpression>([SyntaxKind.ObjectLiteralExpression], readObject);
read<ts.ArrayLiteralExpression>([SyntaxKind.ArrayLiteralExpression], (walk, node) => readArray(walk, node, 'no'));
read<ts.BinaryExpression>([SyntaxKind.BinaryExpression], readBinary);
read<ts.ConditionalExpression>([SyntaxKind.ConditionalExpression], readConditional);
read<ts.PrefixUnaryExpression>([SyntaxKind.PrefixUnaryExpression], readUnary);
read<ts.PostfixUnaryExpression>([SyntaxKind.PostfixUnaryExpression], readUnary);
read<ts.DeleteExpression>([SyntaxKind.DeleteExpression], readDelete);
read<ts.TypeOfExpression>([SyntaxKind.TypeOfExpression], (walk, node) =>
  opaque(walk, node, [readValue(walk, node.expression)], 'string'),
);
read<ts.YieldExpression>([SyntaxKind.YieldExpression], (walk, node) =>
  opaque(walk, node, node.expression ? [readValue(walk, node.expression, 'returned')] : []),
);
