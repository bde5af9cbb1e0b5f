import ts from 'typescript';
import type { RenderContext, WorkspaceChange } from '../../../core/fix';
import { classAround, decoratorName, decoratorsOf, propertyOf, quote, quoteList } from './decorated-class';
import { propertyNamed } from './moved-code';
import type { Declined } from './open-document';
import {
  type AddIndex,
  addIndexDecorator,
  editDeclaration,
  hasDecorator,
  INDEX_DECORATORS,
  onlyStored,
  propertyDecorator,
  type RemoveIndex,
  removeDeclaredIndex,
  type SetColumnType,
} from './orm-declaration';
import type { ModuleTest } from './orm-import';
import { addProperty, addToList, settingsOf } from './schema-object';

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
  return editDeclaration(intent, context, (source, at) => {
    const settings = settingsOf(source, at, DEFINITIONS);
    // The columns of a relation to a composite key are named after the property and the columns they reference.
    const heads = [...new Set(intent.columns.map(column => column.split('.')[0] ?? column))];
    if (settings) {
      if (!isNamed(settings, intent.table)) return PIVOT;
      const edit = addToList(source, settings, 'indexes', `{ properties: ${quoteList(source, heads)} }`);
      return edit ? [edit] : { declined: 'the indexes are not written as a list' };
    }
    const entity = classAround(source, at);
    if (!entity) return { declined: 'the entity is no longer there' };
    if (entity.name && entity.name.text !== intent.table) return PIVOT;
    const nested = intent.columns.some(
      column => column.includes('.') && !isRelation(source, entity, column.split('.')[0] ?? ''),
    );
    const properties = nested ? [...new Set(intent.columns)] : heads;
    const isStored = properties.every(name => propertyOf(entity, name.split('.')[0] ?? name) || !isRoot(entity));
    if (!isStored && !onlyStored(source, entity, properties)) {
      return { declined: 'a column of the index belongs to another class' };
    }
    const onClass = `{ properties: ${quoteList(source, properties)} }`;
    return addIndexDecorator(source, entity, properties, decoratorModules(source), onClass);
  });
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
  const property = onlyStored(source, entity, [name]);
  return property !== undefined && (hasDecorator(property, 'ManyToOne') || hasDecorator(property, 'OneToOne'));
}

export function removeMikroOrmIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  return editDeclaration(intent, context, (source, at) => {
    const isList = () => settingsOf(source, at, DEFINITIONS) !== undefined;
    return removeDeclaredIndex(source, at, INDEX_DECORATORS, decoratorModules(source), isList);
  });
}

/** `columnType` says the database's own type, whatever MikroORM would make of the property. */
export function setMikroOrmColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  return editDeclaration(intent, context, (source, at) => {
    const call = propertyDecorator(source, at, TYPED)?.expression;
    if (!call || !ts.isCallExpression(call)) return { declined: 'the column is not declared here' };
    const [options] = call.arguments;
    const written = quote(source, intent.type);
    if (!options) {
      const span = { start: call.end - 1, end: call.end - 1 };
      return [{ span, newText: `{ columnType: ${written} }` }];
    }
    if (!ts.isObjectLiteralExpression(options)) return { declined: 'the settings stand in another place' };
    const given = propertyNamed(options, 'columnType');
    if (!given) return [addProperty(source, options, `columnType: ${written}`)];
    if (!ts.isPropertyAssignment(given)) return { declined: 'the type stands in another place' };
    const { initializer } = given;
    return [{ span: { start: initializer.getStart(source), end: initializer.end }, newText: written }];
  });
}

const TYPED: ReadonlySet<string> = new Set(['Property', 'PrimaryKey', 'Enum']);
