import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { freshName } from './moved-code';
import {
  type Declined,
  indentationAt,
  indentationUnit,
  nodeAt,
  type OpenDocument,
  openDocument,
  outermost,
} from './open-document';
import { isLoop } from './query-loop';
import { movedText, statementsInstead } from './statement-text';
import { mapped, readWholeLoop, type WholeLoop, waits, whyBound } from './whole-loop';

type InsertTogether = FixIntent & { readonly kind: 'insert-together' };

/** One statement that writes the rows of all elements in place of the loop. */
export function renderInsertTogether(intent: InsertTogether, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const call = nodeAt(document.source, document.locate(intent.at.span), ts.isCallExpression);
  const loop = nodeAt(document.source, document.locate(intent.loop), isLoop);
  const row = nodeAt(document.source, document.locate(intent.row), ts.isExpression);
  if (!call || !loop || !row) return { declined: 'the row is not written as a plain value' };
  const whole = readWholeLoop(outermost(call), loop);
  if ('declined' in whole) return whole;
  if (waits(row)) return { declined: 'a value of the row is waited for' };
  const bound = whyBound(call, loop, [row]);
  if (bound !== undefined) return { declined: bound };
  const rows = rowsOf(document, whole, row);
  const { name: callee } = ts.isPropertyAccessExpression(call.expression) ? call.expression : {};
  const renamed: TextEdit[] =
    callee && intent.method !== undefined
      ? [{ span: { start: callee.getStart(), end: callee.end }, newText: intent.method }]
      : [];
  // Among the lines of the call it stands as deep as the row did.
  const ask = (list: string): string =>
    `await ${movedText(document, call, [...renamed, { span: { start: row.getStart(), end: row.end }, newText: list }])};`;
  const inPlace = rows.split('\n').join(`\n${indentationAt(document.text, row.getStart())}`);
  const name = freshName(whole.statement, ['rows', 'newRows']);
  const statements = intent.refusesNone
    ? [`const ${name} = ${rows};`, `if (${name}.length > 0) ${ask(name)}`]
    : [ask(inPlace)];
  return document.change([statementsInstead(document, whole.statement, [...whole.comments, ...statements])]);
}

/** The rows of all elements, computed in the order in which they were written. */
function rowsOf(document: OpenDocument, whole: WholeLoop, row: ts.Expression): string {
  const { element, prelude, iterable } = whole;
  const isElement = ts.isIdentifier(element) && row.getText() === element.text;
  // A copy, because the clients take no list that is read-only.
  if (isElement && prelude.length === 0) return `[...${iterable.getText()}]`;
  const value = movedText(document, row);
  if (prelude.length === 0) return mapped(whole, ts.isObjectLiteralExpression(row) ? `(${value})` : value);
  const step = indentationUnit(document.text);
  const lines = [...prelude.map(one => movedText(document, one)), `return ${value};`].flatMap(one => one.split('\n'));
  return mapped(whole, ['{', ...lines.map(line => step + line), '}'].join('\n'));
}
