import type { Span } from '../../core/text';
import { enumValuesOf } from '../shared/enum-values';
import { flagOf, itemsOf, type Options, settle, textOf } from '../shared/located-value';
import type { BuiltColumn, BuiltRelation } from './built-entity';
import type { IndexPart, PropertyPart } from './property-parts';
import { propertyNamed } from './read-class';

/** What has been read of an entity so far. */
export interface Reading {
  readonly columns: BuiltColumn[];
  readonly relations: BuiltRelation[];
  readonly indexes: IndexPart[];
  readonly enums: { name: string; values: readonly string[]; span: Span }[];
  complete: boolean;
}

export function createReading(): Reading {
  return { columns: [], relations: [], indexes: [], enums: [], complete: true };
}

/** `index: true` and `unique: 'name'` among the settings of a property. */
export function readOwnIndexes(
  { property, options, kind, span, primary }: PropertyPart,
  path: string,
  reading: Reading,
): void {
  for (const key of ['index', 'unique'] as const) {
    const setting = options.get(key);
    const name = textOf(setting);
    if (!setting || (name === undefined && flagOf(setting) !== true)) continue;
    reading.indexes.push({ kind: key, ...(name === undefined ? {} : { name }), properties: [path + property], span });
  }
  const relation = reading.relations.at(-1);
  // The key of a one-to-one relation is unique, unless it is the primary key and so is already.
  if (kind === '1:1' && relation && relation.joins.length > 0 && !options.get('unique') && !primary) {
    if (flagOf(options.get('primary')) !== true) {
      reading.indexes.push({ kind: 'unique', implied: true, properties: [path + property], span });
    }
  }
}

export function isPrimary({ primary, options }: PropertyPart): boolean {
  return primary || flagOf(options.get('primary')) === true;
}

const WHOLE_NUMBERS: ReadonlySet<string> = new Set([
  'number',
  'integer',
  'int',
  'bigint',
  'smallint',
  'mediumint',
  'tinyint',
]);

/** A single primary key that is a number counts by itself. */
export function withSerial(columns: readonly BuiltColumn[]): readonly BuiltColumn[] {
  const [key, more] = columns.filter(({ primary }) => primary);
  if (!key || more || key.generated || !key.type || key.references || key.path.includes('.')) return columns;
  if (!WHOLE_NUMBERS.has(key.type.name.toLowerCase())) return columns;
  return columns.map(column => (column === key ? { ...key, hasDefault: true, generated: 'serial' } : column));
}

/** MetadataDiscovery.initNullability: what may be removed in a cascade may be empty unless it says otherwise. */
export function isNullable(options: Options): boolean {
  const given = flagOf(options.get('nullable'));
  return given ?? cascades(options).some(name => name === 'remove' || name === 'all');
}

/** `[Cascade.PERSIST]` by default. */
export function cascades(options: Options): readonly string[] {
  const items = itemsOf(options.get('cascade'));
  if (!items) return ['persist'];
  return items.map(item => {
    const { value } = settle(item);
    return (textOf(item) ?? (value.kind === 'ref' ? (value.path.at(-1) ?? '') : '')).toLowerCase();
  });
}

/** The paths of the columns that a property stands for. */
export function pathsOf(
  property: string,
  columns: readonly BuiltColumn[],
  relations: readonly BuiltRelation[],
): readonly string[] | undefined {
  const relation = relations.find(({ path, joins }) => path === property && joins.length > 0);
  if (relation) return relation.joins.map(({ column }) => column.path);
  return columns.some(({ path }) => path === property) ? [property] : undefined;
}

export function itemsOfEnum(
  options: Options,
): readonly { readonly text: string; readonly isText: boolean }[] | undefined {
  const items = options.get('items');
  if (!items) return undefined;
  return enumValuesOf(items)?.map(literal => ({ text: String(literal), isText: typeof literal === 'string' }));
}

export function inverseOf(relation: BuiltRelation): string | undefined {
  return propertyNamed(relation.part.options.get('mappedBy'));
}
