import type { ColumnFact, ForeignKeyFact, IndexFact, ReferentialAction } from '../../core/facts/schema';
import type { Span } from '../../core/text';
import type { BuiltColumn, EntityBuilder } from './build-entity';
import { databaseTypeOf } from './column-type';
import { constraintName } from './constraint-names';
import type { EntityIndex } from './entity-index';
import type { EntitySource } from './entity-parts';

export function declareColumn(
  { path, name, spec, span, typeSpan }: BuiltColumn,
  table: string,
  schema: string | undefined,
  { dialect }: EntityBuilder,
): ColumnFact {
  const databaseType = databaseTypeOf(spec, dialect, enumTypeName(table, schema, name, spec.enumName));
  const counts = spec.generation === 'increment' || spec.generation === 'rowid';
  const generated = spec.computed ?? (spec.generation === 'identity' ? 'identity' : counts ? 'serial' : undefined);
  return {
    logicalName: path,
    name,
    type: spec.type ?? 'unknown',
    ...(databaseType === undefined ? {} : { databaseType }),
    nullable: spec.nullable && !spec.primary,
    list: spec.array,
    hasDefault: spec.hasDefault,
    ...(spec.defaultText === undefined ? {} : { defaultText: spec.defaultText }),
    ...(generated ? { generated } : {}),
    ...(typeSpan ? { typeSpan } : {}),
    span,
  };
}

export function enumTypeName(
  table: string,
  schema: string | undefined,
  column: string,
  given: string | undefined,
): string {
  const name = given ?? `${table}_${column.toLowerCase()}_enum`;
  return schema === undefined ? name : `${schema}.${name}`;
}

/** The table whose parts are named after it; nothing is, where the project's strategy is not known. */
export interface NamedTable {
  readonly name: string;
  readonly namesKnown: boolean;
}

/** A key or an index on columns, called what TypeORM calls it. */
export function indexOn(
  table: NamedTable,
  { kind, prefix, constraint, implied, span }: IndexShape,
  columns: readonly BuiltColumn[],
  where?: string,
): IndexFact {
  return {
    kind,
    ...nameOf(table, prefix, columns, where),
    columns: columns.map(({ path }) => ({ column: path })),
    include: [],
    ...(constraint ? { constraint } : {}),
    ...(implied ? { implied } : {}),
    span,
  };
}

export interface IndexShape {
  /** By a relation, not by a decorator of its own. */
  readonly implied?: boolean;
  readonly kind: IndexFact['kind'];
  readonly prefix: 'PK' | 'UQ' | 'REL' | 'IDX';
  readonly constraint: boolean;
  readonly span: Span;
}

export function nameOf(
  table: NamedTable,
  prefix: 'PK' | 'UQ' | 'REL' | 'IDX' | 'FK',
  columns: readonly BuiltColumn[],
  where?: string,
): { readonly name?: string } {
  if (!table.namesKnown) return {};
  return {
    name: constraintName(
      prefix,
      table.name,
      columns.map(column => column.name),
      where,
    ),
  };
}

/** A child of single table inheritance is a row of its parent's table. */
export function tableIdOf(target: EntitySource, index: EntityIndex): string {
  return index.rootOf(target).id;
}

export function actions(
  onDelete: string | undefined,
  onUpdate: string | undefined,
): Pick<ForeignKeyFact, 'onDelete' | 'onUpdate'> {
  const deleted = actionOf(onDelete);
  const updated = actionOf(onUpdate);
  return { ...(deleted ? { onDelete: deleted } : {}), ...(updated ? { onUpdate: updated } : {}) };
}

function actionOf(written: string | undefined): ReferentialAction | undefined {
  switch (written?.toUpperCase()) {
    case 'CASCADE':
      return 'cascade';
    case 'RESTRICT':
      return 'restrict';
    case 'SET NULL':
      return 'set-null';
    case 'SET DEFAULT':
      return 'set-default';
    case 'NO ACTION':
      return 'no-action';
    default:
      return undefined;
  }
}
