import ts from 'typescript';
import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import {
  addDecorator,
  classAround,
  decoratorAt,
  decoratorName,
  decoratorsOf,
  propertyOf,
  removeDecorator,
} from './decorated-class';
import { type Declined, nodeAt, openDocument } from './open-document';
import { dropName, importName } from './orm-import';
import { addToList, removeElement } from './schema-object';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;
type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;

const GONE: Declined = { declined: 'the model is no longer there' };

function isDecoratorPackage(module: string): boolean {
  return module === 'sequelize-typescript';
}

/** `indexes: [{ fields: ['author_id'] }]` in the options of a model, `@Index` on a property of a class. */
export function addSequelizeIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const decorator = decoratorAt(source, at);
  if (decorator) {
    const model = classAround(source, at);
    const [only, more] = intent.columns;
    const property = model && only !== undefined && more === undefined ? propertyOf(model, only) : undefined;
    if (!property) return { declined: 'an index on several columns, or on one made elsewhere, is written by hand' };
    if (decoratorsOf(property).some(one => decoratorName(one) === 'Index'))
      return { declined: 'the model has this index' };
    const imported = importName(source, isDecoratorPackage, 'Index');
    if (!imported) return { declined: 'Index cannot be imported here' };
    return document.change([...imported.edits, addDecorator(source, property, `@${imported.name}`)]);
  }
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
    return document.change([
      { span: { start: attributes.end, end: attributes.end }, newText: `, { indexes: [${element}] }` },
    ]);
  }
  const edit = ts.isObjectLiteralExpression(options) ? addToList(source, options, 'indexes', element) : undefined;
  return edit ? document.change([edit]) : { declined: 'the indexes are not written as a list' };
}

export function removeSequelizeIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const decorator = decoratorAt(source, at);
  if (decorator && decoratorName(decorator) === 'Index') {
    const edits = [...dropName(source, isDecoratorPackage, 'Index', decorator), removeDecorator(source, decorator)];
    return document.change(edits);
  }
  const element = nodeAt(source, at, ts.isObjectLiteralExpression);
  const list = element?.parent;
  const isIndex =
    list &&
    ts.isArrayLiteralExpression(list) &&
    ts.isPropertyAssignment(list.parent) &&
    list.parent.name.getText(source) === 'indexes';
  if (element && isIndex) return document.change([removeElement(source, list, element)]);
  return { declined: 'the index is not declared on its own' };
}

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
