import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import { type ChainLink, chainOf, isOfChain, receiverOf, withoutLink } from './call-chain';
import { quoteOf } from './key-map';
import type { AskedKey, KeyQuery } from './key-query';
import { namesAfter } from './key-query-names';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';

/** `knex('users').where({ id }).first()` with `whereIn`. */
export function readKnexQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  const { keyField, result } = asked;
  const call = nodeAt(document.source, document.locate(asked.call), ts.isCallExpression);
  const node = nodeAt(document.source, document.locate(asked.keyEntry), isCondition);
  if (!call || !node) return { declined: 'the key is not a plain condition of the query' };
  const [table, ...links] = builderOf(call);
  if (!table) return { declined: 'the table is not named where the query begins' };
  const unknown = links.find(({ name }) => !LINKS.has(name));
  if (unknown) return { declined: `${unknown.name} is not known to be the same for all keys` };
  const condition = readCondition(links, node);
  if (!condition) return { declined: 'the key is not a plain condition of the query' };
  const selected = selectKey(document, links, keyField);
  if ('declined' in selected) return selected;
  return {
    call,
    key: condition.key,
    kept: partsBeside(call, condition.replaced),
    accepts: one => one === table.call || isOfChain(links, one),
    field: keyField,
    names: namesAfter(table.name.split(/\s/)[0] ?? '', keyField, result),
    ...(result === 'row' ? { missing: 'undefined' } : {}),
    listQuery: keys => ({
      inside: [
        ...listCondition(document, condition, keys),
        ...selected.edits,
        ...links.filter(({ name }) => name === 'limit').map(withoutLink),
      ],
      beside: [],
    }),
  };
}

/** They say of each row whether it is meant, or in which order it comes. */
const LINKS: ReadonlySet<string> = new Set([
  ...['select', 'column', 'columns', 'first', 'limit', 'orderBy', 'transacting'],
  ...['where', 'andWhere', 'whereNot', 'whereNull', 'whereNotNull', 'whereIn', 'whereNotIn'],
]);

