import type { IndexFact, TableDeclaration } from '../../core/facts/schema';
import type { BuiltColumn, BuiltEntity, BuiltRelation, EntityBuilder } from './build-entity';
import type { EntityIndex } from './entity-index';
import type { JoinColumnPart } from './entity-parts';
import { virtualSpec } from './own-columns';
import { actions, declareColumn, indexOn, type NamedTable, nameOf, tableIdOf } from './table-parts';

interface Surroundings {
  readonly builder: EntityBuilder;
  readonly index: EntityIndex;
  readonly namesKnown: boolean;
}

/** The tables between two entities that `@JoinTable` makes. */
export function declareJoinTables(entity: BuiltEntity, around: Surroundings): readonly TableDeclaration[] {
  if (entity.source.kind === 'view') return [];
  return entity.relations.flatMap(relation => declareJoinTable(entity, relation, around) ?? []);
}

function declareJoinTable(
  entity: BuiltEntity,
  { path, part, target }: BuiltRelation,
  { builder, index, namesKnown }: Surroundings,
): TableDeclaration | undefined {
  const { joinTable } = part;
  if (part.kind !== 'many-to-many' || !joinTable || !target) return undefined;
  const { naming } = builder;
  const other = builder.build(index.rootOf(target));
  const own = sideOf(builder.primaryColumns(entity.source), entity, joinTable.joinColumns);
  const inverse = sideOf(builder.primaryColumns(target), other, joinTable.inverseJoinColumns);
  if (own.length === 0 || inverse.length === 0) return undefined;
  const name = joinTable.name ?? naming.joinTable(entity.tableName, path, other.tableName);
  const columnsOf = (side: readonly JoinedKey[], table: string) =>
    side.map(({ referenced, given }): BuiltColumn => {
      const column = given ?? naming.joinTableColumn(table, referenced.name);
      return keyColumn(column, referenced, part.span);
    });
  let ownColumns = columnsOf(own, entity.tableName);
  let inverseColumns = columnsOf(inverse, other.tableName);
  // Where both sides would have the same names, they are numbered.
  const clashes = new Set(
    ownColumns.map(column => column.name).filter(column => inverseColumns.some(({ name: same }) => same === column)),
  );
  const numbered = (column: BuiltColumn, number: number): BuiltColumn =>
    clashes.has(column.name) ? renamed(column, `${column.name}_${number}`) : column;
  ownColumns = ownColumns.map(column => numbered(column, 1));
  inverseColumns = inverseColumns.map(column => numbered(column, 2));
  const columns = [...ownColumns, ...inverseColumns];
  const back = other.relations.find(relation => relation.path === part.inverse)?.part;
  const schema = joinTable.schema ?? entity.source.schema;
  const table = { name, namesKnown };
  return {
    kind: 'table',
    language: 'typeorm',
    logicalName: name,
    id: `${entity.source.id}.${path}`,
    ...(namesKnown ? {} : { namesKnown }),
    name,
    ...(schema === undefined ? {} : { schema }),
    view: false,
    columns: columns.map(column => declareColumn(column, name, schema, builder)),
    indexes: keysOf(table, ownColumns, inverseColumns, part.span),
    foreignKeys: part.constrained
      ? [
          {
            ...nameOf(table, 'FK', ownColumns),
            columns: ownColumns.map(column => column.path),
            references: { table: entity.source.id, columns: own.map(({ referenced }) => referenced.path) },
            ...actions(part.onDelete ?? 'CASCADE', part.onUpdate ?? 'CASCADE'),
            span: part.span,
          },
          {
            ...nameOf(table, 'FK', inverseColumns),
            columns: inverseColumns.map(column => column.path),
            references: { table: tableIdOf(target, index), columns: inverse.map(({ referenced }) => referenced.path) },
            ...actions(back?.onDelete ?? 'CASCADE', back?.onUpdate ?? 'CASCADE'),
            span: part.span,
          },
        ]
      : [],
    relations: [],
    nameSpan: part.span,
    span: part.span,
    ignored: false,
  };
}

interface JoinedKey {
  readonly referenced: BuiltColumn;
  readonly given?: string;
}

/** JunctionEntityMetadataBuilder: what one side of the table references, and what its columns are called. */
function sideOf(
  keys: readonly BuiltColumn[],
  entity: BuiltEntity,
  joinColumns: readonly JoinColumnPart[] | undefined,
): readonly JoinedKey[] {
  const named = joinColumns?.some(({ referenced }) => referenced !== undefined);
  const referenced = named
    ? (joinColumns ?? []).flatMap(
        ({ referenced: property }) => entity.columns.find(column => column.property === property) ?? [],
      )
    : keys;
  return referenced.map(column => {
    const given = joinColumns?.find(
      ({ name, referenced: property }) =>
        name !== undefined && (property === undefined || property === column.property),
    )?.name;
    return { referenced: column, ...(given === undefined ? {} : { given }) };
  });
}

/** `@Tree('closure-table')`: who is above whom. */
export function declareClosureTable(entity: BuiltEntity, { builder, namesKnown }: Surroundings): TableDeclaration[] {
  const { source } = entity;
  if (source.parts.tree !== 'closure-table') return [];
  const keys = builder.primaryColumns(source);
  const [key, more] = keys;
  if (!key || more) return [];
  const { span } = source;
  const ancestor = keyColumn(`${key.property}_ancestor`, key, span, builder);
  const descendant = keyColumn(`${key.property}_descendant`, key, span, builder);
  const level = entity.columns.find(({ spec }) => spec.treeLevel === true);
  const name = `${entity.tableName}_closure`;
  const columns = [ancestor, descendant, ...(level ? [{ ...level, path: 'level', name: 'level' }] : [])];
  const table = { name, namesKnown };
  const references = { table: source.id, columns: [key.path] };
  return [
    {
      kind: 'table',
      language: 'typeorm',
      logicalName: name,
      id: `${source.id}#closure`,
      ...(namesKnown ? {} : { namesKnown }),
      name,
      ...(source.schema === undefined ? {} : { schema: source.schema }),
      view: false,
      columns: columns.map(column => declareColumn(column, name, source.schema, builder)),
      indexes: keysOf(table, [ancestor], [descendant], span),
      foreignKeys: [ancestor, descendant].map(column => ({
        ...nameOf(table, 'FK', [column]),
        columns: [column.path],
        references,
        onDelete: 'cascade',
        span,
      })),
      relations: [],
      nameSpan: source.nameSpan,
      span,
      ignored: false,
    },
  ];
}

/** All columns together are the primary key, and each side has an index. */
function keysOf(
  table: NamedTable,
  own: readonly BuiltColumn[],
  inverse: readonly BuiltColumn[],
  span: BuiltColumn['span'],
): IndexFact[] {
  const side = { kind: 'index', prefix: 'IDX', constraint: false, implied: true, span } as const;
  return [
    indexOn(table, { kind: 'primary', prefix: 'PK', constraint: true, span }, [...own, ...inverse]),
    indexOn(table, side, own),
    indexOn(table, side, inverse),
  ];
}

function keyColumn(
  name: string,
  referenced: BuiltColumn,
  span: BuiltColumn['span'],
  builder?: EntityBuilder,
): BuiltColumn {
  const spec = virtualSpec(referenced.spec, { nullable: false, primary: true });
  const column = builder ? builder.naming.column(name, undefined, []) : name;
  return { path: column, property: column, name: column, spec, span, virtual: true };
}

function renamed(column: BuiltColumn, name: string): BuiltColumn {
  return { ...column, path: name, property: name, name };
}
