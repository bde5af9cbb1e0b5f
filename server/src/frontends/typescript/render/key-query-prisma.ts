import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import { readKeyCondition } from './key-condition';
import { type KeyResult, quoteOf } from './key-map';
import type { AskedKey, KeyQuery } from './key-query';
import { capitalized } from './key-query-names';
import { argumentsObject, isNamed, objectIn, propertyNamed } from './moved-code';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { pluralOf } from './plural-name';

/** Over the rows of all elements these would mean something else. */
const PER_ELEMENT: ReadonlySet<string> = new Set(['take', 'skip', 'cursor', 'distinct']);
const METHODS: Readonly<Record<KeyResult, ReadonlySet<string>>> = {
  row: new Set(['findUnique', 'findFirst']),
  rows: new Set(['findMany']),
  count: new Set(['count']),
};

/** `prisma.user.findUnique({ where: { id } })` with `findMany` and `in`; a count with `groupBy`. */
export function readPrismaQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  const { keyField, result } = asked;
  const call = nodeAt(document.source, document.locate(asked.call), ts.isCallExpression);
  const condition = readKeyCondition(document, asked);
  if ('declined' in condition) return condition;
  const { node, key } = condition;
  const where = node.parent;
  if (!call || !ts.isPropertyAccessExpression(call.expression) || !ts.isObjectLiteralExpression(where)) {
    return { declined: 'the query is not written as a plain call' };
  }
  const { expression: receiver, name: callee } = call.expression;
  const method = callee.text;
  if (method.endsWith('OrThrow')) return { declined: 'the query throws when there is no row' };
  if (!METHODS[result].has(method)) return { declined: `${method} is not a query that can be asked once` };
  const args = argumentsObject(call);
  if (!args) return { declined: 'the arguments of the query are not written out' };
  const clause = where.parent;
  if (!ts.isPropertyAssignment(clause) || clause.parent !== args) {
    return { declined: 'the key is not a plain condition of the query' };
  }
  const perElement = args.properties.filter(isNamed).find(property => PER_ELEMENT.has(property.name.text));
  if (perElement) return { declined: `${perElement.name.getText()} counts the rows of one element` };
  if (result === 'row' && propertyNamed(args, 'orderBy')) return { declined: 'the order decides which row is found' };
  const selected = selectKey(args, keyField);
  if ('declined' in selected) return selected;
  const others = [...args.properties, ...where.properties].filter(one => one !== clause && one !== node);
  const model = ts.isPropertyAccessExpression(receiver) ? receiver.name.text : 'row';
  const one = result === 'rows' ? pluralOf(model) : result === 'count' ? `${model}Count` : model;
  const isCount = result === 'count';
  return {
    call,
    key,
    kept: [receiver, ...others],
    field: keyField,
    names: {
      rows: isCount ? [`${model}Counts`] : [pluralOf(model), `${model}Rows`],
      map: `${one}By${capitalized(keyField)}`,
      row: model,
      group: model === 'group' ? 'list' : 'group',
    },
    listQuery: keys => ({
      inside: [
        { span: { start: callee.getStart(), end: callee.end }, newText: isCount ? 'groupBy' : 'findMany' },
        ...(isCount ? countByKey(document, clause, keyField) : []),
        { span: { start: node.getStart(), end: node.end }, newText: `${keyField}: { in: ${keys} }` },
        ...selected.edits,
      ],
      beside: [],
    }),
  };
}

/** The edits that make `select` hold the key; none when every field is loaded. */
function selectKey(args: ts.ObjectLiteralExpression, keyField: string): { edits: TextEdit[] } | Declined {
  if (propertyNamed(args, 'omit')) return { declined: 'the query omits fields' };
  const property = propertyNamed(args, 'select');
  if (!property) return { edits: [] };
  const select = objectIn(property);
  if (!select?.properties.every(isNamed)) return { declined: 'the selected fields are not written out' };
  const known = propertyNamed(select, keyField);
  if (known) {
    const isOn = ts.isPropertyAssignment(known) && known.initializer.kind === ts.SyntaxKind.TrueKeyword;
    return isOn ? { edits: [] } : { declined: `${keyField} is not selected` };
  }
  const [first] = select.properties;
  if (!first) return { declined: 'no field is selected' };
  const start = first.getStart();
  return { edits: [{ span: { start, end: start }, newText: `${keyField}: true, ` }] };
}

/** The number of rows for each key: what `groupBy` needs around the condition. */
function countByKey({ text }: OpenDocument, where: ts.Node, keyField: string): TextEdit[] {
  const quote = quoteOf(text);
  const start = where.getStart();
  return [
    { span: { start, end: start }, newText: `by: [${quote}${keyField}${quote}], ` },
    { span: { start: where.end, end: where.end }, newText: ', _count: { _all: true }' },
  ];
}
