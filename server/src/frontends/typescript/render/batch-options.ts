import ts from 'typescript';
import type { TextEdit, WorkspaceChange } from '../../../core/fix';
import type { BatchByKey } from './batch-by-key';
import { listCondition, readKeyCondition } from './key-condition';
import { buildMap, lookUp } from './key-map';
import { nameIterable } from './loop-list';
import { freshName, isNamed, isPlain, propertyNamed } from './moved-code';
import type { Declined, OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';
import { pluralOf } from './plural-name';
import { isChanged, type LoopCall, readLoopCall, whyStuck } from './query-loop';
import { isQueryOperator } from './query-operator';
import { movedText, statementsBefore } from './statement-text';

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
};

/** `users.findBy({ id: In(ids) })` of TypeORM and `User.findAll({ where: { id: ids } })` of Sequelize before the loop. */
export function renderOptionsBatch(document: OpenDocument, intent: BatchByKey): WorkspaceChange | Declined {
  const condition = readKeyCondition(document, intent);
  if ('declined' in condition) return condition;
  const query = readLoopCall(document, { call: intent.at.span, loop: intent.loop }, condition.key);
  if ('declined' in query) return query;
  const method = METHODS[intent.library]?.get(query.method);
  if (method === undefined) return { declined: `${query.method} is not a query that can be asked once` };
  const isAlone = query.method === 'findByPk' && condition.node.parent === query.call;
  const unread = isAlone ? undefined : whyUnread(query, condition.node.parent, intent);
  if (unread !== undefined) return { declined: unread };
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };
  const stuck = whyStuck(
    query,
    partsBeside(query.call, condition.node),
    one => isQueryOperator(one) || isRepositoryOf(one),
  );
  if (stuck !== undefined) return { declined: stuck };
  const iterated = nameIterable(query);
  const list = listCondition(document, intent, condition, iterated.keys);
  if ('declined' in list) return list;

  const { callee, call } = query;
  const edits: TextEdit[] = [
    { span: { start: callee.name.getStart(), end: callee.name.end }, newText: method },
    { span: { start: condition.node.getStart(), end: condition.node.end }, newText: list.text },
  ];
  const names = namesFor(query, intent);
  return document.change([
    ...list.edits,
    statementsBefore(document, query.statement, [
      ...(iterated.statement === undefined ? [] : [iterated.statement]),
      `const ${names.rows} = await ${movedText(document, call, edits)};`,
      ...buildMap(document, names, intent.keyField, intent.result),
    ]),
    ...iterated.edits,
    {
      span: { start: query.awaited.getStart(), end: query.awaited.end },
      newText: lookUp(query, names.map, intent.result),
    },
  ]);
}

/** Why the condition is not one that a list may take the place of; undefined when it is. */
function whyUnread({ call, method }: LoopCall, where: ts.Node, { keyField }: BatchByKey): string | undefined {
  const options = ts.isPropertyAssignment(where.parent) ? where.parent.parent : undefined;
  const isBare = where.parent === call && method.endsWith('By');
  const isOption =
    options !== undefined &&
    options.parent === call &&
    ts.isPropertyAssignment(where.parent) &&
    where.parent.name.getText() === 'where';
  if (!isBare && !isOption) return 'the key is not a plain condition of the query';
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  if (!options.properties.every(isNamed)) return 'the options are not written out';
  const selected = propertyNamed(options, 'select') ?? propertyNamed(options, 'attributes');
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

function namesFor({ callee, call, statement }: LoopCall, { keyField, result }: BatchByKey) {
  // A manager is told the entity first.
  const [first, condition] = call.arguments;
  const receiver = callee.expression;
  const named = first && condition && ts.isIdentifier(first) ? first : receiver;
  const name = /(\w+)\W*$/.exec(named.getText())?.[1]?.replace(/(?:Repository|Repo|Model)$/, '') || 'row';
  const base = name.charAt(0).toLowerCase() + name.slice(1);
  const isPlural = /[^s]s$/.test(base);
  const one = isPlural ? base.slice(0, -1) : base;
  const many = isPlural ? base : pluralOf(base);
  const by = `By${keyField.charAt(0).toUpperCase()}${keyField.slice(1)}`;
  return {
    rows: freshName(statement, [many, `${one}Rows`]),
    map: freshName(statement, [`${result === 'rows' ? many : one}${by}`]),
    row: one === many ? 'row' : one,
    group: one === 'group' ? 'list' : 'group',
  };
}
