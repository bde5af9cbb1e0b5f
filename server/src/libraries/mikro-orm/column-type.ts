import type { Dialect } from '../../core/facts/sql-template';
import type { LocatedValue } from '../shared/located-value';
import { numberOf, textOf } from '../shared/located-value';
import type { PropertyPart } from './property-parts';

/** A column's type as MikroORM understands it, before it is spelled for a database. */
export interface ColumnType {
  /** MikroORM's own name of it (`string`, `integer`, `datetime`), or the database's where one is given. */
  readonly name: string;
  readonly given: boolean;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
}

/** The classes that MikroORM exports for its types, by the names that they also have as texts. */
const TYPE_CLASSES: Readonly<Record<string, string>> = {
  ArrayType: 'array',
  BigIntType: 'bigint',
  BlobType: 'blob',
  BooleanType: 'boolean',
  CharacterType: 'character',
  DateTimeType: 'datetime',
  DateType: 'date',
  DecimalType: 'decimal',
  DoubleType: 'double',
  EnumArrayType: 'array',
  FloatType: 'float',
  IntegerType: 'integer',
  IntervalType: 'interval',
  JsonType: 'json',
  MediumIntType: 'mediumint',
  SmallIntType: 'smallint',
  StringType: 'string',
  TextType: 'text',
  TimeType: 'time',
  TinyIntType: 'tinyint',
  Uint8ArrayType: 'blob',
  UuidType: 'uuid',
};

/** The type of a scalar; undefined when a type of the project's own decides. */
export function columnTypeOf(
  { options, reflected, enum: isEnum }: PropertyPart,
  exported: (located: LocatedValue) => string | undefined,
  enumItems: readonly string[] | undefined,
  allTexts: boolean,
): ColumnType | undefined {
  if (!options.complete) return undefined;
  const written = options.get('columnType') ?? options.get('columnTypes');
  if (written) {
    const given = textOf(written);
    return given === undefined ? undefined : { name: given, given: true };
  }
  const native = options.get('nativeEnumName');
  if (native) {
    const name = textOf(native);
    return name === undefined ? undefined : { name, given: true };
  }
  const isArray = options.get('array') !== undefined;
  const name = isArray
    ? 'array'
    : isEnum || options.get('enum')
      ? enumItems === undefined
        ? (reflected && (reflected === 'String' ? 'enum' : 'tinyint')) || undefined
        : allTexts
          ? 'enum'
          : 'tinyint'
      : (typeName(options.get('type'), exported) ?? (options.get('type') ? undefined : reflectedName(reflected)));
  if (name === undefined) return undefined;
  const length = numberOf(options.get('length'));
  const precision = numberOf(options.get('precision'));
  const scale = numberOf(options.get('scale'));
  return {
    name,
    given: false,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** `'uuid'`, `types.uuid`, `UuidType`, `new DecimalType('number')`, `String`. */
function typeName(
  located: LocatedValue | undefined,
  exported: (located: LocatedValue) => string | undefined,
): string | undefined {
  if (!located) return undefined;
  const text = textOf(located);
  if (text !== undefined) return text;
  const name = exported(located);
  if (name !== undefined) return Object.hasOwn(TYPE_CLASSES, name) ? TYPE_CLASSES[name] : name;
  const { value } = located;
  return value.kind === 'ref' && value.root.kind === 'outer' && value.path.length === 0
    ? reflectedName(value.root.name)
    : undefined;
}

function reflectedName(name: string | undefined): string | undefined {
  switch (name) {
    case 'String':
      return 'string';
    case 'Number':
      return 'integer';
    case 'Boolean':
      return 'boolean';
    case 'Date':
      return 'datetime';
    default:
      return undefined;
  }
}

/** The type as the database spells it, where that is known. */
export function databaseTypeOf(type: ColumnType | undefined, dialect: Dialect): string | undefined {
  if (!type) return undefined;
  if (dialect !== 'postgres' && dialect !== 'cockroach')
    return type.given && dialect === 'mysql' ? type.name : undefined;
  return type.given ? spellGiven(type.name) : spellMapped(type);
}

/** PostgreSqlPlatform. */
function spellMapped({ name, length, precision, scale }: ColumnType): string | undefined {
  // `Date` is a point in time, `date` a day.
  const base = name === 'Date' ? 'datetime' : name.toLowerCase().replace(/\(.*$/, '');
  switch (base) {
    case 'string':
    case 'varchar':
      return length === -1 ? 'character varying' : `character varying(${length ?? 255})`;
    case 'character':
    case 'char':
      return length === -1 ? 'character(1)' : `character(${length ?? 1})`;
    case 'number':
    case 'integer':
    case 'int':
    case 'mediumint':
      return 'integer';
    case 'smallint':
    case 'tinyint':
      return 'smallint';
    case 'bigint':
    case 'date':
    case 'uuid':
    case 'text':
    case 'boolean':
      return base;
    case 'enum':
      return 'text';
    case 'float':
      return 'real';
    case 'double':
      return 'double precision';
    case 'decimal':
    case 'numeric':
      return `numeric(${precision ?? 10},${scale ?? 0})`;
    case 'datetime':
      return length === undefined ? 'timestamp with time zone' : `timestamp(${length}) with time zone`;
    case 'time':
      return 'time(0) without time zone';
    case 'interval':
      return length === undefined ? 'interval' : `interval(${length})`;
    case 'json':
    case 'object':
      return 'jsonb';
    case 'blob':
    case 'buffer':
      return 'bytea';
    case 'array':
    case 'string[]':
    case 'number[]':
      return 'text[]';
    default:
      return spellGiven(name);
  }
}

const NAMES: Readonly<Record<string, string>> = {
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  int: 'integer',
  int4: 'integer',
  serial: 'integer',
  int2: 'smallint',
  int8: 'bigint',
  bigserial: 'bigint',
  bool: 'boolean',
  decimal: 'numeric',
  float: 'double precision',
  float8: 'double precision',
  float4: 'real',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
};

/** A type as it would stand in DDL → as the catalog spells it. */
function spellGiven(written: string): string | undefined {
  const match = /^([a-z_][\w ]*?)\s*(?:\(([\d, ]+)\))?\s*((?:with|without) time zone)?\s*(\[\])?$/i.exec(
    written.trim(),
  );
  const [, base = '', args, zone, list = ''] = match ?? [];
  if (!match) return undefined;
  const lower = base.toLowerCase();
  const known = Object.hasOwn(NAMES, lower) && !zone ? (NAMES[lower] ?? lower) : lower;
  const name = zone ? `${known} ${zone.toLowerCase()}` : known;
  if (args === undefined) return (name === 'character' || name === 'bit' ? `${name}(1)` : name) + list;
  const [first = '', second] = args.split(',').map(part => part.trim());
  if (name === 'numeric') return `numeric(${first},${second ?? '0'})${list}`;
  const clock = /^(timestamp|time)( .*)$/.exec(name);
  return (clock ? `${clock[1]}(${first})${clock[2]}` : `${name}(${args.replaceAll(' ', '')})`) + list;
}
