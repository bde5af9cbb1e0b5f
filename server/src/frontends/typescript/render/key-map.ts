import ts from 'typescript';
import type { KeyedQuery } from '../../../core/fix';
import { indentationUnit, type OpenDocument } from './open-document';
import type { LoopCall } from './query-loop';

/** What the Map holds for a key. */
export type KeyResult = KeyedQuery['result'];

/** Names of the new variables. `row` and `group` live in a block that reads nothing else. */
export interface MapNames {
  readonly rows: string;
  readonly row: string;
  readonly map: string;
  readonly group: string;
}

/** The quotes that the file prefers. */
export function quoteOf(text: string): string {
  return (text.match(/"/g)?.length ?? 0) > (text.match(/'/g)?.length ?? 0) ? '"' : "'";
}

/** Statements that put the rows into a Map by their key. */
export function buildMap(
  document: OpenDocument,
  names: MapNames,
  keyField: string,
  result: KeyResult,
  byText = false,
): string[] {
  const { rows, row, map, group } = names;
  const key = byText ? `String(${row}.${keyField})` : `${row}.${keyField}`;
  if (result === 'row') return [`const ${map} = new Map(${rows}.map(${row} => [${key}, ${row}]));`];
  if (result === 'count') {
    return [`const ${map} = new Map(${rows}.map(${group} => [${group}.${keyField}, ${group}._count._all]));`];
  }
  const step = indentationUnit(document.text);
  const quote = quoteOf(document.text);
  const isTyped = /\.[cm]?tsx?$/.test(document.source.fileName);
  const keyType = byText ? 'string' : `(typeof ${rows})[number][${quote}${keyField}${quote}]`;
  const types = isTyped ? `<${keyType}, typeof ${rows}>` : '';
  return [
    `const ${map} = new Map${types}();`,
    `for (const ${row} of ${rows}) {`,
    `${step}const ${group} = ${map}.get(${key});`,
    `${step}if (${group}) ${group}.push(${row});`,
    `${step}else ${map}.set(${key}, [${row}]);`,
    '}',
  ];
}

const MISSING: Readonly<Record<KeyResult, string>> = { row: 'null', rows: '[]', count: '0' };

/** What stands where the query stood. */
export function lookUp(
  query: LoopCall,
  map: string,
  result: KeyResult,
  missing = MISSING[result],
  byText = false,
): string {
  const key = query.key.getText();
  const found = `${map}.get(${byText ? `String(${key})` : key})`;
  // What a Map gives for a key that is not there.
  if (missing === 'undefined') return found;
  const text = `${found} ?? ${missing}`;
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
