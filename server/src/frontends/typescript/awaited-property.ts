import type ts from 'typescript';
import type { Ref } from '../../core/facts/values';
import { isPropertyAccessExpression } from './syntax';
import { unwrap } from './unwrap';
import { spanOf, type Walk } from './walk';

/**
 * `await user.posts`: nothing is called, and yet a lazy relation asks the database. It is a chain of one link whose root
 * is the owner; the value stays the reference that it is.
 */
export function noteAwaitedProperty(walk: Walk, node: ts.AwaitExpression, value: Ref): void {
  const property = unwrap(node.expression);
  const { root, path } = value;
  const name = path.at(-1);
  if (name === undefined || !isPropertyAccessExpression(property) || property.name.text !== name) return;
  if (root.kind !== 'local' && root.kind !== 'this') return;
  const owner = path.slice(0, -1);
  const span = spanOf(walk, property);
  // The keys of element accesses belong to the owner, since the last step is a name.
  const ownerSpan = spanOf(walk, property.expression);
  walk.calls.push({
    id: `${walk.fn.id}/call[${walk.fn.calls++}]`,
    root: { ...value, path: owner, span: ownerSpan },
    links: [
      {
        name,
        via: [],
        args: [],
        form: 'await',
        typeArguments: false,
        nameSpan: spanOf(walk, property.name),
        span,
        argumentsSpan: { start: span.end, end: span.end },
      },
    ],
    in: walk.fn.id,
    loops: walk.loop?.ids ?? [],
    guards: walk.guards,
    awaited: 'yes',
    ownAwaitBefore: walk.awaited,
    span,
  });
}
