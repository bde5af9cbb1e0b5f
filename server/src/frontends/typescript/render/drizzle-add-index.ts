import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { joinUri, parentOf, type Uri } from '../../../core/uri';
import { quote } from './decorated-class';
import { drizzleTableAt, entriesOf, moduleTest } from './drizzle-table';
import { each } from './moved-code';
import {
  type Declined,
  indentationAt,
  indentationUnit,
  lineBreakOf,
  type OpenDocument,
  openDocument,
  startsLine,
} from './open-document';
import { importName } from './orm-import';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;

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
