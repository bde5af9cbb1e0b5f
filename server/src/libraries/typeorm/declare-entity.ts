import type {
  EnumDeclaration,
  ForeignKeyFact,
  IndexFact,
  RelationFact,
  SchemaDeclaration,
  TableDeclaration,
} from '../../core/facts/schema';
import type { SourceContext } from '../../core/library';
import { notNullColumns } from '../shared/predicate';
import type { BuiltColumn, BuiltEntity, BuiltRelation, EntityBuilder } from './build-entity';
import type { EntityIndex } from './entity-index';
import type { EntitySource, ForeignKeyPart, IndexPart } from './entity-parts';
import { declareClosureTable, declareJoinTables } from './join-tables';
import {
  actions,
  declareColumn,
  enumTypeName,
  type IndexShape,
  indexOn,
  type NamedTable,
  nameOf,
  tableIdOf,
} from './table-parts';

/** The tables that an entity stands for, and the enums of their columns. */
export function declareEntity(
  source: EntitySource,
  index: EntityIndex,
  builder: EntityBuilder,
  context: SourceContext,
): readonly SchemaDeclaration[] {
  // A child of single table inheritance has no table of its own: its columns are its parent's.
  if (source.kind === 'child') return [];
  const entity = builder.build(source);
  const table = declareTable(entity, index, builder, context);
  const namesKnown = table.namesKnown !== false;
  const parts = { builder, index, namesKnown };
  return [
    table,
    ...declareEnums(entity, index, builder, context),
    ...declareJoinTables(entity, parts),
    ...declareClosureTable(entity, parts),
  ];
}

function declareTable(
  entity: BuiltEntity,
  index: EntityIndex,
  builder: EntityBuilder,
  context: SourceContext,
): TableDeclaration {
  const { source } = entity;
  const isView = source.kind === 'view';
  const namesKnown = context.naming !== 'unknown' && source.givenName !== null;
  const named = { name: entity.tableName, namesKnown };
  const indexes = isView ? { facts: [], complete: true } : declareIndexes(entity, named, context);
  const complete = entity.complete && indexes.complete;
  return {
    kind: 'table',
    language: 'typeorm',
    logicalName: source.name,
    id: source.id,
    ...(complete ? {} : { complete }),
    ...(namesKnown ? {} : { namesKnown }),
    name: entity.tableName,
    ...(source.schema === undefined ? {} : { schema: source.schema }),
    view: isView,
    columns: entity.columns.map(column => {
      const fact = declareColumn(column, entity.tableName, source.schema, builder);
      return isView ? { ...fact, nullable: true } : fact;
    }),
    indexes: indexes.facts,
    foreignKeys: isView ? [] : declareForeignKeys(entity, named, index, builder),
    relations: entity.relations.flatMap(relation => declareRelation(entity, relation)),
    nameSpan: source.nameSpan,
    span: source.span,
    ignored: false,
  };
}

function declareEnums(
  { source, tableName, columns }: BuiltEntity,
  index: EntityIndex,
  { dialect }: EntityBuilder,
  context: SourceContext,
): readonly EnumDeclaration[] {
  if ((dialect !== 'postgres' && dialect !== 'cockroach') || context.naming === 'unknown') return [];
  return columns.flatMap(({ name, spec, span, virtual }): EnumDeclaration[] => {
    const isEnum = spec.type === 'enum' || spec.type === 'simple-enum';
    if (!isEnum || !spec.enumValues || virtual) return [];
    const type = spec.enumName ?? `${tableName}_${name.toLowerCase()}_enum`;
    if (index.ownerOfEnum(enumTypeName(tableName, source.schema, name, spec.enumName), source) !== source.id) return [];
    return [
      {
        kind: 'enum',
        logicalName: type,
        name: type,
        ...(source.schema === undefined ? {} : { schema: source.schema }),
        values: spec.enumValues,
        span,
      },
    ];
  });
}

/** Keys and indexes; incomplete when one of them cannot be read. */
function declareIndexes(
  entity: BuiltEntity,
  table: NamedTable,
  { dialect }: SourceContext,
): { facts: IndexFact[]; complete: boolean } {
  const facts: IndexFact[] = [];
  let complete = true;
  // MySQL has no unique constraints of their own, and calls every primary key PRIMARY.
  const hasConstraints = dialect !== 'mysql';
  const primary = entity.columns.filter(({ spec }) => spec.primary);
  const [first] = primary;
  if (first) {
    const { span } = first;
    const { name, ...key } = indexOn(table, { kind: 'primary', prefix: 'PK', constraint: true, span }, primary);
    const given = primary.find(({ spec }) => spec.keyName !== undefined)?.spec.keyName ?? name;
    facts.push({ ...key, ...(given === undefined ? {} : { name: hasConstraints ? given : 'PRIMARY' }) });
  }
  for (const part of entity.indexes) {
    const columns = part.properties && columnsOf(entity, part.properties);
    if (columns) facts.push(declareIndex(table, part, columns, hasConstraints));
    else complete = false;
  }
  for (const { part, joins } of entity.relations) {
    const columns = joins.map(({ column }) => column);
    if (columns.length === 0 || !part.constrained) continue;
    const { span } = part;
    // The key of a one-to-one relation is unique, as the primary key is already.
    if (part.kind === 'one-to-one' && !columns.every(({ spec }) => spec.primary)) {
      facts.push(
        indexOn(table, { kind: 'unique', prefix: 'REL', constraint: hasConstraints, implied: true, span }, columns),
      );
    }
    // EntityMetadataBuilder: for CockroachDB TypeORM indexes every foreign key.
    if (dialect === 'cockroach') {
      facts.push(indexOn(table, { kind: 'index', prefix: 'IDX', constraint: false, implied: true, span }, columns));
    }
  }
  const kinds = entity.columns.find(({ path }) => path === entity.source.parts.discriminator?.property);
  const isIndexed = entity.indexes.some(({ properties: [only, more] = [] }) => only === kinds?.name && !more);
  // EntityMetadataBuilder: with single table inheritance the column that tells the kinds apart has an index.
  if (kinds && !isIndexed) {
    facts.push(
      indexOn(table, { kind: 'index', prefix: 'IDX', constraint: false, implied: true, span: kinds.span }, [kinds]),
    );
  }
  return { facts, complete };
}

