import ts from 'typescript';
import type { RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import { classAround, decoratorName, decoratorsOf, propertyOf, quote, quoteList } from './decorated-class';
import { propertyNamed } from './moved-code';
import type { Declined } from './open-document';
import {
  type AddIndex,
  addIndexDecorator,
  type Edits,
  editDeclaration,
  INDEX_DECORATORS,
  propertyDecorator,
  type RemoveIndex,
  removeDeclaredIndex,
  type SetColumnType,
} from './orm-declaration';
import { addProperty, addToList, settingsOf } from './schema-object';

const SCHEMAS: ReadonlySet<string> = new Set(['EntitySchema']);
const RELATIONS: ReadonlySet<string> = new Set(['ManyToOne', 'OneToOne', 'TreeParent']);
const GONE: Declined = { declined: 'the entity is no longer there' };

function isTypeOrm(module: string): boolean {
  return module === 'typeorm' || module === '@n8n/typeorm';
}

/** `@Index()` on a property, `@Index(['a', 'b'])` on the class, or an entry of a schema's `indices`. */
export function addTypeOrmIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  return editDeclaration(intent, context, (source, at) => {
    const settings = settingsOf(source, at, SCHEMAS);
    if (settings) {
      const columns = quoteList(source, unique(intent.columns.map(column => column.split('.')[0] ?? column)));
      const edit = addToList(source, settings, 'indices', `{ columns: ${columns} }`);
      return edit ? [edit] : { declined: 'the indices are not written as a list' };
    }
    const entity = classAround(source, at);
    if (!entity) return GONE;
    if (entity.name && entity.name.text !== intent.table) return { declined: 'the join table is not written out' };
    const properties = propertiesOf(entity, intent.columns);
    if (!properties) return { declined: 'a column of the index is made in another place' };
    return addIndexDecorator(source, entity, properties, isTypeOrm, quoteList(source, properties));
  });
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
  return editDeclaration(intent, context, (source, at) =>
    removeDeclaredIndex(source, at, INDEX_DECORATORS, isTypeOrm, () => settingsOf(source, at, SCHEMAS) !== undefined),
  );
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
  return editDeclaration(intent, context, (source, at) => {
    const decorator = propertyDecorator(source, at, COLUMN_DECORATORS);
    return decorator ? retype(source, decorator, intent.type) : { declined: 'the column is not declared here' };
  });
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

function retype(source: ts.SourceFile, decorator: ts.Decorator, type: string): Edits {
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
    return [{ span: { start: open, end: call.end - 1 }, newText: written.join(', ') }];
  }
  const options = ts.isObjectLiteralExpression(first) ? first : second;
  if (options && !ts.isObjectLiteralExpression(options)) return { declined: 'the settings stand in another place' };
  const stale = options?.properties.some(
    one => one.name !== undefined && /^(?:length|width|precision|scale|enum|array)$/.test(one.name.getText(source)),
  );
  // Settings of the old type would not fit the new one.
  if (stale) return { declined: 'the column has settings that belong to its type' };
  const edits: TextEdit[] = [];
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
  return edits;
}