function isCondition(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.StringLiteral {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isStringLiteral(node);
}

/** The call that names the table (`knex('users')`, `knex.from('users')`), and those after it. */
function builderOf(call: ts.CallExpression): readonly ChainLink[] {
  const named = chainOf(call);
  const [first] = named;
  const receiver = first && receiverOf(first);
  const root = receiver && ts.isCallExpression(receiver) ? receiver : named.find(isTable)?.call;
  const [table] = root?.arguments ?? [];
  if (!root || !table || root.arguments.length > 1 || !ts.isStringLiteralLike(table)) return [];
  return [{ name: table.text, call: root }, ...named.filter(link => link.call !== root)];
}

/** `from('users')`; the call of a client that is a member is the first link: `this.knex('users')`. */
function isTable({ name }: ChainLink, index: number): boolean {
  return name === 'from' || (index === 0 && !LINKS.has(name));
}

interface KnexCondition {
  readonly link: ChainLink;
  /** The column as it is written. */
  readonly column: string;
  readonly key: ts.Expression;
  /** What gives way to the list: the arguments, or one of the properties. */
  readonly replaced: ts.Node;
  /** The object says more than this. */
  readonly isOneOfSeveral: boolean;
}

/** `where('id', id)`, `where('id', '=', id)`, `where({ id, active: true })`. */
function readCondition(links: readonly ChainLink[], node: ts.Node): KnexCondition | undefined {
  const holder = ts.isStringLiteral(node) ? node : node.parent;
  const link = links.find(({ call }) => call.arguments[0] === holder);
  if (!link || (link.name !== 'where' && link.name !== 'andWhere')) return undefined;
  if (ts.isStringLiteral(node)) {
    const [, ...rest] = link.call.arguments;
    const key = rest.at(-1);
    const isEqual = rest.length === 1 || (rest.length === 2 && rest[0]?.getText().slice(1, -1) === '=');
    return key && isEqual ? { link, column: node.getText(), key, replaced: key, isOneOfSeveral: false } : undefined;
  }
  const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
  if (!isProperty || !ts.isObjectLiteralExpression(holder)) return undefined;
  const key = ts.isPropertyAssignment(node) ? node.initializer : node.name;
  const quote = quoteOf(node.getSourceFile().text);
  const column = ts.isStringLiteral(node.name) ? node.name.getText() : `${quote}${node.name.getText()}${quote}`;
  const isOneOfSeveral = holder.properties.length > 1;
  return { link, column, key, replaced: node, isOneOfSeveral };
}

function listCondition({ text }: OpenDocument, condition: KnexCondition, keys: string): TextEdit[] {
  const { link, column, replaced, isOneOfSeveral } = condition;
  const { call } = link;
  const asked = `whereIn(${column}, ${keys})`;
  const start = receiverOf(link).end;
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  if (!isOneOfSeveral) return [{ span: { start: name.getStart(), end: call.end }, newText: asked }];
  // The others stay where they are, and the list stands before them.
  return [
    { span: { start, end: start }, newText: text.slice(start, name.getStart()) + asked },
    { span: withSeparator(replaced), newText: '' },
  ];
}

/** A property with the comma and the space that part it from its neighbour. */
function withSeparator(property: ts.Node): { readonly start: number; readonly end: number } {
  const { parent } = property;
  const properties: readonly ts.Node[] = ts.isObjectLiteralExpression(parent) ? parent.properties : [];
  const index = properties.indexOf(property);
  const next = properties[index + 1];
  if (next) return { start: property.getStart(), end: next.getStart() };
  return { start: properties[index - 1]?.end ?? property.getStart(), end: property.end };
}

/** The edits that make the rows hold the key, and give all of them where one was asked for. */
function selectKey(
  document: OpenDocument,
  links: readonly ChainLink[],
  keyField: string,
): { readonly edits: readonly TextEdit[] } | Declined {
  const edits: TextEdit[] = [];
  const quote = quoteOf(document.text);
  const selecting = links.filter(({ name }) => SELECTS.has(name));
  const named = selecting.map(link => ({ link, columns: columnsOf(link.call) }));
  if (named.some(({ columns }) => columns === undefined))
    return { declined: 'the selected columns are not written out' };
  const all = named.flatMap(({ columns = [] }) => columns.map(({ text }) => text.split('.').at(-1) ?? ''));
  const isHeld = all.length === 0 || all.includes('*') || all.includes(keyField);
  const missing = isHeld ? undefined : named.find(({ columns = [] }) => columns.length > 0);
  for (const { link, columns = [] } of named) {
    const { call } = link;
    const [column] = columns;
    if (link.name === 'first' && !column) {
      edits.push(withoutLink(link));
      continue;
    }
    if (link.name === 'first' && ts.isPropertyAccessExpression(call.expression)) {
      const { name } = call.expression;
      edits.push({ span: { start: name.getStart(), end: name.end }, newText: 'select' });
    }
    if (column && missing?.link === link) {
      const start = column.getStart();
      edits.push({ span: { start, end: start }, newText: `${quote}${keyField}${quote}, ` });
    }
  }
  return { edits };
}

const SELECTS: ReadonlySet<string> = new Set(['select', 'column', 'columns', 'first']);

/** The columns that a call names, each in plain words; undefined where they are something else. */
function columnsOf(call: ts.CallExpression): readonly ts.StringLiteralLike[] | undefined {
  const [only, more] = call.arguments;
  const written = only && !more && ts.isArrayLiteralExpression(only) ? only.elements : call.arguments;
  const columns = written.filter(ts.isStringLiteralLike);
  const isPlainNames = columns.every(({ text }) => /^(?:\w+\.)?(?:\w+|\*)$/.test(text));
  return columns.length === written.length && isPlainNames ? columns : undefined;
}
