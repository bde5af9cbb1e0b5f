import type ts from 'typescript';
import type { ObjectEntry, ObjectTree, Value } from '../../core/facts/values';
import { literal, opaque } from './plain-values';
import {
  isIdentifier,
  isJsxAttribute,
  isJsxElement,
  isJsxExpression,
  isJsxSpreadAttribute,
  isPropertyAccessExpression,
} from './syntax';
import { readValue, visitChild } from './values';
import { type CallDraft, spanOf, type Walk } from './walk';

type Element = ts.JsxElement | ts.JsxSelfClosingElement;

/**
 * An element with a component's name is a call of it with the attributes: a server component asks the database itself.
 * Only what is rendered in a loop, or by such a component, may do so more than once; the walk takes no notice of others.
 */
export function isRendered(walk: Walk, node: Element): boolean {
  if (!walk.loop && !walk.fn.fact?.async) return false;
  const { tagName } = isJsxElement(node) ? node.openingElement : node;
  return isIdentifier(tagName) ? /^[A-Z]/.test(tagName.text) : isPropertyAccessExpression(tagName);
}

/** Reads an element that is rendered; its value is made of what stands inside of it, as for any other element. */
export function readRendered(walk: Walk, node: Element): Value {
  const opening = isJsxElement(node) ? node.openingElement : node;
  const { tagName, attributes } = opening;
  const isMember = isPropertyAccessExpression(tagName);
  const id = `${walk.fn.id}/call[${walk.fn.calls++}]`;
  const component = readValue(walk, (isMember ? tagName.expression : tagName) as ts.Expression);
  const nameSpan = spanOf(walk, isMember ? tagName.name : tagName);
  const span = { start: component.span.start, end: Math.max(nameSpan.end, opening.end - walk.start) };
  const call: CallDraft = {
    id,
    root: component.kind === 'ref' ? component : { kind: 'other', value: component, span: component.span },
    links: [],
    in: walk.fn.id,
    loops: walk.loop?.ids ?? [],
    guards: walk.guards,
    // All elements of a list are rendered together.
    awaited: 'collected',
    ownAwaitBefore: walk.awaited,
    span,
  };
  walk.calls.push(call);
  const properties = readAttributes(walk, node, attributes);
  call.links = [
    {
      name: isMember ? tagName.name.text : '',
      via: [],
      args: [{ value: properties, spread: false }],
      form: 'jsx',
      typeArguments: opening.typeArguments !== undefined,
      nameSpan,
      span,
      argumentsSpan: { start: nameSpan.end, end: span.end },
    },
  ];
  return opaque(walk, node, [properties]);
}

function readAttributes(walk: Walk, node: Element, attributes: ts.JsxAttributes): ObjectTree {
  const entries: ObjectEntry[] = [];
  const spreads: Value[] = [];
  for (const attribute of attributes.properties) {
    if (isJsxSpreadAttribute(attribute)) spreads.push(readValue(walk, attribute.expression));
    else if (isJsxAttribute(attribute) && isIdentifier(attribute.name)) {
      const value = readAttribute(walk, attribute);
      entries.push({ key: attribute.name.text, value, span: spanOf(walk, attribute), shorthand: false });
    }
  }
  const children: Value[] = [];
  if (isJsxElement(node)) {
    for (const child of node.children) visitChild(walk, node, child, children);
    const span = { start: node.openingElement.end - walk.start, end: node.children.end - walk.start };
    const value = { ...opaque(walk, node, children), span };
    if (children.length > 0) entries.push({ key: 'children', value, span, shorthand: false });
  }
  return { kind: 'object', entries, open: spreads.length > 0, spreads, span: spanOf(walk, attributes) };
}

function readAttribute(walk: Walk, { initializer, name }: ts.JsxAttribute): Value {
  if (!initializer) return literal(walk, name, true);
  if (!isJsxExpression(initializer)) return readValue(walk, initializer);
  return initializer.expression ? readValue(walk, initializer.expression) : opaque(walk, initializer, []);
}
