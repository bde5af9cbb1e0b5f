import ts from 'typescript';
import { listCondition, readKeyCondition } from './key-condition';
import type { AskedKey, KeyQuery } from './key-query';
import { namesAfter } from './key-query-names';
import { isNamed, isPlain, propertyNamed } from './moved-code';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';
import { isQueryOperator } from './query-operator';

/** The calls that ask by a condition, and those that give all rows for it. */
const METHODS: Readonly<Partial<Record<string, ReadonlyMap<string, string>>>> = {
  typeorm: new Map([
    ['find', 'find'],
    ['findBy', 'findBy'],
    ['findOne', 'find'],
    ['findOneBy', 'findBy'],
  ]),
  sequelize: new Map([
    ['findAll', 'findAll'],
    ['findByPk', 'findAll'],
    ['findOne', 'findAll'],
  ]),
  'mikro-orm': new Map([
    ['find', 'find'],
    ['findOne', 'find'],
  ]),
};

/**
 * `users.findBy({ id: In(ids) })` of TypeORM, `User.findAll({ where: { id: ids } })` of Sequelize and
 * `em.find(User, { id: { $in: ids } })` of MikroORM.
 */
export function readOptionsQuery(document: OpenDocument, asked: AskedKey): KeyQuery | Declined {
  const call = nodeAt(document.source, document.locate(asked.call), ts.isCallExpression);
  const condition = readKeyCondition(document, asked);
  if ('declined' in condition) return condition;
  if (!call || !ts.isPropertyAccessExpression(call.expression)) {
    return { declined: 'the query is not written as a plain call' };
  }
  const { name: callee, expression: receiver } = call.expression;
  const method = METHODS[asked.library]?.get(callee.text);
  if (method === undefined) return { declined: `${callee.text} is not a query that can be asked once` };
  const { node, key } = condition;
  const isAlone = callee.text === 'findByPk' && node.parent === call;
  const unread = isAlone ? undefined : whyUnread(call, callee.text, node.parent, asked);
  if (unread !== undefined) return { declined: unread };
  // A manager is told the entity first.
  const [first, second] = call.arguments;
  const named = first && second && ts.isIdentifier(first) ? first : receiver;
  return {
    call,
    key,
    kept: partsBeside(call, node),
    accepts: one => isQueryOperator(one) || isRepositoryOf(one),
    field: asked.keyField,
    names: namesAfter(named.getText(), asked.keyField, asked.result),
    listQuery: keys => {
      const list = listCondition(document, asked, condition, keys);
      if ('declined' in list) return list;
      return {
        inside: [
          { span: { start: callee.getStart(), end: callee.end }, newText: method },
          { span: { start: node.getStart(), end: node.end }, newText: list.text },
        ],
        beside: list.edits,
      };
    },
  };
}

/** Why the condition is not one that a list may take the place of; undefined when it is. */
function whyUnread(
  call: ts.CallExpression,
  method: string,
  where: ts.Node,
  { keyField, library }: AskedKey,
): string | undefined {
  const isBare = where.parent === call && (method.endsWith('By') || library === 'mikro-orm');
  const clause = ts.isPropertyAssignment(where.parent) ? where.parent : undefined;
  const isOption = clause?.parent.parent === call && clause.name.getText() === 'where';
  if (!isBare && !isOption) return 'the key is not a plain condition of the query';
  const next = ts.isExpression(where) ? call.arguments[call.arguments.indexOf(where) + 1] : undefined;
  const options = isOption ? clause?.parent : next;
  if (!options) return undefined;
  if (!ts.isObjectLiteralExpression(options) || !options.properties.every(isNamed)) {
    return 'the options are not written out';
  }
  const selected = ['select', 'attributes', 'fields'].flatMap(name => propertyNamed(options, name) ?? [])[0];
  if (!selected) return undefined;
  return selects(selected, keyField) ? undefined : `${keyField} is not selected`;
}

/** `{ id: true, name: true }` or `['id', 'name']`. */
function selects(selected: ts.ObjectLiteralElementLike, keyField: string): boolean {
  const fields = ts.isPropertyAssignment(selected) ? selected.initializer : undefined;
  if (!fields) return false;
  if (ts.isArrayLiteralExpression(fields)) {
    return fields.elements.some(one => ts.isStringLiteralLike(one) && one.text === keyField);
  }
  const key = ts.isObjectLiteralExpression(fields) ? propertyNamed(fields, keyField) : undefined;
  return key !== undefined && ts.isPropertyAssignment(key) && key.initializer.kind === ts.SyntaxKind.TrueKeyword;
}

/** `manager.getRepository(User)` is the same one each time. */
function isRepositoryOf(call: ts.Node): boolean {
  return (
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'getRepository' &&
    call.arguments.every(argument => isPlain(argument))
  );
}
