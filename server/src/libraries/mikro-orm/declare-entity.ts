import type {
  ColumnFact,
  EnumDeclaration,
  ForeignKeyFact,
  IndexFact,
  ReferentialAction,
  RelationFact,
  SchemaDeclaration,
  TableDeclaration,
} from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import type { SourceContext } from '../../core/library';
import { flagOf, type Options, textOf } from '../shared/located-value';
import type { EntityBuilder } from './build-entity';
import type { BuiltColumn, BuiltEntity, BuiltRelation } from './built-entity';
import { databaseTypeOf } from './column-type';
import { indexNameOf } from './naming';
import { declarePivotTables } from './pivot-tables';
import type { EntitySource } from './property-parts';
import { cascades, inverseOf } from './reading';

/** The tables that an entity stands for. */
export function declareEntity(
  source: EntitySource,
  builder: EntityBuilder,
  context: SourceContext,
): readonly SchemaDeclaration[] {
  // A child of single table inheritance has no table of its own.
  if (source.kind !== 'table' || source.rootId !== source.id) return [];
  const entity = builder.build(source);
  const namesKnown = context.naming !== 'unknown' && entity.namesKnown;
  return [
    declareTable(entity, builder, namesKnown),
    ...declareEnums(entity, builder.dialect),
    ...declarePivotTables(entity, builder, namesKnown),
  ];
}

function declareTable(entity: BuiltEntity, builder: EntityBuilder, namesKnown: boolean): TableDeclaration {
  const { source, table, schema } = entity;
  const indexes = declareIndexes(entity, builder.dialect, namesKnown);
  const complete = entity.complete && indexes.complete;
  return {
    kind: 'table',
    language: 'mikro-orm',
    logicalName: source.name,
    id: source.id,
    ...(complete ? {} : { complete }),
    ...(namesKnown ? {} : { namesKnown }),
    name: table,
    ...(schema === undefined ? {} : { schema }),
    view: false,
    columns: entity.columns.map(column => declareColumn(column, builder.dialect)),
    indexes: indexes.facts,
    foreignKeys: entity.relations.flatMap(relation => declareForeignKey(entity, relation, builder, namesKnown)),
    relations: entity.relations.flatMap(relation => declareRelation(entity, relation)),
    nameSpan: source.nameSpan,
    span: source.span,
    ignored: false,
  };
}

export function declareColumn(column: BuiltColumn, dialect: Dialect): ColumnFact {
  const databaseType = databaseTypeOf(column.type, dialect);
  return {
    logicalName: column.path,
    name: column.name,
    type: column.type?.name ?? 'unknown',
    ...(databaseType === undefined ? {} : { databaseType }),
    nullable: column.nullable && !column.primary,
    list: databaseType?.endsWith('[]') ?? false,
    hasDefault: column.hasDefault,
    ...(column.defaultText === undefined ? {} : { defaultText: column.defaultText }),
    ...(column.generated ? { generated: column.generated } : {}),
    ...(column.typeSpan ? { typeSpan: column.typeSpan } : {}),
    span: column.span,
  };
}

function declareEnums({ enums, schema }: BuiltEntity, dialect: Dialect): EnumDeclaration[] {
  if (dialect !== 'postgres' && dialect !== 'cockroach') return [];
  return enums.map(({ name, values, span }) => ({
    kind: 'enum',
    logicalName: name,
    name,
    ...(schema === undefined ? {} : { schema }),
    values,
    span,
  }));
}

/** Keys and indexes; incomplete when one of them cannot be read. */
function declareIndexes(
  entity: BuiltEntity,
  dialect: Dialect,
  namesKnown: boolean,
): { facts: IndexFact[]; complete: boolean } {
  const { table } = entity;
  const facts: IndexFact[] = [];
  let complete = true;
  const columnAt = new Map(entity.columns.map(column => [column.path, column] as const));
  const primary = entity.columns.filter(column => column.primary);
  const [first] = primary;
  if (first) facts.push(indexOn(table, 'primary', primary, first.span, namesKnown));
  for (const { kind, name, method, columns, implied, span } of entity.indexes) {
    const found = columns?.map(path => columnAt.get(path));
    if (!found?.every(column => column !== undefined)) {
      complete = false;
      continue;
    }
    // SchemaHelper writes the words to be found into an index on an expression: it serves no key.
    if (method === 'fulltext') continue;
    facts.push({
      ...indexOn(table, kind, found, span, namesKnown),
      ...(name === undefined ? {} : { name }),
      ...(method === undefined ? {} : { method: method.toLowerCase() }),
      ...(implied ? { implied } : {}),
    });
  }
  for (const { part, joins } of entity.relations) {
    const columns = joins.map(({ column }) => column);
    const isIndexed = facts.some(
      ({ columns: own }) => own.map(({ column }) => column).join() === columns.map(({ path }) => path).join(),
    );
    if (part.kind !== 'm:1' || columns.length === 0 || isIndexed || !indexesForeignKeys(dialect)) continue;
    if (flagOf(part.options.get('index')) !== false) {
      facts.push({ ...indexOn(table, 'index', columns, part.span, namesKnown), implied: true });
    }
  }
  return { facts, complete };
}

