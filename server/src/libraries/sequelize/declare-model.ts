import type {
  ColumnFact,
  EnumDeclaration,
  ForeignKeyFact,
  ReferentialAction,
  SchemaDeclaration,
  TableDeclaration,
} from '../../core/facts/schema';
import type { SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { literal, type Members, member, members, text } from '../migrations/evaluate';
import { type Association, associationsOf, modelOf } from './associations';
import { type Attribute, attributesOf, type Reference } from './attributes';
import { databaseTypeOf } from './database-type';
import { declareIndexes } from './indexes';
import { joinTables } from './join-tables';
import type { ModelIndex, ModelSource } from './model-source';
import { camelize, pluralize, singularize, underscore } from './names';

/** A model with what its associations add to it. */
export interface BuiltModel {
  readonly source: ModelSource;
  readonly options: Members | undefined;
  readonly tableName: string;
  readonly namesKnown: boolean;
  readonly schema?: string;
  readonly underscored: boolean;
  readonly complete: boolean;
  readonly columns: readonly BuiltColumn[];
  readonly primaryKey: readonly string[];
}

export interface BuiltColumn {
  readonly attribute: Attribute;
  readonly name: string;
  readonly reference?: KeyReference;
}

export interface KeyReference {
  readonly target: ModelSource;
  readonly key?: string;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
}

export function declareModel(
  source: ModelSource,
  index: ModelIndex,
  context: SourceContext,
): readonly SchemaDeclaration[] {
  const model = buildModel(source, index);
  const indexes = declareIndexes(model, context);
  const columns = model.columns.map(column => declareColumn(column, model, context));
  const foreignKeys = model.columns.flatMap((column): ForeignKeyFact[] => {
    const { reference, attribute, name } = column;
    if (!reference) return [];
    const target = buildModel(reference.target, index);
    const key = reference.key ?? target.primaryKey[0];
    if (key === undefined) return [];
    const isNamed = model.namesKnown && context.dialect === 'postgres';
    return [
      {
        ...(isNamed ? { name: `${model.tableName}_${name}_fkey` } : {}),
        columns: [attribute.key],
        references: { table: reference.target.id, columns: [keyAttribute(target, key)] },
        ...(reference.onDelete && reference.onDelete !== 'no-action' ? { onDelete: reference.onDelete } : {}),
        ...(reference.onUpdate && reference.onUpdate !== 'no-action' ? { onUpdate: reference.onUpdate } : {}),
        span: attribute.span,
      },
    ];
  });
  const table: TableDeclaration = {
    kind: 'table',
    language: 'sequelize',
    logicalName: source.name,
    id: source.id,
    name: model.tableName,
    ...(model.schema === undefined ? {} : { schema: model.schema }),
    view: false,
    columns,
    indexes: indexes.facts,
    foreignKeys,
    relations: [],
    ...(model.complete && indexes.complete ? {} : { complete: false }),
    ...(model.namesKnown ? {} : { namesKnown: false }),
    nameSpan: source.nameSpan,
    span: source.span,
    ignored: false,
  };
  return [...declareEnums(model, context), table, ...joinTables(source, index)];
}

/** A key may be given as a column or as an attribute. */
function keyAttribute({ columns }: BuiltModel, key: string): string {
  return columns.find(({ name, attribute }) => name === key || attribute.key === key)?.attribute.key ?? key;
}

const built = new WeakMap<ModelIndex, Map<ModelSource, BuiltModel>>();

function buildModel(source: ModelSource, index: ModelIndex): BuiltModel {
  let models = built.get(index);
  if (!models) {
    models = new Map();
    built.set(index, models);
  }
  let model = models.get(source);
  if (!model) {
    // While it is built, others may ask what it says itself.
    models.set(source, ownModel(source));
    model = withAssociations(models.get(source) ?? ownModel(source), index);
    models.set(source, model);
  }
  return model;
}

function ownModel(source: ModelSource): BuiltModel {
  const options = members(source.options);
  const { naming } = source.scope.context;
  const flag = (key: string): boolean | undefined => {
    const value = literal(member(options, key));
    return typeof value === 'boolean' ? value : undefined;
  };
  const underscored = flag('underscored') ?? naming === 'snake';
  const given = text(member(options, 'tableName'));
  const plural = pluralize(source.name);
  const derived = flag('freezeTableName')
    ? source.name
    : underscored && plural !== undefined
      ? underscore(plural)
      : plural;
  const schema = text(member(options, 'schema'));
  const attributes = attributesOf(source);
  const isOpen =
    (source.options !== undefined && (!options || options.open)) || (given === undefined && naming === 'unknown');
  const nameOf = (attribute: Attribute): string =>
    attribute.field ?? (underscored ? underscore(attribute.key) : attribute.key);
  // `updatedAt: false` takes back what a base class says.
  const list = attributes.list.filter(({ key }) => !TIMES.has(key) || literal(member(options, key)) !== false);
  const hasKey = list.some(({ primaryKey }) => primaryKey);
  if (!hasKey && !list.some(({ key }) => key === 'id')) list.unshift(numberedId(source.nameSpan));
  if (flag('timestamps') !== false) list.push(...timestamps(options, flag('paranoid') === true, list, source.nameSpan));
  return {
    source,
    options,
    tableName: given ?? derived ?? source.name,
    namesKnown: (given !== undefined || derived !== undefined) && !isOpen,
    ...(schema === undefined ? {} : { schema }),
    underscored,
    complete: attributes.complete && !isOpen,
    columns: list.map(attribute => ({ attribute, name: nameOf(attribute) })),
    primaryKey: list.filter(({ primaryKey }) => primaryKey).map(({ key }) => key),
  };
}

const TIMES: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'deletedAt']);

