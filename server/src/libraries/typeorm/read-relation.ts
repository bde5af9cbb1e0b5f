import {
  flagOf,
  itemsOf,
  type LocatedValue,
  type Options,
  parameterPath,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import type { JoinColumnPart, JoinTablePart, RelationPart } from './entity-parts';

/** What the settings of a relation say, whichever way it is written. */
export function readRelationSettings(
  options: Options,
): Pick<RelationPart, 'nullable' | 'primary' | 'onDelete' | 'onUpdate' | 'constrained' | 'complete'> {
  const onDelete = textOf(options.get('onDelete'));
  const onUpdate = textOf(options.get('onUpdate'));
  const primary = flagOf(options.get('primary')) === true;
  return {
    // RelationMetadata: a relation may be empty unless it says that it may not.
    nullable: flagOf(options.get('nullable')) !== false && !primary,
    primary,
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    constrained: flagOf(options.get('createForeignKeyConstraints')) !== false,
    complete: options.complete,
  };
}

/** The other side: `'posts'` or `user => user.posts`. */
export function readInverse(located: LocatedValue | undefined): string | undefined {
  if (!located) return undefined;
  const text = textOf(located);
  if (text !== undefined) return text;
  const result = resultOf(located);
  return result && parameterPath(result)?.join('.');
}

/** One or several join columns; undefined where they cannot be read. */
export function readJoinColumns(located: LocatedValue | undefined): readonly JoinColumnPart[] | undefined {
  if (!located) return [{}];
  const settled = settle(located);
  const parts = settled.value.kind === 'array' ? itemsOf(settled) : [settled];
  const columns = parts?.map(part => readJoinColumn(part));
  return columns?.every(column => column !== undefined) ? columns : undefined;
}

function readJoinColumn(located: LocatedValue): JoinColumnPart | undefined {
  const options = readOptions(located);
  const name = options.get('name');
  const referenced = options.get('referencedColumnName');
  const read = { name: textOf(name), referenced: textOf(referenced) };
  const constraintName = textOf(options.get('foreignKeyConstraintName'));
  if (!options.complete || (name && read.name === undefined) || (referenced && read.referenced === undefined)) {
    return undefined;
  }
  return {
    ...(read.name === undefined ? {} : { name: read.name }),
    ...(read.referenced === undefined ? {} : { referenced: read.referenced }),
    ...(constraintName === undefined ? {} : { constraintName }),
  };
}

/** The join table of a many-to-many relation; undefined where it cannot be read. */
export function readJoinTable(located: LocatedValue | undefined): JoinTablePart | undefined {
  const options = readOptions(located);
  const name = options.get('name');
  const given = textOf(name);
  const schema = textOf(options.get('schema'));
  if (!options.complete || (name && given === undefined)) return undefined;
  const own = options.get('joinColumn') ?? options.get('joinColumns');
  const other = options.get('inverseJoinColumn') ?? options.get('inverseJoinColumns');
  const joinColumns = own && readJoinColumns(own);
  const inverseJoinColumns = other && readJoinColumns(other);
  if ((own && !joinColumns) || (other && !inverseJoinColumns)) return undefined;
  return {
    ...(given === undefined ? {} : { name: given }),
    ...(schema === undefined ? {} : { schema }),
    ...(joinColumns ? { joinColumns } : {}),
    ...(inverseJoinColumns ? { inverseJoinColumns } : {}),
  };
}
