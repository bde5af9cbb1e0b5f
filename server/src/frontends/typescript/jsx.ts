import type ts from 'typescript';
import type { ObjectEntry, ObjectTree, Ref, Value } from '../../core/facts/values';
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
import { spanOf, type Walk } from './walk';

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
  const id = `${walk.fn.id}/call[${walk.fn.calls++}]`;
  const ownAwaitBefore = walk.awaited;
  const isMember = isPropertyAccessExpression(tagName);
  const root = readValue(walk, (isMember ? tagName.expression : tagName) as ts.Expression);
  const properties = readAttributes(walk, node, attributes);
  if (root.kind === 'ref') noteRendering();
  return opaque(walk, node, [properties]);

  function noteRendering(): void {
    const name = spanOf(walk, isMember ? tagName.name : tagName);
    const span = { start: (root as Ref).span.start, end: Math.max(name.end, opening.end - walk.start) };
    walk.calls.push({
      id,
      root: root as Ref,
      links: [
        {
          name: isMember ? tagName.name.text : '',
          via: [],
          args: [{ value: properties, spread: false }],
          form: 'jsx',
          typeArguments: opening.typeArguments !== undefined,
          nameSpan: name,
          span,
          argumentsSpan: { start: name.end, end: span.end },
        },
      ],
      in: walk.fn.id,
      loops: walk.loop?.ids ?? [],
      guards: walk.guards,
      // All elements of a list are rendered together.
      awaited: 'collected',
      ownAwaitBefore,
      span,
    });
  }
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
  if (isJsxElement(node)) for (const child of node.children) visitChild(walk, node, child, children);
  if (children.length > 0) {
    const value = opaque(walk, node, children);
    entries.push({ key: 'children', value, span: value.span, shorthand: false });
  }
  return { kind: 'object', entries, open: spreads.length > 0, spreads, span: spanOf(walk, attributes) };
}

function readAttribute(walk: Walk, { initializer, name }: ts.JsxAttribute): Value {
  if (!initializer) return literal(walk, name, true);
  if (!isJsxExpression(initializer)) return readValue(walk, initializer);
  return initializer.expression ? readValue(walk, initializer.expression) : opaque(walk, initializer, []);
}
