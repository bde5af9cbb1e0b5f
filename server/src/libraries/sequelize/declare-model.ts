import type {
  ColumnFact,
  EnumDeclaration,
  ForeignKeyFact,
  SchemaDeclaration,
  TableDeclaration,
} from '../../core/facts/schema';
import type { SourceContext } from '../../core/library';
import { buildModel } from './build-model';
import { databaseTypeOf } from './database-type';
import { declareIndexes } from './indexes';
import { joinTables } from './join-tables';
import type { ModelIndex, ModelSource } from './model-source';
import type { BuiltColumn, BuiltModel } from './own-model';

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

function declareColumn({ attribute, name }: BuiltColumn, model: BuiltModel, { dialect }: SourceContext): ColumnFact {
  const { type, key, autoIncrement, autoIncrementIdentity, hasDefault, allowNull, primaryKey, span } = attribute;
  const isNumbered = autoIncrement && dialect !== 'sqlite';
  const isElsewhere = model.schema !== undefined && model.schema !== 'public';
  // PostgreSQL itself spells a type of another schema with it.
  const enumType = (isElsewhere ? `${model.schema}.` : '') + enumNameOf(model, name);
  const databaseType = model.namesKnown || type.sql !== undefined ? databaseTypeOf(type, dialect, enumType) : undefined;
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
