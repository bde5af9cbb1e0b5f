import ts from 'typescript';
import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import {
  addBelowDecorators,
  addDecorator,
  classAround,
  decoratorAt,
  decoratorName,
  decoratorsOf,
  propertyOf,
  quote,
  quoteList,
  removeDecorator,
  storedProperty,
} from './decorated-class';
import { propertyNamed } from './moved-code';
import { type Declined, nodeAt, openDocument } from './open-document';
import { dropName, importName, type ModuleTest } from './orm-import';
import { addProperty, addToList, removeElement, settingsOf } from './schema-object';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;
type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;
type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

const DEFINITIONS: ReadonlySet<string> = new Set(['EntitySchema', 'defineEntity']);

/** Decorators come from the core, or from a package of their own since version 7: from where the file has them. */
function decoratorModules(source: ts.SourceFile): ModuleTest {
  const modules = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { text } = statement.moduleSpecifier;
    const bindings = statement.importClause?.namedBindings;
    if (!text.startsWith('@mikro-orm/') || !bindings) continue;
    const hasDecorators =
      ts.isNamespaceImport(bindings) ||
      bindings.elements.some(one => DECORATORS.has((one.propertyName ?? one.name).text));
    if (hasDecorators) modules.add(text);
  }
  return module => modules.has(module);
}

const DECORATORS: ReadonlySet<string> = new Set(['Entity', 'Property', 'PrimaryKey', 'ManyToOne', 'OneToOne', 'Index']);

/** `@Index()` on a property, `@Index({ properties: [...] })` on the class, or an entry of a definition's `indexes`. */
export function addMikroOrmIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const settings = settingsOf(source, at, DEFINITIONS);
  // The columns of a relation to a composite key are named after the property and the columns they reference.
  const heads = [...new Set(intent.columns.map(column => column.split('.')[0] ?? column))];
  if (settings) {
    if (!isNamed(settings, intent.table)) return PIVOT;
    const edit = addToList(source, settings, 'indexes', `{ properties: ${quoteList(source, heads)} }`);
    return edit ? document.change([edit]) : { declined: 'the indexes are not written as a list' };
  }
  const entity = classAround(source, at);
  if (!entity) return { declined: 'the entity is no longer there' };
  if (entity.name && entity.name.text !== intent.table) return PIVOT;
  const nested = intent.columns.some(
    column => column.includes('.') && !isRelation(source, entity, column.split('.')[0] ?? ''),
  );
  const properties = nested ? [...new Set(intent.columns)] : heads;
  const imported = importName(source, decoratorModules(source), 'Index');
  if (!imported) return { declined: 'Index cannot be imported here' };
  const [only, more] = properties;
  const property = only !== undefined && more === undefined ? storedProperty(source, entity, only) : undefined;
  const isStored = properties.every(name => propertyOf(entity, name.split('.')[0] ?? name) || !isRoot(entity));
  if (!property && !isStored) return { declined: 'a column of the index belongs to another class' };
  const hasIndex: Declined = { declined: 'the entity has this index' };
  if (property) {
    if (decoratorsOf(property).some(decorator => decoratorName(decorator) === 'Index')) return hasIndex;
    return document.change([...imported.edits, addDecorator(source, property, `@${imported.name}()`)]);
  }
  const written = `@${imported.name}({ properties: ${quoteList(source, properties)} })`;
  if (decoratorsOf(entity).some(decorator => decorator.getText(source) === written)) return hasIndex;
  return document.change([...imported.edits, addBelowDecorators(source, entity, written)]);
}

const PIVOT: Declined = { declined: 'the table between two entities is not written out' };

/** A table that a relation makes stands in the definition of another one. */
function isNamed(settings: ts.ObjectLiteralExpression, table: string): boolean {
  const name = propertyNamed(settings, 'name');
  const given = name && ts.isPropertyAssignment(name) ? name.initializer : undefined;
  return !given || !ts.isStringLiteralLike(given) || given.text === table;
}

/** Its table holds what the classes below it declare, which an index of its own may not name. */
function isRoot(entity: ts.ClassDeclaration): boolean {
  const decorator = decoratorsOf(entity).find(one => decoratorName(one) === 'Entity');
  const [options] = decorator && ts.isCallExpression(decorator.expression) ? decorator.expression.arguments : [];
  return (
    options !== undefined && ts.isObjectLiteralExpression(options) && !!propertyNamed(options, 'discriminatorColumn')
  );
}

function isRelation(source: ts.SourceFile, entity: ts.ClassDeclaration, name: string): boolean {
  const property = storedProperty(source, entity, name);
  const names = property ? decoratorsOf(property).map(decoratorName) : [];
  return names.includes('ManyToOne') || names.includes('OneToOne');
}

export function removeMikroOrmIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const decorator = decoratorAt(source, at);
  const name = decorator && decoratorName(decorator);
  if (decorator && (name === 'Index' || name === 'Unique')) {
    const edits = [...dropName(source, decoratorModules(source), name, decorator), removeDecorator(source, decorator)];
    return document.change(edits);
  }
  const element = nodeAt(source, at, ts.isObjectLiteralExpression);
  if (element && ts.isArrayLiteralExpression(element.parent) && settingsOf(source, at, DEFINITIONS)) {
    return document.change([removeElement(source, element.parent, element)]);
  }
  return { declined: 'the index is not declared on its own' };
}

/** `columnType` says the database's own type, whatever MikroORM would make of the property. */
export function setMikroOrmColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const property = classAround(source, at)?.members.find(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && at !== undefined && member.pos <= at.start && at.end <= member.end,
  );
  const decorator = property && decoratorsOf(property).find(one => TYPED.has(decoratorName(one) ?? ''));
  const call = decorator?.expression;
  if (!call || !ts.isCallExpression(call)) return { declined: 'the column is not declared here' };
  const [options] = call.arguments;
  const written = quote(source, intent.type);
  if (!options) {
    const span = { start: call.end - 1, end: call.end - 1 };
    return document.change([{ span, newText: `{ columnType: ${written} }` }]);
  }
  if (!ts.isObjectLiteralExpression(options)) return { declined: 'the settings stand in another place' };
  const given = propertyNamed(options, 'columnType');
  if (!given) return document.change([addProperty(source, options, `columnType: ${written}`)]);
  if (!ts.isPropertyAssignment(given)) return { declined: 'the type stands in another place' };
  const { initializer } = given;
  const edit: TextEdit = { span: { start: initializer.getStart(source), end: initializer.end }, newText: written };
  return document.change([edit]);
}

const TYPED: ReadonlySet<string> = new Set(['Property', 'PrimaryKey', 'Enum']);
