import type { Span } from '../../core/text';
import type { BuiltColumn } from './build-entity';
import { type ColumnSpec, PLAIN_COLUMN } from './column-spec';
import type { EntityParts, IndexPart, RelationPart } from './entity-parts';
import type { TypeOrmNaming } from './naming';

export interface OwnColumn extends BuiltColumn {
  /** The name without what embedding puts in front: join columns are found by it. */
  readonly plainName: string;
  readonly embeddedIn: string;
}

export interface OwnRelation {
  readonly path: string;
  readonly part: RelationPart;
  readonly prefixes: readonly string[];
  readonly embeddedIn: string;
}

export interface OwnParts {
  readonly columns: readonly OwnColumn[];
  readonly relations: readonly OwnRelation[];
  readonly indexes: readonly IndexPart[];
  readonly complete: boolean;
}

export function plainColumn(property: string, name: string, spec: ColumnSpec, span: Span): OwnColumn {
  return { path: property, property, name, plainName: name, embeddedIn: '', spec, span, virtual: false };
}

/** Whether the column may be the one that holds the relation's key: only then is it worth asking what that references. */
export function mayJoinOn({ kind, joinColumns, property }: RelationPart, column: string): boolean {
  if (kind !== 'many-to-one' && !(kind === 'one-to-one' && joinColumns)) return false;
  if (joinColumns?.some(({ name }) => name !== undefined && lettersOf(name) === lettersOf(column))) return true;
  return !joinColumns?.every(({ name }) => name !== undefined) && lettersOf(column).startsWith(lettersOf(property));
}

export function lettersOf(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** What a column that only holds a key takes over from the column it references. */
export function virtualSpec(
  { type, length, precision, scale, unsigned, enumValues, enumName, complete }: ColumnSpec,
  { nullable, primary }: { readonly nullable: boolean; readonly primary: boolean },
): ColumnSpec {
  return {
    ...PLAIN_COLUMN,
    ...(type === undefined ? {} : { type }),
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(enumValues ? { enumValues } : {}),
    ...(enumName === undefined ? {} : { enumName }),
    unsigned,
    nullable: nullable && !primary,
    primary,
    complete,
  };
}

/** What a tree needs besides its entity's own columns. */
export function treeColumns({ tree }: EntityParts, naming: TypeOrmNaming, span: Span): OwnColumn[] {
  const whole = { ...PLAIN_COLUMN, type: 'Number', hasDefault: true };
  switch (tree) {
    case 'materialized-path':
      return [
        plainColumn(
          'mpath',
          naming.column('mpath', 'mpath', []),
          { ...PLAIN_COLUMN, type: 'String', nullable: true, hasDefault: true },
          span,
        ),
      ];
    case 'nested-set':
      return ['nsleft', 'nsright'].map(name => plainColumn(name, naming.column(name, name, []), whole, span));
    default:
      return [];
  }
}