function declareIndex(
  table: NamedTable,
  { kind, name, method, where, span }: IndexPart,
  columns: readonly BuiltColumn[],
  hasConstraints: boolean,
): IndexFact {
  const isConstraint = kind === 'constraint' && hasConstraints;
  const shape: IndexShape = {
    kind: kind === 'index' ? 'index' : 'unique',
    prefix: isConstraint ? 'UQ' : 'IDX',
    constraint: isConstraint,
    span,
  };
  return {
    ...indexOn(table, shape, columns, where),
    ...(name === undefined ? {} : { name }),
    ...(method === undefined ? {} : { method }),
    ...(where === undefined ? {} : { predicate: { text: where, notNullOnly: notNullColumns(where, columns) } }),
  };
}

/** The columns of properties, of which a relation may have several. */
function columnsOf({ columns, relations }: BuiltEntity, properties: readonly string[]): BuiltColumn[] | undefined {
  const found: BuiltColumn[] = [];
  for (const property of properties) {
    const column = columns.find(({ path, virtual }) => path === property && !virtual);
    const relation = relations.find(({ path, joins }) => path === property && joins.length > 0);
    // `author.id`: the column that `author` makes.
    const nested = relations
      .flatMap(({ path, joins }) => joins.map(join => ({ path, ...join })))
      .find(({ path, referenced }) => `${path}.${referenced.path}` === property);
    const made = column ? [column] : (relation?.joins.map(join => join.column) ?? (nested ? [nested.column] : []));
    if (made.length === 0) return undefined;
    found.push(...made);
  }
  return found;
}

function declareForeignKeys(
  entity: BuiltEntity,
  table: NamedTable,
  index: EntityIndex,
  builder: EntityBuilder,
): ForeignKeyFact[] {
  const keys = entity.relations.flatMap(({ path, part, target, joins }): ForeignKeyFact[] => {
    if (!part.constrained || !target || joins.length === 0) return [];
    const given = part.joinColumns?.[0]?.constraintName;
    return [
      {
        ...(given === undefined
          ? nameOf(
              table,
              'FK',
              joins.map(({ column }) => column),
            )
          : { name: given }),
        logicalName: path,
        columns: joins.map(({ column }) => column.path),
        references: { table: tableIdOf(target, index), columns: joins.map(({ referenced }) => referenced.path) },
        ...actions(part.onDelete, part.onUpdate),
        span: part.span,
      },
    ];
  });
  const others = entity.source.parts.foreignKeys;
  return [...keys, ...others.flatMap(part => declareForeignKey(entity, table, part, index, builder))];
}

function declareForeignKey(
  entity: BuiltEntity,
  table: NamedTable,
  part: ForeignKeyPart,
  index: EntityIndex,
  builder: EntityBuilder,
): ForeignKeyFact[] {
  const target = index.target(entity.source, part.target);
  const columns = target && columnsOf(entity, part.properties);
  if (!target || !columns) return [];
  const referenced =
    part.referenced.length > 0 ? part.referenced : builder.primaryColumns(target).map(({ path }) => path);
  return [
    {
      ...(part.name === undefined ? nameOf(table, 'FK', columns) : { name: part.name }),
      columns: columns.map(({ path }) => path),
      references: { table: tableIdOf(target, index), columns: referenced },
      ...actions(part.onDelete, part.onUpdate),
      span: part.span,
    },
  ];
}

function declareRelation({ source }: BuiltEntity, { path, part, target, joins }: BuiltRelation): RelationFact[] {
  if (!target) return [];
  const holds = joins.length > 0;
  // The side that holds the key names the relation; the other one names it by where it leads back to.
  const relationName = holds
    ? `${source.id}.${path}`
    : part.inverse === undefined
      ? undefined
      : `${target.id}.${part.inverse}`;
  return [
    {
      logicalName: path,
      target: target.id,
      list: part.kind === 'one-to-many' || part.kind === 'many-to-many',
      nullable: part.nullable,
      ...(relationName === undefined ? {} : { relationName }),
      fields: joins.map(({ column }) => column.path),
      references: joins.map(({ referenced }) => referenced.path),
      span: part.span,
    },
  ];
}
