import ts from 'typescript';
import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
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
import { type Declined, nodeAt, type OpenDocument, openDocument } from './open-document';
import { dropName, importName } from './orm-import';
import { addProperty, addToList, removeElement, settingsOf } from './schema-object';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;
type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;
type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

const SCHEMAS: ReadonlySet<string> = new Set(['EntitySchema']);
const RELATIONS: ReadonlySet<string> = new Set(['ManyToOne', 'OneToOne', 'TreeParent']);
const HAS_INDEX: Declined = { declined: 'the entity has this index' };
const GONE: Declined = { declined: 'the entity is no longer there' };

function isTypeOrm(module: string): boolean {
  return module === 'typeorm' || module === '@n8n/typeorm';
}

/** `@Index()` on a property, `@Index(['a', 'b'])` on the class, or an entry of a schema's `indices`. */
export function addTypeOrmIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const settings = settingsOf(source, at, SCHEMAS);
  if (settings) {
    const columns = quoteList(source, unique(intent.columns.map(column => column.split('.')[0] ?? column)));
    const edit = addToList(source, settings, 'indices', `{ columns: ${columns} }`);
    return edit ? document.change([edit]) : { declined: 'the indices are not written as a list' };
  }
  const entity = classAround(source, at);
  if (!entity) return GONE;
  if (entity.name && entity.name.text !== intent.table) return { declined: 'the join table is not written out' };
  const properties = propertiesOf(entity, intent.columns);
  if (!properties) return { declined: 'a column of the index is made in another place' };
  const imported = importName(source, isTypeOrm, 'Index');
  if (!imported) return { declined: 'Index cannot be imported here' };
  const [only, more] = properties;
  const property = only !== undefined && more === undefined ? storedProperty(source, entity, only) : undefined;
  if (property) {
    if (decoratorsOf(property).some(decorator => decoratorName(decorator) === 'Index')) return HAS_INDEX;
    return document.change([...imported.edits, addDecorator(source, property, `@${imported.name}()`)]);
  }
  const written = `@${imported.name}(${quoteList(source, properties)})`;
  if (decoratorsOf(entity).some(decorator => decorator.getText(source) === written)) return HAS_INDEX;
  return document.change([...imported.edits, addBelowDecorators(source, entity, written)]);
}

/** The properties that make the columns; a relation makes several. Undefined where one cannot be named in an index. */
function propertiesOf(entity: ts.ClassDeclaration, columns: readonly string[]): string[] | undefined {
  const properties: string[] = [];
  for (const column of columns) {
    const [head = '', ...rest] = column.split('.');
    const decorators = propertyOf(entity, head);
    const isRelation = decorators && decoratorsOf(decorators).some(one => RELATIONS.has(decoratorName(one) ?? ''));
    // What an embedded class relates to is not reached by the path of the property.
    if (rest.length > 0 && !isRelation) return undefined;
    properties.push(head);
  }
  return unique(properties);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

export function removeTypeOrmIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const decorator = decoratorAt(source, at);
  const name = decorator && decoratorName(decorator);
  if (decorator && (name === 'Index' || name === 'Unique')) {
    const edits = [...dropName(source, isTypeOrm, name, decorator), removeDecorator(source, decorator)];
    return document.change(edits);
  }
  const element = nodeAt(source, at, ts.isObjectLiteralExpression);
  if (element && ts.isArrayLiteralExpression(element.parent) && settingsOf(source, at, SCHEMAS)) {
    return document.change([removeElement(source, element.parent, element)]);
  }
  return { declined: 'the index is not declared on its own' };
}

const COLUMN_DECORATORS: ReadonlySet<string> = new Set([
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'CreateDateColumn',
  'UpdateDateColumn',
  'DeleteDateColumn',
]);
const WITH_LENGTH = /char|bit|binary/;

export function setTypeOrmColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  const document = openDocument(intent, context);
  if ('declined' in document) return document;
  const { source } = document;
  const at = document.locate(intent.at.span);
  const entity = classAround(source, at);
  const property = entity?.members.find(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && at !== undefined && member.pos <= at.start && at.end <= member.end,
  );
  if (property) {
    const decorator = decoratorsOf(property).find(one => COLUMN_DECORATORS.has(decoratorName(one) ?? ''));
    if (decorator) return retype(document, decorator, intent.type);
  }
  return { declined: 'the column is not declared here' };
}

/** `numeric(12, 2)` → its name, and what becomes settings of their own. */
function parseType(written: string): {
  readonly name: string;
  readonly settings: readonly (readonly [string, string])[];
} {
  const match = /^([^(]+?)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)\s*(.*)$/.exec(written);
  if (!match) return { name: written.trim(), settings: [] };
  const [, base = '', first = '', second, rest = ''] = match;
  const name = rest === '' ? base : `${base} ${rest}`;
  const settings: [string, string][] = [[WITH_LENGTH.test(base) ? 'length' : 'precision', first]];
  if (second !== undefined) settings.push(['scale', second]);
  return { name, settings };
}

function retype(document: OpenDocument, decorator: ts.Decorator, type: string): WorkspaceChange | Declined {
  const { source } = document;
  const call = decorator.expression;
  if (!ts.isCallExpression(call)) return { declined: 'the decorator takes no type' };
  const { name, settings } = parseType(type);
  const [first, second] = call.arguments;
  const positional = decoratorName(decorator) === 'Column' || decoratorName(decorator) === 'PrimaryColumn';
  const typeText = quote(source, name);
  const entries = settings.map(([key, value]) => `${key}: ${value}`);
  if (!first) {
    const open = call.getText(source).lastIndexOf('(') + call.getStart(source) + 1;
    const options = [...(positional ? [] : [`type: ${typeText}`]), ...entries];
    const written = [...(positional ? [typeText] : []), ...(options.length > 0 ? [`{ ${options.join(', ')} }`] : [])];
    return document.change([{ span: { start: open, end: call.end - 1 }, newText: written.join(', ') }]);
  }
  const options = ts.isObjectLiteralExpression(first) ? first : second;
  if (options && !ts.isObjectLiteralExpression(options)) return { declined: 'the settings stand in another place' };
  const stale = options?.properties.some(
    one => one.name !== undefined && /^(?:length|width|precision|scale|enum|array)$/.test(one.name.getText(source)),
  );
  // Settings of the old type would not fit the new one.
  if (stale) return { declined: 'the column has settings that belong to its type' };
  const edits = [];
  if (positional && ts.isStringLiteralLike(first)) {
    edits.push({ span: { start: first.getStart(source), end: first.end }, newText: typeText });
  } else if (options) {
    const given = propertyNamed(options, 'type');
    if (given && ts.isPropertyAssignment(given)) {
      edits.push({
        span: { start: given.initializer.getStart(source), end: given.initializer.end },
        newText: typeText,
      });
    } else if (given) return { declined: 'the type stands in another place' };
    else entries.unshift(`type: ${typeText}`);
  } else if (ts.isStringLiteralLike(first)) entries.unshift(`type: ${typeText}`);
  else return { declined: 'the type is not written as a text' };
  if (entries.length > 0) {
    if (options) edits.push(addProperty(source, options, entries.join(', ')));
    else edits.push({ span: { start: first.end, end: first.end }, newText: `, { ${entries.join(', ')} }` });
  }
  return document.change(edits);
}
