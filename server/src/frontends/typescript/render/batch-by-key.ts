import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { renderDrizzleBatch } from './batch-drizzle';
import { renderOptionsBatch } from './batch-options';
import { buildMap, type KeyResult, lookUp, type MapNames, quoteOf } from './key-map';
import { nameIterable } from './loop-list';
import { argumentsObject, freshName, isNamed, objectIn, propertyNamed } from './moved-code';
import { type Declined, type OpenDocument, openDocument } from './open-document';
import { pluralOf } from './plural-name';
import { isChanged, type QueryLoop, readQueryLoop, whyStuck } from './query-loop';
import { movedText, statementsBefore } from './statement-text';

export type BatchByKey = FixIntent & { readonly kind: 'batch-by-key' };

/** Over the rows of all elements these would mean something else. */
const PER_ELEMENT: ReadonlySet<string> = new Set(['take', 'skip', 'cursor', 'distinct']);
const METHODS: Readonly<Record<KeyResult, ReadonlySet<string>>> = {
  row: new Set(['findUnique', 'findFirst']),
  rows: new Set(['findMany']),
  count: new Set(['count']),
};

/** One query with `in` before the loop, and a Map in place of the query. */
export function renderBatchByKey(intent: BatchByKey, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  if (intent.library === 'drizzle') return renderDrizzleBatch(document, intent);
  if (intent.library !== 'prisma') return renderOptionsBatch(document, intent);
  const { loop, keyEntry, keyField, result } = intent;
  const query = readQueryLoop(document, { call: intent.at.span, loop, keyEntry });
  if ('declined' in query) return query;
  if (query.method.endsWith('OrThrow')) return { declined: 'the query throws when there is no row' };
  if (!METHODS[result].has(query.method)) return { declined: `${query.method} is not a query that can be asked once` };
  const args = argumentsObject(query.call);
  if (!args) return { declined: 'the arguments of the query are not written out' };
  const perElement = args.properties.filter(isNamed).find(property => PER_ELEMENT.has(property.name.text));
  if (perElement) return { declined: `${perElement.name.getText()} counts the rows of one element` };
  if (result === 'row' && propertyNamed(args, 'orderBy')) return { declined: 'the order decides which row is found' };
  const selected = selectKey(args, keyField);
  if ('declined' in selected) return selected;
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };
  const others = [...args.properties, ...query.where.properties].filter(
    property => property !== query.where.parent && property !== query.keyProperty,
  );
  const stuck = whyStuck(query, [query.callee.expression, ...others]);
  if (stuck !== undefined) return { declined: stuck };

  const names = nameParts(query, keyField, result);
  const iterated = nameIterable(query);
  const statements = [
    ...(iterated.statement === undefined ? [] : [iterated.statement]),
    `const ${names.rows} = await ${askOnce(document, query, intent, iterated.keys, selected.edits)};`,
    ...buildMap(document, names, keyField, result),
  ];
  return document.change([
    statementsBefore(document, query.statement, statements),
    ...iterated.edits,
    { span: { start: query.awaited.getStart(), end: query.awaited.end }, newText: lookUp(query, names.map, result) },
  ]);
}

function nameParts(query: QueryLoop, keyField: string, result: KeyResult): MapNames {
  const receiver = query.callee.expression;
  const model = ts.isPropertyAccessExpression(receiver) ? receiver.name.text : 'row';
  const by = `By${keyField.charAt(0).toUpperCase()}${keyField.slice(1)}`;
  const one = result === 'rows' ? pluralOf(model) : result === 'count' ? `${model}Count` : model;
  return {
    rows: freshName(query.statement, result === 'count' ? [`${model}Counts`] : [pluralOf(model), `${model}Rows`]),
    map: freshName(query.statement, [`${one}${by}`]),
    // These two live in a block that reads nothing else, where hiding another name does no harm.
    row: model,
    group: model === 'group' ? 'list' : 'group',
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

/** The text of the query that asks for all keys. */
function askOnce(
  document: OpenDocument,
  query: QueryLoop,
  intent: BatchByKey,
  keys: string,
  selected: readonly TextEdit[],
): string {
  const { call, callee, keyProperty } = query;
  const isCount = intent.result === 'count';
  const edits: TextEdit[] = [
    { span: { start: callee.name.getStart(), end: callee.name.end }, newText: isCount ? 'groupBy' : 'findMany' },
    ...(isCount ? countByKey(document, query, intent.keyField) : []),
    {
      span: { start: keyProperty.getStart(), end: keyProperty.end },
      newText: `${intent.keyField}: { in: ${keys} }`,
    },
    ...selected,
  ];
  return movedText(document, call, edits);
}

/** The number of rows for each key: what `groupBy` needs around the condition. */
function countByKey({ text }: OpenDocument, { where }: QueryLoop, keyField: string): TextEdit[] {
  const { parent } = where;
  const quote = quoteOf(text);
  const start = parent.getStart();
  return [
    { span: { start, end: start }, newText: `by: [${quote}${keyField}${quote}], ` },
    { span: { start: parent.end, end: parent.end }, newText: ', _count: { _all: true }' },
  ];
}
