import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import {
  addBelowDecorators,
  addDecorator,
  classAround,
  decoratorAt,
  decoratorName,
  decoratorsOf,
  removeDecorator,
  storedProperty,
} from './decorated-class';
import { type Declined, nodeAt, openDocument } from './open-document';
import { dropName, importName, type ModuleTest } from './orm-import';
import { removeElement } from './schema-object';

export type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;
export type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;
export type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

/** The edits of one declaration, or why there are none. */
export type Edits = readonly TextEdit[] | Declined;

export const NO_IMPORT: Declined = { declined: 'Index cannot be imported here' };

/** Opens the file of a declaration and changes it at the place that the intent points at. */
export function editDeclaration(
  intent: AddIndex | RemoveIndex | SetColumnType,
  context: RenderContext,
  edit: (source: ts.SourceFile, at: Span | undefined) => Edits,
): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const edits = edit(document.source, document.locate(intent.at.span));
  return 'declined' in edits ? edits : document.change(edits);
}

/** `@Index()` on the one property, or what the ORM writes on the class for several. */
export function addIndexDecorator(
  source: ts.SourceFile,
  entity: ts.ClassDeclaration,
  properties: readonly string[],
  isModule: ModuleTest,
  onClass: string,
): Edits {
  const imported = importName(source, isModule, 'Index');
  if (!imported) return NO_IMPORT;
  const property = onlyStored(source, entity, properties);
  if (property) {
    if (hasDecorator(property, 'Index')) return HAS_INDEX;
    return [...imported.edits, addDecorator(source, property, `@${imported.name}()`)];
  }
  const written = `@${imported.name}(${onClass})`;
  if (decoratorsOf(entity).some(decorator => decorator.getText(source) === written)) return HAS_INDEX;
  return [...imported.edits, addBelowDecorators(source, entity, written)];
}

const HAS_INDEX: Declined = { declined: 'the entity has this index' };

/** The property of an index on nothing else. */
export function onlyStored(
  source: ts.SourceFile,
  entity: ts.ClassDeclaration,
  properties: readonly string[],
): ts.PropertyDeclaration | undefined {
  const [only, more] = properties;
  return only !== undefined && more === undefined ? storedProperty(source, entity, only) : undefined;
}

export function hasDecorator(node: ts.ClassDeclaration | ts.PropertyDeclaration, name: string): boolean {
  return decoratorsOf(node).some(decorator => decoratorName(decorator) === name);
}

/** A decorator that declares an index, or an element of a list of indexes that `isList` knows. */
export function removeDeclaredIndex(
  source: ts.SourceFile,
  at: Span | undefined,
  decorators: ReadonlySet<string>,
  isModule: ModuleTest,
  isList: (list: ts.ArrayLiteralExpression) => boolean,
): Edits {
  const decorator = decoratorAt(source, at);
  const name = decorator && decoratorName(decorator);
  if (decorator && name !== undefined && decorators.has(name)) {
    return [...dropName(source, isModule, name, decorator), removeDecorator(source, decorator)];
  }
  const element = nodeAt(source, at, ts.isObjectLiteralExpression);
  if (element && ts.isArrayLiteralExpression(element.parent) && isList(element.parent)) {
    return [removeElement(source, element.parent, element)];
  }
  return { declined: 'the index is not declared on its own' };
}

export const INDEX_DECORATORS: ReadonlySet<string> = new Set(['Index', 'Unique']);

/** The decorator, one of some names, of the property that a span lies in. */
export function propertyDecorator(
  source: ts.SourceFile,
  at: Span | undefined,
  names: ReadonlySet<string>,
): ts.Decorator | undefined {
  const property = classAround(source, at)?.members.find(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && at !== undefined && member.pos <= at.start && at.end <= member.end,
  );
  return property && decoratorsOf(property).find(one => names.has(decoratorName(one) ?? ''));
}
