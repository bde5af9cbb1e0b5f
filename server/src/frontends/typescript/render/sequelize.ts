import ts from 'typescript';
import type { RenderContext, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { addDecorator, classAround, decoratorAt, propertyOf } from './decorated-class';
import { type Declined, nodeAt } from './open-document';
import {
  type AddIndex,
  type Edits,
  editDeclaration,
  hasDecorator,
  NO_IMPORT,
  type RemoveIndex,
  removeDeclaredIndex,
} from './orm-declaration';
import { importName } from './orm-import';
import { addToList } from './schema-object';

const GONE: Declined = { declined: 'the model is no longer there' };

function isDecoratorPackage(module: string): boolean {
  return module === 'sequelize-typescript';
}

/** `indexes: [{ fields: ['author_id'] }]` in the options of a model, `@Index` on a property of a class. */
export function addSequelizeIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  return editDeclaration(intent, context, (source, at) =>
    decoratorAt(source, at) ? addDecorated(source, at, intent) : addToOptions(source, at, intent),
  );
}

function addDecorated(source: ts.SourceFile, at: Span | undefined, { columns }: AddIndex): Edits {
  const model = classAround(source, at);
  const [only, more] = columns;
  const property = model && only !== undefined && more === undefined ? propertyOf(model, only) : undefined;
  if (!property) return { declined: 'an index on several columns, or on one made elsewhere, is written by hand' };
  if (hasDecorator(property, 'Index')) return { declined: 'the model has this index' };
  const imported = importName(source, isDecoratorPackage, 'Index');
  return imported ? [...imported.edits, addDecorator(source, property, `@${imported.name}`)] : NO_IMPORT;
}

function addToOptions(source: ts.SourceFile, at: Span | undefined, intent: AddIndex): Edits {
  const call = modelCallAt(source, at);
  if (!call) return GONE;
  const place = isDefine(call) ? 1 : 0;
  const [attributes, options, more] = [call.arguments[place], call.arguments[place + 1], call.arguments[place + 2]];
  if (!attributes || more) return GONE;
  const mark = quoteOf(source, attributes);
  // Sequelize takes columns here, not attributes.
  const columns = (intent.columnNames ?? intent.columns).map(column => mark + column + mark);
  const element = `{ fields: [${columns.join(', ')}] }`;
  if (!options) {
    return [{ span: { start: attributes.end, end: attributes.end }, newText: `, { indexes: [${element}] }` }];
  }
  const edit = ts.isObjectLiteralExpression(options) ? addToList(source, options, 'indexes', element) : undefined;
  return edit ? [edit] : { declined: 'the indexes are not written as a list' };
}

export function removeSequelizeIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  return editDeclaration(intent, context, (source, at) => {
    const isList = ({ parent }: ts.ArrayLiteralExpression) =>
      ts.isPropertyAssignment(parent) && parent.name.getText(source) === 'indexes';
    return removeDeclaredIndex(source, at, ONLY_INDEX, isDecoratorPackage, isList);
  });
}

const ONLY_INDEX: ReadonlySet<string> = new Set(['Index']);

/** `sequelize.define('User', …)` around its name, `User.init(…)` around what it is called on. */
function modelCallAt(source: ts.SourceFile, span: Span | undefined): ts.CallExpression | undefined {
  const node = nodeAt(source, span, (one): one is ts.Expression => ts.isStringLiteralLike(one) || isReceiver(one));
  let outer: ts.Node | undefined = node?.parent;
  if (outer && ts.isPropertyAccessExpression(outer)) outer = outer.parent;
  if (!outer || !ts.isCallExpression(outer) || !ts.isPropertyAccessExpression(outer.expression)) return undefined;
  return /^(?:define|init)$/.test(outer.expression.name.text) ? outer : undefined;
}

function isReceiver(node: ts.Node): boolean {
  const isName =
    ts.isIdentifier(node) || node.kind === ts.SyntaxKind.SuperKeyword || node.kind === ts.SyntaxKind.ThisKeyword;
  return isName && ts.isPropertyAccessExpression(node.parent);
}

function isDefine({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'define';
}

function quoteOf(source: ts.SourceFile, near: ts.Expression): string {
  return /"/.test(near.getText(source)) && !/'/.test(near.getText(source)) ? '"' : "'";
}
