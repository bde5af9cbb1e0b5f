import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { functionAround, isNamed, mayWriteRows, namesUsedIn, objectIn, propertyNamed } from './moved-code';
import { type Declined, nodeAt, type OpenDocument, openDocument, outermost, startsLine } from './open-document';
import { isLoop } from './query-loop';

type LoadRelation = FixIntent & { readonly kind: 'load-relation' };

/** Has the rows bring a relation along, and leaves of what loaded it for each of them what is still needed. */
export function renderLoadRelation(intent: LoadRelation, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const loop = nodeAt(source, document.locate(intent.loop), isLoop);
  const outer = nodeAt(source, document.locate(intent.outerCall), ts.isCallExpression);
  const inner = nodeAt(source, document.locate(intent.at.span), isCallOrProperty);
  if (!loop || !outer || !inner) return { declined: 'the relation is not loaded by a plain call' };
  const isWithin = inner.pos >= loop.pos && inner.end <= loop.end;
  if (!isWithin || functionAround(outer) !== functionAround(loop)) return ELSEWHERE;
  const problem = ownerProblem(inner, loop, intent);
  if (problem !== undefined) return { declined: problem };
  // What is written to meanwhile would be missing from what was loaded before.
  if (mayWriteRows(loop)) return { declined: 'the loop also writes rows' };
  const loaded = intent.argument === undefined ? callAfter(outer, intent) : loadWith(outer, intent, intent.argument);
  if ('declined' in loaded) return loaded;
  const left = remainder(document, inner, intent);
  if ('declined' in left) return left;
  return document.change([loaded, ...left.edits]);
}

const ELSEWHERE: Declined = { declined: 'the rows are loaded in another function' };

type Loading = ts.CallExpression | ts.PropertyAccessExpression;

function isCallOrProperty(node: ts.Node): node is Loading {
  return ts.isCallExpression(node) || ts.isPropertyAccessExpression(node);
}

/** What the relation belongs to must be the element of the loop itself. */
function ownerProblem(inner: Loading, loop: ts.Node, { relation, remains }: LoadRelation): string | undefined {
  const called = ts.isCallExpression(inner) ? inner.expression : inner;
  const receiver = ts.isPropertyAccessExpression(called) ? called.expression : undefined;
  const isProperty = receiver && ts.isPropertyAccessExpression(receiver) && receiver.name.text === relation;
  const owner = isProperty ? receiver.expression : receiver;
  const element = elementOf(loop);
  if (!owner || !element || !ts.isIdentifier(owner) || owner.text !== element.text)
    return 'the owner is not the element';
  if (remains !== 'property') return undefined;
  const isPassedOn = namesUsedIn(loop).some(
    use => use.text === element.text && !ts.isPropertyAccessExpression(use.parent),
  );
  return isPassedOn ? 'the element would leave the loop with more than it had' : undefined;
}

function elementOf(loop: ts.Node): ts.Identifier | undefined {
  let name: ts.BindingName | undefined;
  if (ts.isForOfStatement(loop) && ts.isVariableDeclarationList(loop.initializer)) {
    name = loop.initializer.declarations[0]?.name;
  } else if (ts.isCallExpression(loop)) {
    const [callback] = loop.arguments;
    if (callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) {
      name = callback.parameters[0]?.name;
    }
  }
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** `Post.find().populate('author')`: behind the last call of the query. */
function callAfter(outer: ts.CallExpression, { option, relation }: LoadRelation): TextEdit | Declined {
  const called = ts.isPropertyAccessExpression(outer.expression) ? outer.expression : undefined;
  if (!called) return { declined: 'the rows are not loaded by a chain of calls' };
  // What sends the query stands last.
  const at = called.name.text === 'exec' || called.name.text === 'execute' ? called.expression.end : outer.end;
  return { span: { start: at, end: at }, newText: `.${option}('${relation}')` };
}

/** The edit that names the relation among the options of the call, where those can be read. */
function loadWith(outer: ts.CallExpression, intent: LoadRelation, position: number): TextEdit | Declined {
  const { option, relation } = intent;
  const list = `['${relation}']`;
  const entry = `${option}: ${option === 'relations' ? `{ ${relation}: true }` : list}`;
  const given = outer.arguments[position];
  if (outer.arguments.some(ts.isSpreadElement)) return UNREAD;
  if (!given) {
    const before = outer.arguments.at(-1);
    if (outer.arguments.length === position) {
      return insertAt(before ? before.end : outer.arguments.pos, `${before ? ', ' : ''}{ ${entry} }`);
    }
    return UNREAD;
  }
  if (!ts.isObjectLiteralExpression(given) || !given.properties.every(isNamed)) return UNREAD;
  const property = propertyNamed(given, option);
  if (!property) return appendTo(given, given.properties, entry);
  const object = objectIn(property);
  if (object && option === 'relations') return appendTo(object, object.properties, `${relation}: true`);
  const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
  return value && ts.isArrayLiteralExpression(value) ? appendTo(value, value.elements, `'${relation}'`) : UNREAD;
}

const UNREAD: Declined = { declined: 'the options of the query are not written out' };

function appendTo(holder: ts.Node, items: ts.NodeArray<ts.Node>, text: string): TextEdit {
  const last = items.at(-1);
  if (last) return insertAt(last.end, `, ${text}`);
  return insertAt(holder.getStart() + 1, ts.isArrayLiteralExpression(holder) ? text : ` ${text} `);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

/** `await user.posts.init();` goes; where its value is used, the collection itself takes its place. */
function remainder(
  { text }: OpenDocument,
  inner: Loading,
  { relation, remains }: LoadRelation,
): { readonly edits: readonly TextEdit[] } | Declined {
  if (remains === 'itself') return { edits: [] };
  const whole = outermost(inner);
  const awaited = ts.isAwaitExpression(whole.parent) ? whole.parent : undefined;
  const isReturned = ts.isReturnStatement(whole.parent) || ts.isArrowFunction(whole.parent);
  const replaced = awaited ?? (isReturned ? whole : undefined);
  const receiver =
    ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression) ? inner.expression : undefined;
  if (!replaced || !receiver) return { declined: 'the relation is not waited for where it is loaded' };
  const owner = receiver.expression.getText();
  if (remains === 'owner' && ts.isExpressionStatement(replaced.parent)) {
    return removedStatement(text, replaced.parent);
  }
  const newText = remains === 'property' ? `${owner}.${relation}` : owner;
  return { edits: [{ span: { start: replaced.getStart(), end: replaced.end }, newText }] };
}

/** With its line, where it stands alone on it; only a block can do without it. */
function removedStatement(text: string, statement: ts.Statement): { readonly edits: readonly TextEdit[] } | Declined {
  if (!ts.isBlock(statement.parent)) return { declined: 'nothing would be left to do' };
  const start = statement.getStart();
  const lineEnd = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end));
  if (!startsLine(text, start) || !lineEnd) return { edits: [{ span: { start, end: statement.end }, newText: '' }] };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return { edits: [{ span: { start: lineStart, end: statement.end + lineEnd[0].length }, newText: '' }] };
}
