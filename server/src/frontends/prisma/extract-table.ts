import type {
  ColumnFact,
  ForeignKeyFact,
  IndexColumn,
  IndexFact,
  IndexPredicate,
  ReferentialAction,
  RelationFact,
  TableDeclaration,
} from '../../core/facts/schema';
import type { Span } from '../../core/text';
import type { FieldMember, Member } from './parse';
import type { Argument, Attribute, Expression } from './parse-attribute';
import { notNullColumnsOf } from './predicate';
import type { BlockRange } from './split-blocks';

const SCALARS: ReadonlySet<string> = new Set([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
]);

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'no-action',
  SetNull: 'set-null',
  SetDefault: 'set-default',
};

/** What a `model` or `view` block says. `text` is the block's; every span counts from its start. */
export function extractTable(block: BlockRange, members: readonly Member[], text: string): TableDeclaration {
  const fields = members.filter(member => member.kind === 'field');
  const blockAttributes = members.filter(member => member.kind === 'block-attribute').map(member => member.attribute);
  const columns = fields.filter(mayBeColumn).map(columnOf);
  const schema = stringArgument(blockAttributes.find(attribute => attribute.name === 'schema'));
  const indexOf = (attribute: Attribute, own?: string) => readIndex(attribute, own, columns, text);
  return {
    kind: 'table',
    language: 'prisma',
    logicalName: block.name,
    name: stringArgument(blockAttributes.find(attribute => attribute.name === 'map')) ?? block.name,
    ...(schema === undefined ? {} : { schema }),
    view: block.keyword === 'view',
    columns,
    indexes: [
      ...fields.flatMap(field => field.attributes.map(attribute => indexOf(attribute, field.name))),
      ...blockAttributes.map(attribute => indexOf(attribute)),
    ].filter(index => index !== undefined),
    foreignKeys: fields.map(foreignKeyOf).filter(foreignKey => foreignKey !== undefined),
    relations: fields.filter(mayBeRelation).map(relationOf),
    nameSpan: block.nameSpan,
    span: block.span,
    ignored: blockAttributes.some(attribute => attribute.name === 'ignore'),
  };
}

/** The string of `@map("x")` and `@map(name: "x")`. */
export function stringArgument(attribute: Attribute | undefined): string | undefined {
  const value = attribute && argument(attribute, 'name', 0);
  return value?.kind === 'string' ? value.value : undefined;
}

/**
 * The type of a field may be an enum, a composite type or a model that another file declares. Where the line itself does
 * not tell, the field is listed as a column and as a relation, and the model keeps the one that fits.
 */
function mayBeColumn(field: FieldMember): boolean {
  return isScalar(field) || !field.attributes.some(attribute => attribute.name === 'relation');
}

function mayBeRelation(field: FieldMember): boolean {
  if (isScalar(field)) return false;
  return !field.attributes.some(
    ({ name }) => ['default', 'map', 'id', 'unique', 'updatedAt'].includes(name) || name.startsWith('db.'),
  );
}

function isScalar(field: FieldMember): boolean {
  return SCALARS.has(field.type.name) || field.type.name.startsWith('Unsupported');
}

function columnOf(field: FieldMember): ColumnFact {
  return {
    logicalName: field.name,
    name: stringArgument(field.attributes.find(attribute => attribute.name === 'map')) ?? field.name,
    type: field.type.name,
    nullable: field.type.optional,
    list: field.type.list,
    hasDefault: field.attributes.some(attribute => attribute.name === 'default'),
    span: field.span,
  };
}

function relationOf(field: FieldMember): RelationFact {
  const relation = relationAttribute(field);
  const relationName = stringArgument(relation);
  return {
    logicalName: field.name,
    target: field.type.name,
    list: field.type.list,
    nullable: field.type.optional,
    ...(relationName === undefined ? {} : { relationName }),
    fields: names(relation && argument(relation, 'fields')),
    references: names(relation && argument(relation, 'references')),
    span: relationSpan(field, relation),
  };
}

function foreignKeyOf(field: FieldMember): ForeignKeyFact | undefined {
  const relation = relationAttribute(field);
  const columns = names(relation && argument(relation, 'fields'));
  const references = names(relation && argument(relation, 'references'));
  // Without both it is the other side of the relation, or a line that is being typed.
  if (!relation || columns.length === 0 || references.length === 0) return undefined;
  const name = argument(relation, 'map');
  const onDelete = actionOf(argument(relation, 'onDelete'));
  const onUpdate = actionOf(argument(relation, 'onUpdate'));
  return {
    ...(name?.kind === 'string' ? { name: name.value } : {}),
    logicalName: field.name,
    columns,
    references: { table: field.type.name, columns: references },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    span: relationSpan(field, relation),
  };
}

function relationAttribute(field: FieldMember): Attribute | undefined {
  return isScalar(field) ? undefined : field.attributes.find(attribute => attribute.name === 'relation');
}

