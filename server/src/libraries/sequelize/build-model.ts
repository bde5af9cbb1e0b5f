import type { ReferentialAction } from '../../core/facts/schema';
import { member, members, text } from '../migrations/evaluate';
import { type Association, associationsOf, modelOf } from './associations';
import type { Attribute, Reference } from './attributes';
import type { ModelIndex, ModelSource } from './model-source';
import { camelize, singularize, underscore } from './names';
import { type BuiltModel, type KeyReference, ownModel } from './own-model';

const built = new WeakMap<ModelIndex, Map<ModelSource, BuiltModel>>();

export function buildModel(source: ModelSource, index: ModelIndex): BuiltModel {
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
  const table = members(given);
  const name = text(given) ?? text(member(table, 'tableName'));
  // A table that is only named stands in the schema of the model that names it.
  const schema = table ? text(member(table, 'schema')) : model.schema;
  const target =
    name === undefined
      ? modelOf(given.value, given.scope, index, '')
      : index.models.find(other => {
          const known = other === model.source ? model : ownModel(other);
          return known.tableName === name && known.schema === schema;
        });
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
