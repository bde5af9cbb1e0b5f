import type { Dialect } from '../../core/facts/sql-template';
import { flagOf, literalOf, type Options, textOf, textsOf } from '../shared/located-value';
import type { BuiltColumn, BuiltEntity } from './built-entity';
import { type ColumnType, columnTypeOf } from './column-type';
import type { EntityIndex } from './entity-index';
import { joinKeyColumn, underscore } from './naming';
import type { EntitySource, PropertyPart } from './property-parts';
import {
  createReading,
  isNullable,
  isPrimary,
  itemsOfEnum,
  pathsOf,
  type Reading,
  readOwnIndexes,
  withSerial,
} from './reading';

export interface EntityBuilder {
  build(source: EntitySource): BuiltEntity;
  /** The columns of the primary key, in order. */
  keys(source: EntitySource): readonly BuiltColumn[];
  readonly dialect: Dialect;
}

/** Where a property stands in its table: outside of all embedded objects, or inside of some. */
interface Place {
  /** Of the properties around it, each with a dot behind. */
  readonly path: string;
  /** Of the names of its columns. */
  readonly prefix: string;
  /** What is around it may be missing. */
  readonly nullable: boolean;
  readonly depth: number;
}

const TOP: Place = { path: '', prefix: '', nullable: false, depth: 0 };

const MAX_DEPTH = 8;

