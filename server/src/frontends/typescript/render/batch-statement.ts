import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { buildMap, lookUp } from './key-map';
import { nameIterable } from './loop-list';
import { freshName, namesUsedIn } from './moved-code';
import { type Declined, nodeAt, openDocument, outermost } from './open-document';
import { partsBeside } from './parts-beside';
import { isChanged, type LoopCall, readLoopCall, whyStuck } from './query-loop';
import { movedText, statementsBefore } from './statement-text';

type BatchStatement = FixIntent & { readonly kind: 'batch-statement' };

/** `pool.query('… WHERE user_id = ANY($1)', [ids])` before the loop, and a Map in place of the query's rows. */
export function renderBatchStatement(intent: BatchStatement, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { keyField, table } = intent;
  const key = nodeAt(document.source, document.locate(intent.key), ts.isExpression);
  const placeholder = document.locate(intent.placeholder);
  if (!key || !placeholder) return { declined: 'the key is not written as a plain value' };
  const query = readLoopCall(document, { call: intent.at.span, loop: intent.loop }, key);
  if ('declined' in query) return query;
  const { call } = query;
  const number = document.text.slice(placeholder.start, placeholder.end);
  const [text] = call.arguments;
  const isWritten = text !== undefined && text.getStart() < placeholder.start && placeholder.end < text.end;
  if (!isWritten || !/^\$\d+$/.test(number)) return { declined: 'the statement is not written where it runs' };
  if (!mayHold(call, keyField)) return { declined: `the type of the rows does not have ${keyField}` };
  const rows = rowsOf(query);
  if (!rows) return { declined: 'something else than the rows is read' };
  if (isChanged({ awaited: rows.value, loop: query.loop })) {
    return { declined: 'the loop changes what was found, and equal keys would share it' };
  }
  const stuck = whyStuck(query, partsBeside(call, key));
  if (stuck !== undefined) return { declined: stuck };

  const iterated = nameIterable(query);
  const names = namesFor(query, table, keyField);
  const edits: TextEdit[] = [
    { span: placeholder, newText: `ANY(${number})` },
    { span: { start: key.getStart(), end: key.end }, newText: iterated.keys },
  ];
  return document.change([
    statementsBefore(document, query.statement, [
      ...(iterated.statement === undefined ? [] : [iterated.statement]),
      `const { rows: ${names.rows} } = await ${movedText(document, call, edits)};`,
      ...buildMap(document, names, keyField, 'rows'),
    ]),
    ...iterated.edits,
    rows.replace(names.map),
  ]);
}

/** Rows of which the code says nothing, or names the key. A type that stands elsewhere is left to the compiler. */
function mayHold(call: ts.CallExpression, keyField: string): boolean {
  const [type] = call.typeArguments ?? [];
  if (!type || !ts.isTypeLiteralNode(type)) return true;
  return type.members.some(({ name }) => name?.getText() === keyField);
}

interface ResultRows {
  /** The expression whose value the rows are, or hold. */
  readonly value: ts.Expression;
  replace(map: string): TextEdit;
}

/** Where the loop reads the rows and nothing else of the result. */
function rowsOf(query: LoopCall): ResultRows | undefined {
  const { awaited } = query;
  const outer = outermost(awaited);
  const { parent } = outer;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'rows' && parent.expression === outer) {
    const replace = (map: string): TextEdit => ({
      span: { start: parent.getStart(), end: parent.end },
      newText: lookUp({ ...query, awaited: parent }, map, 'rows'),
    });
    return { value: parent, replace };
  }
  if (!ts.isVariableDeclaration(parent) || parent.type) return undefined;
  const { name } = parent;
  const end = outer.end;
  if (ts.isObjectBindingPattern(name)) {
    const [only, more] = name.elements;
    const property = only?.propertyName ?? only?.name;
    if (!only || more || only.dotDotDotToken || only.initializer || property?.getText() !== 'rows') return undefined;
    const replace = (map: string): TextEdit => ({
      span: { start: name.getStart(), end },
      newText: `${only.name.getText()} = ${lookUp(query, map, 'rows')}`,
    });
    return { value: awaited, replace };
  }
  const uses = ts.isIdentifier(name) ? namesUsedIn(query.loop).filter(({ text }) => text === name.text) : [];
  const readsRows = uses.every(use => ts.isPropertyAccessExpression(use.parent) && use.parent.name.text === 'rows');
  if (uses.length === 0 || !readsRows) return undefined;
  const replace = (map: string): TextEdit => ({
    span: { start: outer.getStart(), end },
    newText: `{ rows: ${lookUp(query, map, 'rows')} }`,
  });
  return { value: awaited, replace };
}

function namesFor({ statement }: LoopCall, table: string, keyField: string) {
  const camel = (name: string): string =>
    name.replace(/[^a-z0-9]+([a-z0-9])/gi, (_, next: string) => next.toUpperCase());
  const base = camel(table);
  const key = camel(keyField);
  return {
    rows: freshName(statement, [`${base}Rows`]),
    map: freshName(statement, [`${base}By${key.charAt(0).toUpperCase()}${key.slice(1)}`]),
    row: 'row',
    group: 'group',
  };
}
