import ts from 'typescript';
import { type ChainLink, chainOf, isOfChain, receiverOf } from './call-chain';
import type { AskedKey, KeyQuery } from './key-query';
import { namesAfter } from './key-query-names';
import { isNamed } from './moved-code';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';

/** `User.findById(id)` and `Post.find({ author: user._id })` with `find` and `$in`. */
export function readMongooseQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  const { keyField, result } = asked;
  const call = nodeAt(document.source, document.locate(asked.call), ts.isCallExpression);
  const [first, ...links] = call ? chainOf(call) : [];
  const callee = first?.call.expression;
  if (!call || !first || !callee || !ts.isPropertyAccessExpression(callee) || !BEGINNINGS.has(first.name)) {
    return { declined: 'the query does not begin with what it looks for' };
  }
  const unknown = links.find(({ name }) => !LINKS.has(name));
  if (unknown) return { declined: `${unknown.name} is not known to be the same for all keys` };
  const [filter, projection, options] = first.call.arguments;
  const selections = [projection, ...links.filter(({ name }) => name === 'select').map(link => link.call.arguments[0])];
  if (options || selections.some(selection => selection && !selectsKey(selection, keyField))) {
    return { declined: `${keyField} may not be selected` };
  }
  const condition = filter && readCondition(document, first, filter, asked);
  if (!condition) return { declined: 'the key is not a plain condition of the query' };
  const { node, key, text } = condition;
  const { name } = callee;
  return {
    call,
    key,
    kept: partsBeside(call, node),
    accepts: one => one === first.call || isOfChain(links, one),
    field: keyField,
    names: namesAfter(receiverOf(first).getText(), keyField, result),
    listQuery: keys => ({
      inside: [
        { span: { start: name.getStart(), end: name.end }, newText: 'find' },
        { span: { start: node.getStart(), end: node.end }, newText: text(keys) },
      ],
      beside: [],
    }),
  };
}

const BEGINNINGS: ReadonlySet<string> = new Set(['find', 'findOne', 'findById']);

/** They say of each document what is loaded of it, in which order they come, or in which transaction. */
const LINKS: ReadonlySet<string> = new Set(['select', 'lean', 'populate', 'sort', 'session', 'exec']);

interface MongooseCondition {
  readonly node: ts.Node;
  readonly key: ts.Expression;
  text(keys: string): string;
}

/** `findById(id)` has the key alone, all others have it among the properties of the filter. */
function readCondition(
  document: OpenDocument,
  { name }: ChainLink,
  filter: ts.Expression,
  { keyEntry, keyField }: AskedKey,
): MongooseCondition | undefined {
  if (name === 'findById') return { node: filter, key: filter, text: keys => `{ ${keyField}: { $in: ${keys} } }` };
  const node = nodeAt(document.source, document.locate(keyEntry), isProperty);
  if (!node || node.parent !== filter) return undefined;
  const key = ts.isPropertyAssignment(node) ? node.initializer : node.name;
  return { node, key, text: keys => `${keyField}: { $in: ${keys} }` };
}

function isProperty(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

/** `'name email'` and `{ name: 1 }` load `_id` as well, and other fields where they name them. */
function selectsKey(selection: ts.Expression, keyField: string): boolean {
  if (ts.isStringLiteralLike(selection)) {
    const fields = selection.text.split(/\s+/);
    return keyField === '_id' ? !fields.includes('-_id') : fields.includes(keyField);
  }
  if (!ts.isObjectLiteralExpression(selection) || !selection.properties.every(isNamed)) return false;
  const own = selection.properties.find(one => one.name?.getText() === keyField);
  if (!own) return keyField === '_id';
  return ts.isPropertyAssignment(own) && /^(?:1|true)$/.test(own.initializer.getText());
}