function plainAttribute(key: string, sql: string, span: Span): Attribute {
  return {
    key,
    type: { sql, array: false, name: sql },
    primaryKey: false,
    autoIncrement: false,
    autoIncrementIdentity: false,
    hasDefault: false,
    span,
  };
}

function numberedId(span: Span): Attribute {
  return { ...plainAttribute('id', 'INTEGER', span), primaryKey: true, autoIncrement: true, allowNull: false };
}

/** `createdAt`, `updatedAt`, and `deletedAt` of a paranoid model, unless they are renamed or switched off. */
function timestamps(
  options: Members | undefined,
  paranoid: boolean,
  own: readonly Attribute[],
  span: Span,
): readonly Attribute[] {
  const result: Attribute[] = [];
  for (const name of ['createdAt', 'updatedAt', ...(paranoid ? ['deletedAt'] : [])]) {
    const given = member(options, name);
    if (literal(given) === false) continue;
    const key = text(given) ?? name;
    if (own.some(attribute => attribute.key === key)) continue;
    const attribute = plainAttribute(key, 'TIMESTAMP WITH TIME ZONE', span);
    result.push(name === 'deletedAt' ? attribute : { ...attribute, allowNull: false });
  }
  return result;
}

function withAssociations(model: BuiltModel, index: ModelIndex): BuiltModel {
  let { complete } = model;
  const columns = [...model.columns];
  const added = new Map<string, KeyReference>();
  for (const column of model.columns) {
    const { references } = column.attribute;
    const target = references && targetOf(references, model, index);
    if (target) added.set(column.attribute.key, target);
    else if (references) complete = false;
  }
  for (const association of associationsOf(index)) {
    const holdsKey =
      association.kind === 'belongsTo'
        ? association.source === model.source
        : association.kind !== 'belongsToMany' && association.target === model.source;
    if (!holdsKey) continue;
    const key = keyOf(association);
    const other = association.kind === 'belongsTo' ? association.target : association.source;
    if (key === undefined || association.unread || !other) {
      complete = false;
      continue;
    }
    let column = columns.find(({ attribute }) => attribute.key === key);
    if (!column) {
      const attribute = addedKey(key, association, other, model);
      if (!attribute) {
        complete = false;
        continue;
      }
      const name = attribute.field ?? (model.underscored ? underscore(key) : key);
      column = { attribute, name };
      columns.push(column);
    }
    if (!association.constraints || added.has(key)) continue;
    added.set(key, { target: other, ...targetKey(association), ...defaultActions(association, column.attribute) });
  }
  return {
    ...model,
    complete,
    columns: columns.map(column => {
      const reference = added.get(column.attribute.key);
      return reference ? { ...column, reference } : column;
    }),
  };
}

