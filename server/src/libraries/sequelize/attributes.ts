import type { FieldFact } from '../../core/facts/code';
import type { ReferentialAction } from '../../core/facts/schema';
import type { Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import {
  type Located,
  literal,
  type Members,
  member,
  members,
  resolve,
  type Scope,
  text,
} from '../migrations/evaluate';
import { type SequelizeType, sequelizeType } from './data-types';
import { decoratedFields, exportedName, type ModelSource } from './model-source';

/** An attribute of a model, before names are made of it. */
export interface Attribute {
  readonly key: string;
  readonly field?: string;
  readonly type: SequelizeType;
  readonly allowNull?: boolean;
  readonly primaryKey: boolean;
  readonly autoIncrement: boolean;
  readonly autoIncrementIdentity: boolean;
  readonly hasDefault: boolean;
  readonly unique?: true | string;
  readonly references?: Reference;
  readonly span: Span;
}

export interface Reference {
  /** The model's name or class, or the table's name. */
  readonly model: Located;
  readonly key?: string;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
}

export interface Attributes {
  readonly list: readonly Attribute[];
  /** False when an attribute cannot be read. */
  readonly complete: boolean;
}

export function attributesOf(source: ModelSource): Attributes {
  if (source.decorated) return decoratedAttributes(source);
  const given = members(source.attributes);
  if (!given) return { list: [], complete: false };
  const list: Attribute[] = [];
  let complete = !given.open;
  for (const entry of given.entries) {
    const attribute = attributeOf(entry.key, entry, source.scope, entry.span);
    if (attribute) list.push(attribute);
    else if (attribute === undefined) complete = false;
  }
  return { list, complete };
}

/** Null for a virtual attribute; undefined for one that cannot be read. */
function attributeOf(key: string, located: Located, owner: Scope, span: Span): Attribute | null | undefined {
  const found = resolve(located);
  const options = found?.value.kind === 'object' ? members(found) : undefined;
  const given = options ? member(options, 'type') : located;
  if (!given || isVirtual(given)) return given ? null : undefined;
  const type = sequelizeType(given, owner.context.dialect);
  if (!type || options?.open) return undefined;
  return buildAttribute(key, type, options, located.scope.unit === owner.unit ? span : undefined, span);
}

function isVirtual({ value }: Located): boolean {
  return value.kind === 'ref' && value.path.includes('VIRTUAL');
}

function buildAttribute(
  key: string,
  type: SequelizeType,
  options: Members | undefined,
  own: Span | undefined,
  span: Span,
): Attribute {
  const flag = (name: string) => literal(member(options, name)) === true;
  const allowNull = literal(member(options, 'allowNull'));
  const field = text(member(options, 'field'));
  const unique = member(options, 'unique');
  const uniqueName = text(unique) ?? text(member(members(unique), 'name'));
  const references = referenceOf(options);
  return {
    key,
    ...(field === undefined ? {} : { field }),
    type,
    ...(typeof allowNull === 'boolean' ? { allowNull } : {}),
    primaryKey: flag('primaryKey'),
    autoIncrement: flag('autoIncrement'),
    autoIncrementIdentity: flag('autoIncrementIdentity'),
    hasDefault: hasDatabaseDefault(member(options, 'defaultValue')),
    ...(uniqueName !== undefined ? { unique: uniqueName } : flag('unique') ? { unique: true } : {}),
    ...(references ? { references } : {}),
    span: own ?? span,
  };
}

/** What Sequelize computes itself is no default of the database. */
function hasDatabaseDefault(located: Located | undefined): boolean {
  if (!located || literal(located) === null) return false;
  const { value } = located;
  if (value.kind === 'ref' && /^(?:NOW|UUIDV1|UUIDV4)$/.test(value.path.at(-1) ?? '')) return false;
  if (value.kind === 'opaque' && value.uses.length === 0) return false;
  return resolve(located)?.value.kind !== 'function';
}

function referenceOf(options: Members | undefined): Reference | undefined {
  const given = members(member(options, 'references'));
  const model = member(given, 'model');
  if (!model) return undefined;
  const key = text(member(given, 'key'));
  return { model, ...(key === undefined ? {} : { key }), ...actionsOf(options) };
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  CASCADE: 'cascade',
  RESTRICT: 'restrict',
  'NO ACTION': 'no-action',
  'SET NULL': 'set-null',
  'SET DEFAULT': 'set-default',
};

export function actionsOf(options: Members | undefined): {
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
} {
  const action = (key: string) => ACTIONS[text(member(options, key))?.toUpperCase() ?? ''];
  const [onDelete, onUpdate] = [action('onDelete'), action('onUpdate')];
  return { ...(onDelete ? { onDelete } : {}), ...(onUpdate ? { onUpdate } : {}) };
}

function decoratedAttributes(source: ModelSource): Attributes {
  const { list: fields, complete: known } = decoratedFields(source);
  const list: Attribute[] = [];
  let complete = known;
  for (const { field, scope, inherited } of fields) {
    const attribute = decoratedAttribute(field, scope);
    if (attribute) list.push(inherited ? { ...attribute, span: source.nameSpan } : attribute);
    else if (attribute === undefined) complete = false;
  }
  return { list, complete };
}

const COLUMN = new Set(['Column', 'PrimaryKey', 'CreatedAt', 'UpdatedAt', 'DeletedAt']);

/** Null for a field that is no column. */
function decoratedAttribute(field: FieldFact, scope: Scope): Attribute | null | undefined {
  const named = new Map(field.decorators.map(decorator => [exportedName(decorator, scope), decorator] as const));
  if (field.static || ![...named.keys()].some(name => name !== undefined && COLUMN.has(name))) return null;
  const column = named.get('Column');
  const given: Located | undefined = column?.args[0] && { value: column.args[0], scope };
  const options = given && resolve(given)?.value.kind === 'object' ? members(given) : undefined;
  const typed = options ? member(options, 'type') : given;
  if (typed && isVirtual(typed)) return null;
  const type = typed ? sequelizeType(typed, scope.context.dialect) : inferredType(field, named, scope);
  if (!type) return undefined;
  const base = buildAttribute(field.name, type, options, field.span, field.span);
  const nulls = named.get('AllowNull');
  const allowNull = nulls ? literal(nulls.args[0] && { value: nulls.args[0], scope }) !== false : undefined;
  const value = named.get('Default')?.args[0];
  const unique = named.get('Unique');
  const uniqueName = unique?.args[0] && text({ value: unique.args[0], scope });
  return {
    ...base,
    ...(allowNull === undefined ? {} : { allowNull }),
    primaryKey: base.primaryKey || named.has('PrimaryKey'),
    autoIncrement: base.autoIncrement || named.has('AutoIncrement'),
    hasDefault: base.hasDefault || hasDatabaseDefault(value && { value, scope }),
    ...(unique ? { unique: uniqueName ?? true } : {}),
    ...(named.has('UpdatedAt') || named.has('CreatedAt') ? { allowNull: false } : {}),
  };
}

/** `@Column name: string`: sequelize-typescript goes by the type that the compiler notes down. */
function inferredType(
  { type }: FieldFact,
  named: ReadonlyMap<string | undefined, unknown>,
  { context }: Scope,
): SequelizeType | undefined {
  const isTime = ['CreatedAt', 'UpdatedAt', 'DeletedAt'].some(name => named.has(name));
  const word = isTime ? 'DATE' : type?.kind === 'primitive' ? INFERRED[type.name] : undefined;
  if (word === undefined) return undefined;
  const value: Value = {
    kind: 'ref',
    root: { kind: 'outer', name: 'DataType' },
    path: [word],
    span: { start: 0, end: 0 },
  };
  return sequelizeType(
    {
      value,
      scope: {
        context,
        unit: {
          bindings: [],
          functions: [],
          classes: [],
          types: [],
          calls: [],
          loops: [],
          imports: [],
          exports: [],
          outerWrites: [],
        },
        bound: new Map(),
      },
    },
    context.dialect,
  );
}

const INFERRED: Readonly<Record<string, string>> = {
  string: 'STRING',
  number: 'INTEGER',
  boolean: 'BOOLEAN',
  date: 'DATE',
  bigint: 'BIGINT',
};
