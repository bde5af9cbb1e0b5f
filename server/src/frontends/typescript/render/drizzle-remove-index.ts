import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { drizzleTableAround, entriesOf, moduleTest } from './drizzle-table';
import { each } from './moved-code';
import { type Declined, nodeAt, type OpenDocument, openDocument } from './open-document';
import { dropName } from './orm-import';
import { removeElement } from './schema-object';

type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;

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