function targetOf(references: Reference, model: BuiltModel, index: ModelIndex): KeyReference | undefined {
  const { model: given, key, onDelete, onUpdate } = references;
  const name = text(given) ?? text(member(members(given), 'tableName'));
  const target =
    name === undefined
      ? modelOf(given.value, given.scope, index, '')
      : index.models.find(other => (other === model.source ? model : ownModel(other)).tableName === name);
  return (
    target && {
      target,
      ...(key === undefined ? {} : { key }),
      ...(onDelete ? { onDelete } : {}),
      ...(onUpdate ? { onUpdate } : {}),
    }
  );
}

/** The attribute that holds the key: the option, else `userId` of the other model's name and its primary key. */
function keyOf({ kind, foreignKey, as, source, target }: Association): string | undefined {
  if (foreignKey !== undefined) return foreignKey;
  const named = kind === 'belongsTo' ? target : source;
  if (!named) return undefined;
  const [primary] = ownModel(named).primaryKey;
  const name = kind === 'belongsTo' && as !== undefined ? as : singularize(named.name);
  return name === undefined || primary === undefined ? undefined : camelize(`${name}_${primary}`);
}

function targetKey({ kind, options }: Association): { readonly key?: string } {
  const key = text(member(options, kind === 'belongsTo' ? 'targetKey' : 'sourceKey'));
  return key === undefined ? {} : { key };
}

function addedKey(key: string, association: Association, other: ModelSource, model: BuiltModel): Attribute | undefined {
  const target = ownModel(other);
  const wanted = targetKey(association).key ?? target.primaryKey[0];
  const referenced = target.columns.find(({ attribute }) => attribute.key === wanted)?.attribute;
  if (!referenced) return undefined;
  const { foreignKeyField: field, foreignKeyAllowsNull: allowNull } = association;
  return {
    key,
    ...(field === undefined ? {} : { field }),
    type: referenced.type,
    allowNull: allowNull ?? true,
    primaryKey: false,
    autoIncrement: false,
    autoIncrementIdentity: false,
    hasDefault: false,
    span: model.source.nameSpan,
  };
}

/** What Sequelize 6 takes where the association names no action; an attribute of one's own says nothing of null by itself. */
function defaultActions(
  { kind, onDelete, onUpdate }: Association,
  { allowNull }: Attribute,
): { readonly onDelete: ReferentialAction; readonly onUpdate: ReferentialAction } {
  const otherwise = kind === 'belongsTo' ? 'no-action' : 'cascade';
  return { onDelete: onDelete ?? (allowNull === true ? 'set-null' : otherwise), onUpdate: onUpdate ?? 'cascade' };
}

function declareColumn({ attribute, name }: BuiltColumn, model: BuiltModel, { dialect }: SourceContext): ColumnFact {
  const { type, key, autoIncrement, autoIncrementIdentity, hasDefault, allowNull, primaryKey, span } = attribute;
  const isNumbered = autoIncrement && dialect !== 'sqlite';
  const databaseType =
    model.namesKnown || type.sql !== undefined ? databaseTypeOf(type, dialect, enumNameOf(model, name)) : undefined;
  return {
    logicalName: key,
    name,
    type: type.name,
    ...(databaseType === undefined ? {} : { databaseType }),
    nullable: allowNull !== false && !primaryKey,
    list: type.array,
    hasDefault: hasDefault || autoIncrement,
    ...(isNumbered ? { generated: autoIncrementIdentity ? 'identity' : 'serial' } : {}),
    span,
  };
}

function enumNameOf({ tableName }: BuiltModel, column: string): string {
  return `enum_${tableName}_${column}`;
}

function declareEnums(model: BuiltModel, { dialect }: SourceContext): readonly EnumDeclaration[] {
  if (dialect !== 'postgres') return [];
  return model.columns.flatMap(({ attribute, name }): EnumDeclaration[] => {
    const { enumValues } = attribute.type;
    if (!enumValues) return [];
    const type = enumNameOf(model, name);
    const schema = model.schema === undefined ? {} : { schema: model.schema };
    return [{ kind: 'enum', logicalName: type, name: type, ...schema, values: enumValues, span: attribute.span }];
  });
}
