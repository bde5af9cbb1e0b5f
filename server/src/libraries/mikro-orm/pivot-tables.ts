import type { ForeignKeyFact, TableDeclaration } from '../../core/facts/schema';
import { flagOf, textOf, textsOf } from '../shared/located-value';
import type { EntityBuilder } from './build-entity';
import type { BuiltColumn, BuiltEntity, BuiltRelation } from './built-entity';
import { actionOf, declareColumn, indexesForeignKeys, indexOn } from './declare-entity';
import { indexNameOf, joinKeyColumn, underscore } from './naming';

/** The tables between two entities that a many-to-many relation makes, where no entity of its own stands for them. */
export function declarePivotTables(
  entity: BuiltEntity,
  builder: EntityBuilder,
  namesKnown: boolean,
): readonly TableDeclaration[] {
  return entity.relations.flatMap(relation => declarePivotTable(entity, relation, builder, namesKnown) ?? []);
}

function declarePivotTable(
  entity: BuiltEntity,
  { path, part, target }: BuiltRelation,
  builder: EntityBuilder,
  namesKnown: boolean,
): TableDeclaration | undefined {
  const { options, span, property } = part;
  const isOwner = flagOf(options.get('owner')) === true || !options.get('mappedBy');
  if (part.kind !== 'm:n' || !isOwner || !target || options.get('pivotEntity')) return undefined;
  const own = builder.keys(entity.source);
  const other = builder.keys(target);
  if (own.length === 0 || other.length === 0) return undefined;
  const [first = '', second] = (textOf(options.get('pivotTable')) ?? '').split('.');
  const name = second ?? (first || `${underscore(entity.table)}_${underscore(property)}`);
  const schema = second === undefined ? entity.schema : first;
  const { dialect } = builder;
  const isSelf = target.rootId === entity.source.id;
  const ownNames =
    textsOf(options, ['joinColumns', 'joinColumn']) ?? own.map(key => joinKeyColumn(entity.source.name, key.name));
  const otherNames =
    textsOf(options, ['inverseJoinColumns', 'inverseJoinColumn']) ??
    other.map(key => joinKeyColumn(builder.build(target).source.name, key.name));
  const clash = isSelf && ownNames.join() === otherNames.join();
  const side = (keys: readonly BuiltColumn[], names: readonly string[], number: number) =>
    keys.map((key, position): BuiltColumn => {
      const given = names[position] ?? key.name;
      const column = clash ? joinKeyColumn(`${entity.source.name}_${number}`, key.name) : given;
      return { path: column, name: column, type: key.type, nullable: false, primary: true, hasDefault: false, span };
    });
  const ordered = flagOf(options.get('fixedOrder')) === true || options.get('fixedOrderColumn') !== undefined;
  const ownColumns = side(own, ownNames, 1);
  const otherColumns = side(other, otherNames, 2);
  const both = [...ownColumns, ...otherColumns];
  const order: BuiltColumn = {
    path: textOf(options.get('fixedOrderColumn')) ?? 'id',
    name: underscore(textOf(options.get('fixedOrderColumn')) ?? 'id'),
    type: { name: 'integer', given: false },
    nullable: false,
    primary: true,
    hasDefault: true,
    generated: 'serial',
    span,
  };
  const columns = ordered ? [order, ...both.map(column => ({ ...column, primary: false }))] : both;
  const key = (from: readonly BuiltColumn[], table: string, references: readonly BuiltColumn[]): ForeignKeyFact => {
    const found = namesKnown
      ? indexNameOf(
          name,
          from.map(column => column.name),
          'foreign',
        )
      : undefined;
    return {
      ...(found === undefined ? {} : { name: found }),
      columns: from.map(column => column.path),
      references: { table, columns: references.map(column => column.path) },
      onDelete: actionOf(textOf(options.get('deleteRule') ?? options.get('onDelete'))) ?? 'cascade',
      onUpdate: actionOf(textOf(options.get('updateRule') ?? options.get('onUpdateIntegrity'))) ?? 'cascade',
      span,
    };
  };
  const impliedIndex = (from: readonly BuiltColumn[]) => ({
    ...indexOn(name, 'index', from, span, namesKnown),
    implied: true,
  });
  const constrained = flagOf(options.get('createForeignKeyConstraint')) !== false;
  return {
    kind: 'table',
    language: 'mikro-orm',
    logicalName: name,
    id: `${entity.source.id}.${path}`,
    ...(namesKnown ? {} : { namesKnown }),
    name,
    ...(schema === undefined ? {} : { schema }),
    view: false,
    columns: columns.map(column => declareColumn(column, dialect)),
    indexes: [
      indexOn(name, 'primary', ordered ? [order] : both, span, namesKnown),
      ...(indexesForeignKeys(dialect) ? [impliedIndex(ownColumns), impliedIndex(otherColumns)] : []),
    ],
    foreignKeys: constrained ? [key(ownColumns, entity.source.id, own), key(otherColumns, target.rootId, other)] : [],
    relations: [],
    nameSpan: span,
    span,
    ignored: false,
  };
}
