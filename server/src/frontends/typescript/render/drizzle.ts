import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { joinUri, parentOf, type Uri } from '../../../core/uri';
import { quote } from './decorated-class';
import { type DrizzleTable, drizzleTableAround, drizzleTableAt, entriesOf } from './drizzle-table';
import { each } from './moved-code';
import {
  type Declined,
  indentationAt,
  indentationUnit,
  lineBreakOf,
  nodeAt,
  type OpenDocument,
  openDocument,
  startsLine,
} from './open-document';
import { dropName, importName } from './orm-import';
import { removeElement } from './schema-object';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;
type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;

/** `index('name').on(t.column)` among what the table's third argument gives; the argument where there is none. */
export function addDrizzleIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const table = drizzleTableAt(source, document.locate(intent.at.span));
  if (!table) return { declined: 'the table is made by a function of the project' };
  const isModule = moduleTest(source, table);
  const imported = isModule && importName(source, isModule, 'index');
  if (!imported) return { declined: 'index cannot be imported here' };
  const { call } = table;
  const [, columns, extra, more] = call.arguments;
  if (!columns || more || call.arguments.some(ts.isSpreadElement)) {
    return { declined: 'the arguments of the table are not written out' };
  }
  const write = (refs: readonly string[]) =>
    `${imported.name}(${quote(source, intent.indexName)}).on(${refs.join(', ')})`;
  if (!extra) {
    const row = rowName(source);
    const written = write(intent.columns.map(name => memberOf(row, name)));
    const edit = addExtra(document, call, row, written, keyOf(intent), intent.at.uri, context);
    return document.change([...imported.edits, edit]);
  }
  const edits = addToExtra(source, extra, intent, write);
  return 'declined' in edits ? edits : document.change([...imported.edits, ...edits]);
}

/** Takes an index out of the third argument, and the argument when nothing is left of it; or `.unique()` off its column. */
export function removeDrizzleIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const span = document.locate(intent.at.span);
  const call = nodeAt(source, span, ts.isCallExpression);
  if (!call) return span ? removeLink(document, span) : { declined: 'the index is no longer there' };
  const table = drizzleTableAround(source, call);
  const extra = table?.call.arguments[2];
  const entries = entriesOf(extra);
  if (!table || !extra || !entries) return { declined: 'the index is not written in the table' };
  const edit = ts.isArrayLiteralExpression(entries)
    ? removeFromArray(source, table.call, entries, call)
    : removeFromObject(source, table.call, entries, call);
  const isModule = moduleTest(source, table);
  const callee = rootName(call);
  const unused = isModule && callee !== undefined ? dropName(source, isModule, callee, call) : [];
  return edit ? document.change([edit, ...unused]) : { declined: 'the index is not written in the table' };
}

/** The module of the table's database: what the callee says, else the only one that is imported. */
function moduleTest(source: ts.SourceFile, { dialect }: DrizzleTable): ((module: string) => boolean) | undefined {
  const modules = source.statements.flatMap(statement =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? (/^drizzle-orm\/(pg|mysql|sqlite)-core$/.exec(statement.moduleSpecifier.text)?.[1] ?? [])
      : [],
  );
  const [only, other] = [...new Set(modules)];
  const own = dialect ?? (other === undefined ? only : undefined);
  return own === undefined ? undefined : module => module === `drizzle-orm/${own}-core`;
}

function memberOf(row: string, name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `${row}.${name}` : `${row}[${JSON.stringify(name)}]`;
}