/** AbstractSqlPlatform.indexForeignKeys: yes, but PostgreSqlPlatform says no. */
export function indexesForeignKeys(dialect: Dialect): boolean {
  return dialect !== 'postgres' && dialect !== 'cockroach';
}

export function indexOn(
  table: string,
  kind: IndexFact['kind'],
  columns: readonly BuiltColumn[],
  span: IndexFact['span'],
  namesKnown: boolean,
): IndexFact {
  const names = columns.map(({ name }) => name);
  const name = namesKnown ? indexNameOf(table, names, kind) : undefined;
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    columns: columns.map(({ path }) => ({ column: path })),
    include: [],
    ...(kind === 'index' ? {} : { constraint: true }),
    span,
  };
}

function declareForeignKey(
  { source, table }: BuiltEntity,
  { path, part, target, joins, nullable }: BuiltRelation,
  { keys }: EntityBuilder,
  namesKnown: boolean,
): ForeignKeyFact[] {
  const { options } = part;
  if (!target || joins.length === 0 || flagOf(options.get('createForeignKeyConstraint')) === false) return [];
  const columns = joins.map(({ column }) => column);
  const names = columns.map(({ name }) => name);
  const name = textOf(options.get('foreignKeyName')) ?? (namesKnown ? indexNameOf(table, names, 'foreign') : undefined);
  // A relation that is the whole primary key goes with what it references.
  const primary = keys(source);
  const isKey = primary.length === columns.length && columns.every(column => column.primary);
  return [
    {
      ...(name === undefined ? {} : { name }),
      logicalName: path,
      columns: columns.map(column => column.path),
      references: { table: target.rootId, columns: joins.map(({ referenced }) => referenced.path) },
      ...actionsOf(options, nullable, isKey),
      span: part.span,
    },
  ];
}

/** DatabaseTable.addColumnFromProperty; version 5 calls the rules `onDelete` and `onUpdateIntegrity`. */
function actionsOf(options: Options, nullable: boolean, isKey: boolean): Pick<ForeignKeyFact, 'onDelete' | 'onUpdate'> {
  const names = cascades(options);
  const removes = names.includes('remove') || names.includes('all');
  const onDelete =
    actionOf(textOf(options.get('deleteRule') ?? options.get('onDelete'))) ??
    (isKey || removes ? 'cascade' : nullable ? 'set-null' : undefined);
  const onUpdate =
    actionOf(textOf(options.get('updateRule') ?? options.get('onUpdateIntegrity'))) ??
    (names.includes('persist') || names.includes('all') ? 'cascade' : undefined);
  return { ...(onDelete ? { onDelete } : {}), ...(onUpdate ? { onUpdate } : {}) };
}

export function actionOf(written: string | undefined): ReferentialAction | undefined {
  switch (written?.toLowerCase()) {
    case 'cascade':
      return 'cascade';
    case 'restrict':
      return 'restrict';
    case 'set null':
      return 'set-null';
    case 'set default':
      return 'set-default';
    case 'no action':
      return 'no-action';
    default:
      return undefined;
  }
}

function declareRelation({ source }: BuiltEntity, relation: BuiltRelation): RelationFact[] {
  const { path, part, target, joins, nullable } = relation;
  if (!target) return [];
  const mappedBy = inverseOf(relation);
  const relationName =
    joins.length > 0 ? `${source.id}.${path}` : mappedBy === undefined ? undefined : `${target.rootId}.${mappedBy}`;
  return [
    {
      logicalName: path,
      target: target.rootId,
      list: part.kind === '1:m' || part.kind === 'm:n',
      nullable,
      ...(relationName === undefined ? {} : { relationName }),
      fields: joins.map(({ column }) => column.path),
      references: joins.map(({ referenced }) => referenced.path),
      span: part.span,
    },
  ];
}
