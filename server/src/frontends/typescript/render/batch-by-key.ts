import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import {
  argumentsObject,
  each,
  freshName,
  functionAround,
  isNamed,
  isPlain,
  objectIn,
  propertyNamed,
} from './moved-code';
import {
  type Declined,
  indentationAt,
  indentationUnit,
  lineBreakOf,
  type OpenDocument,
  openDocument,
} from './open-document';
import { isChanged, keyCallback, type QueryLoop, readQueryLoop, whyStuck } from './query-loop';

type BatchByKey = FixIntent & { readonly kind: 'batch-by-key' };

/** Over the rows of all elements these would mean something else. */
const PER_ELEMENT: ReadonlySet<string> = new Set(['take', 'skip', 'cursor', 'distinct']);
const ONE_ROW: ReadonlySet<string> = new Set(['findUnique', 'findFirst']);

/** One query with `in` before the loop, and a Map in place of the query. */
export function renderBatchByKey(intent: BatchByKey, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { loop, keyEntry, keyField, grouped } = intent;
  const query = readQueryLoop(document, { call: intent.at.span, loop, keyEntry });
  if ('declined' in query) return query;
  if (query.method.endsWith('OrThrow')) return { declined: 'the query throws when there is no row' };
  if (grouped ? query.method !== 'findMany' : !ONE_ROW.has(query.method)) {
    return { declined: `${query.method} is not a query that can be asked once` };
  }
  const args = argumentsObject(query.call);
  if (!args) return { declined: 'the arguments of the query are not written out' };
  const perElement = args.properties.filter(isNamed).find(property => PER_ELEMENT.has(property.name.text));
  if (perElement) return { declined: `${perElement.name.getText()} counts the rows of one element` };
  if (!grouped && propertyNamed(args, 'orderBy')) return { declined: 'the order decides which row is found' };
  const selected = selectKey(args, keyField);
  if ('declined' in selected) return selected;
  if (isChanged(query)) return { declined: 'the loop changes what was found, and equal keys would share it' };
  const others = [...args.properties, ...query.where.properties].filter(
    property => property !== query.where.parent && property !== query.keyProperty,
  );
  const stuck = whyStuck(query, [query.callee.expression, ...others]);
  if (stuck !== undefined) return { declined: stuck };

  const names = nameParts(query, keyField);
  const iterated = nameIterable(query);
  const statements = [
    ...(iterated.statement === undefined ? [] : [iterated.statement]),
    `const ${names.rows} = await ${askOnce(document, query, intent, iterated.keys, selected.edits)};`,
    ...buildMap(document, names, keyField, grouped),
  ];
  const indentation = indentationAt(document.text, query.statement.getStart());
  const start = query.statement.getStart();
  const newText = statements
    .flatMap(statement => statement.split('\n'))
    .map(line => `${line}${lineBreakOf(document.text)}${indentation}`)
    .join('');
  return document.change([
    { span: { start, end: start }, newText },
    ...iterated.edits,
    { span: { start: query.awaited.getStart(), end: query.awaited.end }, newText: lookUp(query, names.map, grouped) },
  ]);
}

interface Names {
  readonly rows: string;
  readonly row: string;
  readonly map: string;
  readonly group: string;
}

function nameParts(query: QueryLoop, keyField: string): Names {
  const receiver = query.callee.expression;
  const model = ts.isPropertyAccessExpression(receiver) ? receiver.name.text : 'row';
  const by = `By${keyField.charAt(0).toUpperCase()}${keyField.slice(1)}`;
  const one = query.method === 'findMany' ? pluralOf(model) : model;
  return {
    rows: freshName(query.statement, [pluralOf(model), `${model}Rows`]),
    map: freshName(query.statement, [`${one}${by}`]),
    // These two live in a block that reads nothing else, where hiding another name does no harm.
    row: model,
    group: model === 'group' ? 'list' : 'group',
  };
}

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

interface Iterated {
  /** The list of keys. */
  readonly keys: string;
  readonly statement?: string;
  readonly edits: readonly TextEdit[];
}

/** The loop's iterable by a name of its own, unless it can be read twice as it stands. */
function nameIterable(query: QueryLoop): Iterated {
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

/** Declared as an array in a function around it, or in the file: everything else that can be iterated has no `map`. */
function isKnownList(iterable: ts.Expression): boolean {
  if (!ts.isIdentifier(iterable)) return false;
  for (let scope = functionAround(iterable); scope; scope = functionAround(scope)) {
    const found: (ts.VariableDeclaration | ts.ParameterDeclaration)[] = [];
    each(scope, node => {
      const declares = (ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name);
      if (declares && node.name.getText() === iterable.text && functionAround(node) === scope) found.push(node);
    });
    const [only, more] = found;
    if (!only) continue;
    return !more && ((only.type && isListType(only.type)) || (only.initializer && isList(only.initializer)) || false);
  }
  return false;
}

function isListType(type: ts.TypeNode): boolean {
  if (ts.isTypeOperatorNode(type)) return isListType(type.type);
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return true;
  return ts.isTypeReferenceNode(type) && /^(Readonly)?Array$/.test(type.typeName.getText());
}

function isList(value: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(value)) return true;
  const call = ts.isAwaitExpression(value) ? value.expression : value;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return /^(findMany|map|filter|flatMap|slice|split)$/.test(call.expression.name.text);
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
  const edits: TextEdit[] = [
    { span: { start: callee.name.getStart(), end: callee.name.end }, newText: 'findMany' },
    {
      span: { start: keyProperty.getStart(), end: keyProperty.end },
      newText: `${intent.keyField}: { in: ${keys} }`,
    },
    ...selected,
  ];
  const start = call.getStart();
  let text = document.text.slice(start, call.end);
  for (const { span, newText } of edits.sort((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, span.start - start) + newText + text.slice(span.end - start);
  }
  const lines = text.split(/\r?\n/);
  if (lines.length === 1 || text.includes('`')) return text;
  // The call moves out by as much as its statement was indented deeper than the loop.
  const lineStart = document.text.lastIndexOf('\n', start - 1) + 1;
  const own = /^[ \t]*/.exec(document.text.slice(lineStart))?.[0] ?? '';
  return lines.map((line, index) => (index > 0 && line.startsWith(own) ? line.slice(own.length) : line)).join('\n');
}

function buildMap(document: OpenDocument, names: Names, keyField: string, grouped: boolean): string[] {
  const { rows, row, map, group } = names;
  if (!grouped) return [`const ${map} = new Map(${rows}.map(${row} => [${row}.${keyField}, ${row}]));`];
  const step = indentationUnit(document.text);
  const quote = (document.text.match(/"/g)?.length ?? 0) > (document.text.match(/'/g)?.length ?? 0) ? '"' : "'";
  const isTyped = /\.[cm]?tsx?$/.test(document.source.fileName);
  const types = isTyped ? `<(typeof ${rows})[number][${quote}${keyField}${quote}], typeof ${rows}>` : '';
  return [
    `const ${map} = new Map${types}();`,
    `for (const ${row} of ${rows}) {`,
    `${step}const ${group} = ${map}.get(${row}.${keyField});`,
    `${step}if (${group}) ${group}.push(${row});`,
    `${step}else ${map}.set(${row}.${keyField}, [${row}]);`,
    '}',
  ];
}

function lookUp(query: QueryLoop, map: string, grouped: boolean): string {
  const text = `${map}.get(${query.key.getText()}) ?? ${grouped ? '[]' : 'null'}`;
  const { parent } = query.awaited;
  const standsAlone =
    ts.isVariableDeclaration(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== query.awaited);
  return standsAlone ? text : `(${text})`;
}
