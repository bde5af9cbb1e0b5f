import ts from 'typescript';
import type { TextEdit, WorkspaceChange } from '../../../core/fix';
import type { BatchByKey } from './batch-by-key';
import { listCondition, readKeyCondition } from './key-condition';
import { buildMap, lookUp } from './key-map';
import { nameIterable } from './loop-list';
import { freshName, isNamed } from './moved-code';
import type { Declined, OpenDocument } from './open-document';
import { partsBeside } from './parts-beside';
import { isChanged, type LoopCall, readLoopCall, whyStuck } from './query-loop';
import { isQueryOperator } from './query-operator';
import { movedText, statementsBefore } from './statement-text';

/** `db.select().from(users).where(eq(users.id, id))` with `inArray` before the loop. */
export function renderDrizzleBatch(document: OpenDocument, intent: BatchByKey): WorkspaceChange | Declined {
  const condition = readKeyCondition(document, intent);
  if ('declined' in condition) return condition;
  const query = readLoopCall(document, { call: intent.at.span, loop: intent.loop }, condition.key);
  if ('declined' in query) return query;
  const links = chainOf(query.call);
  const unknown = links.find(({ name }) => !LINKS.has(name));
  if (unknown) return { declined: `${unknown.name} is not known to be the same for all keys` };
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };
  const stuck = whyStuck(
    query,
    partsBeside(query.call, condition.node),
    one => isQueryOperator(one) || isOfChain(links, one),
  );
  if (stuck !== undefined) return { declined: stuck };
  const selected = selectKey(links, condition.node, intent.keyField);
  if ('declined' in selected) return selected;
  const iterated = nameIterable(query);
  const list = listCondition(document, intent, condition, iterated.keys);
  if ('declined' in list) return list;

  const edits: TextEdit[] = [
    { span: { start: condition.node.getStart(), end: condition.node.end }, newText: list.text },
    ...selected.edits,
    ...links.filter(({ name }) => name === 'limit').map(withoutLink),
  ];
  const table = links.find(({ name }) => name === 'from')?.call.arguments[0]?.getText() ?? '';
  const names = namesFor(query, table.split('.').at(-1) ?? '', intent.keyField);
  return document.change([
    ...list.edits,
    statementsBefore(document, query.statement, [
      ...(iterated.statement === undefined ? [] : [iterated.statement]),
      `const ${names.rows} = await ${movedText(document, query.call, edits)};`,
      ...buildMap(document, names, selected.field, 'rows'),
    ]),
    ...iterated.edits,
    { span: { start: query.awaited.getStart(), end: query.awaited.end }, newText: lookUp(query, names.map, 'rows') },
  ]);
}

/** A limit is taken away: the rule offers this only where a key has one row at most. */
const LINKS: ReadonlySet<string> = new Set(['select', 'from', 'where', 'orderBy', 'limit']);

interface ChainLink {
  readonly name: string;
  readonly call: ts.CallExpression;
}

/** The calls of a chain, the first one first. */
function chainOf(call: ts.CallExpression): readonly ChainLink[] {
  const links: ChainLink[] = [];
  let link: ts.Expression = call;
  while (ts.isCallExpression(link) && ts.isPropertyAccessExpression(link.expression)) {
    links.unshift({ name: link.expression.name.text, call: link });
    link = link.expression.expression;
  }
  return links;
}

function isOfChain(links: readonly ChainLink[], node: ts.Node): boolean {
  return links.some(({ call }) => call === node);
}

function withoutLink({ call }: ChainLink): TextEdit {
  const receiver = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression;
  return { span: { start: receiver.end, end: call.end }, newText: '' };
}

/** Under which name the rows have the key, and what must be selected for that. */
function selectKey(
  links: readonly ChainLink[],
  condition: ts.Node,
  keyField: string,
): { readonly field: string; readonly edits: readonly TextEdit[] } | Declined {
  const select = links.find(({ name }) => name === 'select')?.call;
  const [fields] = select?.arguments ?? [];
  if (!fields) return { field: keyField, edits: [] };
  if (!ts.isObjectLiteralExpression(fields) || !fields.properties.every(isNamed)) {
    return { declined: 'the selected columns are not written out' };
  }
  const column = ts.isCallExpression(condition) ? condition.arguments[0]?.getText() : undefined;
  const known = fields.properties.find(one => ts.isPropertyAssignment(one) && one.initializer.getText() === column);
  if (known?.name) return { field: known.name.getText(), edits: [] };
  const [first] = fields.properties;
  if (!first || fields.properties.some(one => one.name?.getText() === keyField)) {
    return { declined: `${keyField} is not selected` };
  }
  const start = first.getStart();
  return { field: keyField, edits: [{ span: { start, end: start }, newText: `${keyField}: ${column}, ` }] };
}

function namesFor({ statement }: LoopCall, table: string, keyField: string) {
  const by = `By${keyField.charAt(0).toUpperCase()}${keyField.slice(1)}`;
  return {
    rows: freshName(statement, [`${table}Rows`]),
    map: freshName(statement, [`${table}${by}`]),
    row: 'row',
    group: 'group',
  };
}