export function createEntityBuilder(index: EntityIndex, dialect: Dialect): EntityBuilder {
  const built = new Map<EntitySource, BuiltEntity>();

  function rootOf(source: EntitySource): EntitySource {
    return source.rootId === source.id ? source : (index.byId(source.rootId) ?? source);
  }

  function keys(source: EntitySource, depth = 0): readonly BuiltColumn[] {
    const reading = createReading();
    for (const part of source.parts.properties) {
      if (isPrimary(part)) read(part, { ...TOP, depth }, reading);
    }
    return withSerial(reading.columns);
  }

  function read(part: PropertyPart, place: Place, reading: Reading): void {
    const { options } = part;
    if (flagOf(options.get('persist')) === false || options.get('formula')) return;
    if (!options.complete) reading.complete = false;
    switch (part.kind) {
      case 'scalar':
        reading.columns.push(scalarColumn(part, place, reading));
        break;
      case 'embedded':
        readEmbedded(part, place, reading);
        return;
      default:
        readRelation(part, place, reading);
    }
    readOwnIndexes(part, place.path, reading);
  }

  function scalarColumn(part: PropertyPart, { path, prefix, nullable }: Place, reading: Reading): BuiltColumn {
    const { options, property, span } = part;
    const given = textOf(options.get('fieldName') ?? options.get('name'));
    const items = itemsOfEnum(options);
    const allTexts = items?.every(({ isText }) => isText) ?? false;
    const values = items?.map(({ text }) => text);
    const type = columnTypeOf(part, index.typeNamed, values, allTexts);
    const native = textOf(options.get('nativeEnumName'));
    if (native !== undefined && values) reading.enums.push({ name: native, values, span });
    const raw = textOf(options.get('defaultRaw'));
    const fallback = options.get('default');
    // The value that the class gives a new object is the default of the column as well.
    const value = fallback ? literalOf(fallback) : part.initial;
    const isDefault = raw !== undefined || (value !== null && (fallback !== undefined || value !== undefined));
    const isVersion = flagOf(options.get('version')) === true;
    const typed = options.get('columnType') ?? options.get('type');
    const typeSpan = typed && options.spanOf(options.get('columnType') ? 'columnType' : 'type');
    return {
      path: path + property,
      name: prefix + (given ?? underscore(property)),
      type,
      nullable: nullable || (flagOf(options.get('nullable')) ?? part.initial === null),
      primary: isPrimary(part),
      hasDefault: isDefault || isVersion || options.get('generated') !== undefined,
      ...(raw === undefined ? {} : { defaultText: raw }),
      ...(options.get('generated') ? { generated: 'stored' as const } : {}),
      ...(flagOf(options.get('autoincrement')) === true ? { generated: 'serial' as const } : {}),
      ...(typeSpan ? { typeSpan } : {}),
      span,
    };
  }

  function readEmbedded(part: PropertyPart, { path, prefix, nullable, depth }: Place, reading: Reading): void {
    const { options, property, span, entity } = part;
    const own = textOf(options.get('fieldName') ?? options.get('name')) ?? underscore(property);
    const mayBeNull = nullable || flagOf(options.get('nullable')) === true;
    if (flagOf(options.get('object')) === true || flagOf(options.get('array')) === true) {
      const type: ColumnType = { name: 'json', given: false };
      const plain = { path: path + property, type, primary: false, hasDefault: false, span };
      reading.columns.push({ ...plain, name: prefix + own, nullable: mayBeNull });
      return;
    }
    const embeddable = entity && index.named(entity);
    const setting = options.get('prefix');
    const given = setting && literalOf(setting);
    // The mode of a prefix of one's own inside another embedded object is a setting of the ORM.
    if (!embeddable || depth > MAX_DEPTH || (prefix !== '' && typeof given === 'string')) {
      reading.complete = false;
      return;
    }
    if (!embeddable.parts.complete) reading.complete = false;
    const inner = typeof given === 'string' ? given : given === false ? prefix : `${prefix}${own}_`;
    for (const one of embeddable.parts.properties) {
      const place = { path: `${path}${property}.`, prefix: inner, nullable: mayBeNull, depth: depth + 1 };
      read({ ...one, span }, place, reading);
    }
    for (const { properties, ...one } of embeddable.parts.indexes) {
      const paths = properties?.map(name => `${path}${property}.${name}`);
      reading.indexes.push({ ...one, ...(paths ? { properties: paths } : {}), span });
    }
  }

  function readRelation(part: PropertyPart, { path, prefix, nullable, depth }: Place, reading: Reading): void {
    const { options, property, span } = part;
    const target = part.entity && index.named(part.entity);
    const mayBeNull = nullable || isNullable(options);
    const isOwner =
      part.kind === 'm:1' ||
      (part.kind === '1:1' &&
        (!options.get('mappedBy') || flagOf(options.get('owner')) === true || !!options.get('inversedBy')));
    const relation = { path: path + property, part, target, nullable: mayBeNull };
    if (!isOwner) {
      reading.relations.push({ ...relation, joins: [] });
      return;
    }
    const referenced = target && depth < MAX_DEPTH ? referencedColumns(target, options, depth) : [];
    if (referenced.length === 0) reading.complete = false;
    const names = textsOf(options, ['fieldNames', 'joinColumns', 'fieldName', 'joinColumn', 'name']);
    const joins = referenced.map((key, position) => {
      const name = names?.[position] ?? joinKeyColumn(property, key.name);
      const existing = reading.columns.find(column => column.name === prefix + name);
      const column: BuiltColumn = existing ?? {
        path: path + property + (referenced.length > 1 ? `.${key.path}` : ''),
        name: prefix + name,
        type: key.type,
        nullable: mayBeNull,
        primary: isPrimary(part),
        references: true,
        hasDefault: false,
        span,
      };
      if (!existing) reading.columns.push(column);
      return { column, referenced: key };
    });
    reading.relations.push({ ...relation, joins });
  }

  function referencedColumns(target: EntitySource, options: Options, depth: number): readonly BuiltColumn[] {
    const names = textsOf(options, ['referencedColumnNames', 'referenceColumnName']);
    const primary = keys(target, depth + 1);
    if (!names) return primary;
    const found = names.map(
      name =>
        primary.find(column => column.name === name) ??
        target.parts.properties
          .filter(({ kind }) => kind === 'scalar')
          .map(part => scalarColumn(part, TOP, createReading()))
          .find(column => column.name === name),
    );
    return found.every(column => column !== undefined) ? found : [];
  }

  function build(given: EntitySource): BuiltEntity {
    const source = rootOf(given);
    const known = built.get(source);
    if (known) return known;
    const { options, parts } = source;
    const reading = createReading();
    for (const part of parts.properties) read(part, TOP, reading);
    reading.indexes.push(...parts.indexes);
    let complete = parts.complete;
    for (const child of index.childrenOf(source.id)) {
      complete &&= child.parts.complete;
      const inherited = new Set(parts.properties.map(({ property }) => property));
      for (const part of child.parts.properties) {
        if (inherited.has(part.property)) continue;
        read({ ...part, span: source.nameSpan }, { ...TOP, nullable: true }, reading);
      }
      const own = child.parts.indexes.filter(
        one =>
          !parts.indexes.some(other => other.name === one.name && String(other.properties) === String(one.properties)),
      );
      reading.indexes.push(...own.map(one => ({ ...one, span: source.nameSpan })));
    }
    readDiscriminator(source, reading);
    const columns = withSerial(reading.columns);
    const named = options.get('tableName') ?? options.get('collection');
    const tableName = textOf(named);
    const [first, second] = (tableName ?? '').split('.');
    const schema = textOf(options.get('schema')) ?? (second === undefined ? undefined : first);
    const entity: BuiltEntity = {
      source,
      table: second ?? tableName ?? underscore(source.name),
      ...(schema === undefined || schema === '*' ? {} : { schema }),
      columns,
      relations: reading.relations.map(relation => ({
        ...relation,
        joins: relation.joins.map(join => ({
          ...join,
          column: columns.find(({ name }) => name === join.column.name) ?? join.column,
        })),
      })),
      indexes: reading.indexes.map(({ properties, ...one }) => {
        const paths = properties?.map(path => pathsOf(path, columns, reading.relations));
        return { ...one, ...(paths?.every(path => path !== undefined) ? { columns: paths.flat() } : {}) };
      }),
      enums: reading.enums,
      namesKnown: !named || tableName !== undefined,
      complete: complete && reading.complete && source.options.complete,
    };
    built.set(source, entity);
    return entity;
  }

  function readDiscriminator(source: EntitySource, reading: Reading): void {
    const property = textOf(source.options.get('discriminatorColumn'));
    if (property === undefined) return;
    const { nameSpan: span } = source;
    if (!reading.columns.some(({ path }) => path === property)) {
      const type: ColumnType = { name: 'enum', given: false };
      const plain = { type, nullable: false, primary: false, hasDefault: false, span };
      reading.columns.push({ path: property, name: underscore(property), ...plain });
    }
    const isIndexed = reading.indexes.some(({ properties }) => properties?.length === 1 && properties[0] === property);
    if (!isIndexed) reading.indexes.push({ kind: 'index', implied: true, properties: [property], span });
  }

  return { build, keys: source => keys(rootOf(source)), dialect };
}
