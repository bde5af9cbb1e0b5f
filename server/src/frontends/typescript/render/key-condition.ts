import ts from 'typescript';
import type { TextEdit } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { type Declined, nodeAt, type OpenDocument } from './open-document';
import { importName } from './orm-import';
import { isQueryOperator } from './query-operator';

/** The condition that compares a column with the key of one element. */
export interface KeyCondition {
  /** The condition, which becomes one on a list. */
  readonly node:
    | ts.PropertyAssignment
    | ts.ShorthandPropertyAssignment
    | ts.CallExpression
    | ts.Identifier
    | ts.PropertyAccessExpression;
  readonly key: ts.Expression;
}

interface KeyIntent {
  readonly library: string;
  readonly keyEntry: Span;
  readonly keyField: string;
}

/** Reads the condition as the library writes it. */
export function readKeyCondition(document: OpenDocument, { library, keyEntry }: KeyIntent): KeyCondition | Declined {
  const span = document.locate(keyEntry);
  if (library === 'drizzle') {
    const column = nodeAt(document.source, span, ts.isExpression);
    const node = column?.parent;
    if (!node || !ts.isCallExpression(node) || !isQueryOperator(node)) return OTHERWISE;
    const key = node.arguments.find(argument => argument !== column);
    return key && node.expression.getText() === 'eq' ? { node, key } : OTHERWISE;
  }
  const key = nodeAt(document.source, span, isPath);
  // `findByPk(id)`: the key stands alone.
  if (key && ts.isCallExpression(key.parent) && key.parent.arguments[0] === key) return { node: key, key };
  const node = nodeAt(document.source, span, isProperty);
  if (!node) return OTHERWISE;
  return { node, key: ts.isPropertyAssignment(node) ? node.initializer : node.name };
}

const OTHERWISE: Declined = { declined: 'the key is not a plain condition of the query' };

function isPath(node: ts.Node): node is ts.Identifier | ts.PropertyAccessExpression {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

function isProperty(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

/** The condition on a list of keys, with what must be imported for it. */
export function listCondition(
  { source }: OpenDocument,
  { library, keyField }: KeyIntent,
  { node }: KeyCondition,
  keys: string,
): { readonly text: string; readonly edits: readonly TextEdit[] } | Declined {
  switch (library) {
    case 'prisma':
      return { text: `${keyField}: { in: ${keys} }`, edits: [] };
    case 'sequelize':
      return {
        text: ts.isExpression(node) ? `{ where: { ${keyField}: ${keys} } }` : `${keyField}: ${keys}`,
        edits: [],
      };
    case 'mikro-orm':
      return { text: `${keyField}: { $in: ${keys} }`, edits: [] };
    case 'typeorm': {
      const list = importName(source, module => module === 'typeorm', 'In');
      return list ? { text: `${keyField}: ${list.name}(${keys})`, edits: list.edits } : UNKNOWN_NAME;
    }
    case 'drizzle': {
      const list = importName(source, module => module === 'drizzle-orm', 'inArray');
      const [column] = ts.isCallExpression(node) ? node.arguments : [];
      return list && column ? { text: `${list.name}(${column.getText()}, ${keys})`, edits: list.edits } : UNKNOWN_NAME;
    }
    default:
      return { declined: 'there is no condition on a list' };
  }
}

const UNKNOWN_NAME: Declined = { declined: 'the name that a list needs is not free in this file' };
