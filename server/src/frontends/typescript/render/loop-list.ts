import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import { isKnownList } from './known-list';
import { freshName, isPlain } from './moved-code';
import { pluralOf } from './plural-name';
import { keyCallback, type LoopCall } from './query-loop';

export interface Iterated {
  /** The list of keys. */
  readonly keys: string;
  readonly statement?: string;
  readonly edits: readonly TextEdit[];
}

/** The loop's iterable by a name of its own, unless it can be read twice as it stands. */
export function nameIterable(query: LoopCall): Iterated {
  const { iterable } = query;
  const callback = keyCallback(query);
  const isKey = ts.isIdentifier(query.element) && query.element.text === query.key.getText();
  const list = isPlain(iterable) ? iterable.getText() : undefined;
  if (list !== undefined) {
    // A list of keys is copied, because the client takes none that is read-only.
    if (isKey) return { keys: `[...${list}]`, edits: [] };
    const isList = ts.isCallExpression(query.loop) || isKnownList(iterable);
    return { keys: isList ? `${list}.map(${callback})` : `Array.from(${list}, ${callback})`, edits: [] };
  }
  const element = ts.isIdentifier(query.element) ? pluralOf(query.element.text) : 'elements';
  const name = freshName(query.statement, [element, `${element}List`]);
  const span = { start: iterable.getStart(), end: iterable.end };
  const isList = ts.isCallExpression(query.loop);
  // Any other iterable may be read only once, so that it becomes a list first.
  const value = isList ? iterable.getText() : `[...${wrapped(iterable)}]`;
  const own = isList ? `[...${name}]` : name;
  return {
    keys: isKey ? own : `${name}.map(${callback})`,
    statement: `const ${name} = ${value};`,
    edits: [{ span, newText: name }],
  };
}

function wrapped(node: ts.Expression): string {
  const isOne =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isPropertyAccessExpression(node);
  return isOne ? node.getText() : `(${node.getText()})`;
}