/** From the field's name to the end of its `@relation(…)`. */
function relationSpan(field: FieldMember, relation: Attribute | undefined): Span {
  return { start: field.nameSpan.start, end: relation?.span.end ?? field.type.span.end };
}

function actionOf(value: Expression | undefined): ReferentialAction | undefined {
  return value?.kind === 'constant' ? ACTIONS[value.name] : undefined;
}

const INDEX_KINDS: Readonly<Record<string, IndexFact['kind']>> = {
  id: 'primary',
  unique: 'unique',
  index: 'index',
  fulltext: 'index',
};

function readIndex(
  attribute: Attribute,
  ownField: string | undefined,
  columns: readonly ColumnFact[],
  text: string,
): IndexFact | undefined {
  const kind = INDEX_KINDS[attribute.name];
  if (!kind || (ownField !== undefined && kind === 'index')) return undefined;
  const parts =
    ownField === undefined ? listOf(argument(attribute, 'fields', 0)).flatMap(indexColumnOf) : [ownColumn()];
  if (parts.length === 0) return undefined;
  const map = argument(attribute, 'map') ?? (kind === 'index' ? argument(attribute, 'name') : undefined);
  const type = argument(attribute, 'type');
  const method = attribute.name === 'fulltext' ? 'fulltext' : wordOf(type)?.toLowerCase();
  const predicate = predicateOf(argument(attribute, 'where'), columns, text);
  return {
    kind,
    ...(map?.kind === 'string' ? { name: map.value } : {}),
    ...(method === undefined ? {} : { method }),
    columns: parts,
    include: [],
    ...(predicate === undefined ? {} : { predicate }),
    span: attribute.span,
  };

  function ownColumn(): IndexColumn {
    return { column: ownField ?? '', ...columnOptions(attribute.arguments) };
  }
}

function indexColumnOf(item: Expression): readonly IndexColumn[] {
  if (item.kind !== 'call' && item.kind !== 'constant') return [];
  const options = item.kind === 'call' ? columnOptions(item.arguments) : {};
  // A path into a composite type (MongoDB) is no column.
  return [item.name.includes('.') ? { expression: item.name, ...options } : { column: item.name, ...options }];
}

function columnOptions(options: readonly Argument[]): Pick<IndexColumn, 'order' | 'operatorClass' | 'length'> {
  const optionValue = (name: string) => options.find(option => option.name === name)?.value;
  const sort = wordOf(optionValue('sort'));
  const operatorClass = wordOf(optionValue('ops'));
  const length = optionValue('length');
  return {
    ...(sort === 'Desc' ? { order: 'desc' as const } : sort === 'Asc' ? { order: 'asc' as const } : {}),
    ...(operatorClass === undefined ? {} : { operatorClass }),
    ...(length?.kind === 'number' ? { length: length.value } : {}),
  };
}

/** `where: raw("deleted_at IS NULL")` names columns of the database, `where: { deletedAt: null }` fields. */
function predicateOf(
  where: Expression | undefined,
  columns: readonly ColumnFact[],
  text: string,
): IndexPredicate | undefined {
  if (!where) return undefined;
  if (where.kind === 'object') {
    const notNull = where.entries.filter(({ value }) => isNotNull(value)).map(entry => entry.key);
    const whole = notNull.length > 0 && notNull.length === where.entries.length;
    return { text: text.slice(where.span.start, where.span.end), notNullOnly: whole ? notNull : [] };
  }
  const raw = wordOf(where);
  if (raw === undefined) return { text: text.slice(where.span.start, where.span.end), notNullOnly: [] };
  const fieldOf = (name: string) => columns.find(column => column.name === name)?.logicalName ?? name;
  return { text: raw, notNullOnly: notNullColumnsOf(raw).map(fieldOf) };
}

function isNotNull(value: Expression): boolean {
  if (value.kind !== 'object' || value.entries.length !== 1) return false;
  const [entry] = value.entries;
  return entry?.key === 'not' && entry.value.kind === 'constant' && entry.value.name === 'null';
}

/** A named argument, or the unnamed one at a position. */
function argument(attribute: Attribute, name: string, position?: number): Expression | undefined {
  const named = attribute.arguments.find(candidate => candidate.name === name);
  if (named || position === undefined) return named?.value;
  return attribute.arguments.filter(candidate => candidate.name === undefined)[position]?.value;
}

/** `[a, b]`, and `a` alone, which Prisma takes for a list of one. */
function listOf(value: Expression | undefined): readonly Expression[] {
  if (!value) return [];
  return value.kind === 'array' ? value.items : [value];
}

function names(value: Expression | undefined): readonly string[] {
  return listOf(value).flatMap(item => (item.kind === 'constant' ? [item.name] : []));
}

/** The text of `Gin`, `"gin"` and `raw("gin")`. */
function wordOf(value: Expression | undefined): string | undefined {
  if (value?.kind === 'constant') return value.name;
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'call' && value.name === 'raw') return wordOf(value.arguments[0]?.value);
  return undefined;
}