function keyOf({ columns }: AddIndex): string {
  const words = columns.flatMap(column => column.split(/[^\p{ID_Continue}$]+|_/u).filter(word => word !== ''));
  const key = words.map((word, n) => (n === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return `${key}Idx`;
}

/** What the file's other tables call their columns there. */
function rowName(source: ts.SourceFile): string {
  const [first] = callbacksIn(source);
  return first?.parameter ?? 'table';
}

interface Callback {
  readonly parameter: string;
  readonly isObject: boolean;
  readonly parenthesized: boolean;
}

/** The third arguments of the file's other tables. */
function callbacksIn(source: ts.SourceFile): readonly Callback[] {
  const found: Callback[] = [];
  each(source, node => {
    if (!ts.isCallExpression(node) || node.arguments.length !== 3) return;
    const extra = node.arguments[2];
    const entries = entriesOf(extra);
    if (!entries || !extra || !ts.isArrowFunction(extra)) return;
    const [parameter] = extra.parameters;
    if (!parameter || !ts.isIdentifier(parameter.name)) return;
    found.push({
      parameter: parameter.name.text,
      isObject: ts.isObjectLiteralExpression(entries),
      parenthesized: source.text.charAt(extra.getStart(source)) === '(',
    });
  });
  return found;
}

function addExtra(
  { source, text }: OpenDocument,
  call: ts.CallExpression,
  row: string,
  written: string,
  key: string,
  uri: Uri,
  context: RenderContext,
): TextEdit {
  const columns = call.arguments[1] ?? call;
  const others = callbacksIn(source);
  const isObject = others.length > 0 ? others.every(({ isObject: is }) => is) : isBeforeArrays(uri, context);
  const parenthesized = others.length > 0 ? others[0]?.parenthesized : !arrowsAreBare(source);
  const parameter = parenthesized === false ? row : `(${row})`;
  const lineBreak = lineBreakOf(text);
  const start = columns.getStart(source);
  const ownLine = startsLine(text, start);
  const base = ownLine ? indentationAt(text, start) : indentationAt(text, columns.end);
  const comma = ts.isObjectLiteralExpression(columns) && columns.properties.hasTrailingComma ? ',' : '';
  const [open, close] = isObject ? ['({', '})'] : ['[', ']'];
  const entry = isObject ? `${key}: ${written}` : written;
  const inner = `${lineBreak}${base}${indentationUnit(text)}${entry}${comma}${lineBreak}${base}`;
  const separator = ownLine ? `${lineBreak}${base}` : ' ';
  return insertion(columns.end, `,${separator}${parameter} => ${open}${inner}${close}`);
}

function arrowsAreBare(source: ts.SourceFile): boolean {
  let bare = false;
  each(source, node => {
    if (ts.isArrowFunction(node) && node.parameters.length === 1 && source.text.charAt(node.getStart(source)) !== '(') {
      bare = true;
    }
  });
  return bare;
}

/** Before 0.36 the third argument gave an object. */
function isBeforeArrays(uri: Uri, context: RenderContext): boolean {
  for (let folder = parentOf(uri); folder.length > parentOf(folder).length; folder = parentOf(folder)) {
    const manifest = context.read(joinUri(folder, 'package.json'));
    const range = manifest && /"drizzle-orm"\s*:\s*"[^"\d]*(\d+)\.(\d+)/.exec(manifest.text);
    if (range) return Number(range[1]) === 0 && Number(range[2]) < 36;
  }
  return false;
}

function addToExtra(
  source: ts.SourceFile,
  extra: ts.Expression,
  intent: AddIndex,
  write: (refs: readonly string[]) => string,
): TextEdit[] | Declined {
  const entries = entriesOf(extra);
  if (!entries || !(ts.isArrowFunction(extra) || ts.isFunctionExpression(extra))) {
    return { declined: 'the indexes of the table are not written as a list' };
  }
  const row = rowOf(source, extra, intent.columns);
  if (!row) return { declined: 'the columns have no name where the indexes are made' };
  const written = write(intent.columns.map(row.refTo));
  if (ts.isArrayLiteralExpression(entries)) return [...row.edits, ...append(source, entries.elements, written)];
  const taken = new Set(entries.properties.map(property => property.name?.getText(source) ?? ''));
  let key = keyOf(intent);
  for (let number = 2; taken.has(key); number++) key = `${keyOf(intent)}${number}`;
  return [...row.edits, ...append(source, entries.properties, `${key}: ${written}`)];
}

interface Row {
  refTo(column: string): string;
  readonly edits: readonly TextEdit[];
}

/** How the callback names the table's columns: by a parameter, or each by a name of its own. */
function rowOf(
  source: ts.SourceFile,
  callback: ts.ArrowFunction | ts.FunctionExpression,
  columns: readonly string[],
): Row | undefined {
  const [parameter] = callback.parameters;
  if (!parameter) {
    if (!ts.isArrowFunction(callback)) return undefined;
    const start = callback.parameters.pos;
    const name = rowName(source);
    return { refTo: column => memberOf(name, column), edits: [insertion(start, name)] };
  }
  if (ts.isIdentifier(parameter.name)) {
    const { text } = parameter.name;
    return { refTo: column => memberOf(text, column), edits: [] };
  }
  if (!ts.isObjectBindingPattern(parameter.name)) return undefined;
  const { elements } = parameter.name;
  const members = new Map<string, string>();
  for (const element of elements) {
    if (element.dotDotDotToken || !ts.isIdentifier(element.name)) return undefined;
    members.set((element.propertyName ?? element.name).getText(source), element.name.text);
  }
  const missing = columns.filter(column => !members.has(column));
  const last = elements[elements.length - 1];
  const refTo = (column: string) => members.get(column) ?? column;
  if (missing.length === 0) return { refTo, edits: [] };
  if (!last || !missing.every(column => memberOf('', column) === `.${column}`)) return undefined;
  const start = last.getStart(source);
  const separator = startsLine(source.text, start) ? lineBreakOf(source.text) + indentationAt(source.text, start) : ' ';
  const newText = missing.map(column => `,${separator}${column}`).join('');
  return { refTo, edits: [insertion(last.end, newText)] };
}

/** Behind the last element, and behind the comment that belongs to it. */
function append(source: ts.SourceFile, list: ts.NodeArray<ts.Node>, written: string): TextEdit[] {
  const { text } = source;
  const last = list[list.length - 1];
  if (!last) return [{ span: { start: list.pos, end: list.end }, newText: written }];
  const start = last.getStart(source);
  if (!startsLine(text, start)) return [insertion(last.end, `, ${written}`)];
  const line = lineBreakOf(text) + indentationAt(text, start) + written;
  const comment = /^,?[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)[ \t]*(?=\r?\n)/.exec(text.slice(last.end));
  if (!comment) return [insertion(last.end, `,${line}`)];
  const behind = last.end + comment[0].length;
  return list.hasTrailingComma ? [insertion(behind, `${line},`)] : [insertion(last.end, ','), insertion(behind, line)];
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function removeFromArray(
  source: ts.SourceFile,
  table: ts.CallExpression,
  list: ts.ArrayLiteralExpression,
  call: ts.CallExpression,
): TextEdit | undefined {
  if (!list.elements.includes(call)) return undefined;
  return list.elements.length === 1 ? removeExtra(table) : removeElement(source, list, call);
}

function removeFromObject(
  source: ts.SourceFile,
  table: ts.CallExpression,
  { properties }: ts.ObjectLiteralExpression,
  call: ts.CallExpression,
): TextEdit | undefined {
  const at = properties.findIndex(property => ts.isPropertyAssignment(property) && property.initializer === call);
  const property = properties[at];
  if (!property) return undefined;
  if (properties.length === 1) return removeExtra(table);
  const next = properties[at + 1];
  const previous = properties[at - 1];
  const span = next
    ? { start: property.getStart(source), end: next.getStart(source) }
    : { start: previous?.end ?? property.getStart(source), end: property.end };
  return { span, newText: '' };
}

function removeExtra(table: ts.CallExpression): TextEdit {
  const [, columns, extra] = table.arguments;
  return { span: { start: columns?.end ?? table.end, end: extra?.end ?? table.end }, newText: '' };
}

/** `.unique()` of a column: the span begins with the name. */
function removeLink(
  { source, change }: OpenDocument,
  span: { start: number; end: number },
): WorkspaceChange | Declined {
  let found: ts.CallExpression | undefined;
  each(source, node => {
    if (!ts.isCallExpression(node) || node.end !== span.end || !ts.isPropertyAccessExpression(node.expression)) return;
    if (node.expression.name.getStart(source) === span.start && node.expression.name.text === 'unique') found = node;
  });
  if (!found || !ts.isPropertyAccessExpression(found.expression)) return { declined: 'the index is no longer there' };
  return change([{ span: { start: found.expression.expression.end, end: found.end }, newText: '' }]);
}

/** `index` of `index('name').on(t.a).where(…)`. */
function rootName(call: ts.CallExpression): string | undefined {
  let node: ts.Expression = call;
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = node.expression;
  return ts.isIdentifier(node) ? node.text : undefined;
}
