import type { FieldFact } from '../../core/facts/code';
import type { Dialect } from '../../core/facts/sql-template';
import type { Span } from '../../core/text';
import type { AppliedDecorator } from '../shared/class-source';
import { type LocatedValue, readOptions, settle, textOf } from '../shared/located-value';
import type { ColumnPart, EntityParts, ForeignKeyPart, RelationPart } from './entity-parts';
import { readColumnSpec } from './read-column';
import { readFields } from './read-index';
import { readInverse, readJoinColumns, readJoinTable, readRelationSettings } from './read-relation';

/** A relation with what `@JoinColumn` and `@JoinTable` beside it say. */
export function readDecoratedRelation(
  field: FieldFact,
  decorator: string,
  kind: RelationPart['kind'],
  args: readonly LocatedValue[],
  applied: readonly AppliedDecorator[],
  span: Span,
): RelationPart {
  const isTree = decorator.startsWith('Tree');
  const [target, second, third] = args;
  const settled = second && settle(second);
  const optionsFirst = settled?.value.kind === 'object';
  const options = readOptions(isTree ? target : optionsFirst ? settled : third);
  const inverse = isTree || optionsFirst ? undefined : readInverse(second);
  const joinColumn = applied.find(({ name }) => name === 'JoinColumn');
  const joinTable = applied.find(({ name }) => name === 'JoinTable');
  const joinColumns = joinColumn && readJoinColumns(joinColumn.args[0]);
  const table = joinTable && readJoinTable(joinTable.args[0]);
  const settings = readRelationSettings(options);
  return {
    property: field.name,
    kind,
    ...(inverse === undefined ? {} : { inverse }),
    target: isTree || !target ? { kind: 'self' } : { kind: 'value', value: target },
    ...settings,
    ...(joinColumns ? { joinColumns } : {}),
    ...(table ? { joinTable: table } : {}),
    complete: settings.complete && (!joinColumn || joinColumns !== undefined) && (!joinTable || table !== undefined),
    span,
  };
}

/** `@ForeignKey(() => User, inverse | columns?, referenced?, options?)`. */
export function readForeignKey(
  { args }: AppliedDecorator,
  property: string | undefined,
  span: Span,
): ForeignKeyPart | undefined {
  const [target, ...rest] = args;
  if (!target) return undefined;
  const settled = rest.map(settle);
  const options = readOptions(settled.find(({ value }) => value.kind === 'object'));
  const name = textOf(options.get('name'));
  const onDelete = textOf(options.get('onDelete'));
  const onUpdate = textOf(options.get('onUpdate'));
  const lists = settled.filter(({ value }) => value.kind === 'array').map(list => readFields(list));
  if (lists.some(list => list === undefined)) return undefined;
  const inverse = property === undefined || !rest[0] ? undefined : readInverse(rest[0]);
  return {
    ...(name === undefined ? {} : { name }),
    target: { kind: 'value', value: target },
    properties: property === undefined ? (lists[0] ?? []) : [property],
    referenced: inverse === undefined ? (lists[1] ?? []) : [inverse],
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    span,
  };
}

/** `@TableInheritance({ column: 'kind' | { name, type, … } })`; without a column there is none. */
export function readDiscriminator({ args }: AppliedDecorator, dialect: Dialect, span: Span): ColumnPart | undefined {
  const column = readOptions(args[0]).get('column');
  if (!column) return undefined;
  const given = textOf(column);
  const options = readOptions(given === undefined ? column : undefined);
  const name = given ?? textOf(options.get('name')) ?? 'type';
  return {
    property: name,
    name,
    spec: readColumnSpec(options, 'String', 'regular', dialect),
    span,
  };
}

export function treeOf(located: LocatedValue | undefined): EntityParts['tree'] {
  const type = located && textOf(located);
  return type === 'adjacency-list' || type === 'closure-table' || type === 'nested-set' || type === 'materialized-path'
    ? type
    : undefined;
}
