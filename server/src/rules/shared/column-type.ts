import type { Column, Model, Table } from '../../core/model';

/**
 * A type without its length and precision, as `format_type` spells it (`timestamp with time zone`); `array`, `enum` and
 * `range` stand for all of their kind. Undefined: not known, or a type of an extension or of the user's own.
 */
export function baseType(databaseType: string | undefined): string | undefined {
  if (databaseType === undefined) return undefined;
  const type = databaseType.trim().toLowerCase();
  if (type.endsWith('[]') || type.endsWith(' array')) return 'array';
  const plain = type.replace(/\s*\([^)]*\)/, '');
  const name = ALIASES[plain] ?? plain;
  if (/^(?:int4|int8|num|ts|tstz|date)(?:multi)?range$/.test(name)) return 'range';
  return KNOWN.has(name) ? name : undefined;
}

/** The base type of a PostgreSQL column; the enums of the database are `enum`. */
export function columnType(column: Column, table: Table, model: Model): string | undefined {
  if (column.list) return 'array';
  const known = baseType(column.databaseType);
  if (known !== undefined) return known;
  return isEnum(column, table, model) ? 'enum' : undefined;
}

function isEnum({ databaseType, type }: Column, { ref }: Table, model: Model): boolean {
  const name = (databaseType ?? type).replace(/^.*\./, '');
  return model.enums(ref.database).some(one => one.name === name || one.logicalName === name);
}

/** The spellings of PostgreSQL's parser that are not those of its catalog. */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  serial: 'integer',
  bigserial: 'bigint',
  smallserial: 'smallint',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  decimal: 'numeric',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};

const KNOWN: ReadonlySet<string> = new Set([
  ...['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'money', 'boolean', 'oid'],
  ...['text', 'character varying', 'character', 'name', 'bytea', 'uuid', 'bit', 'bit varying'],
  ...['date', 'timestamp without time zone', 'timestamp with time zone', 'interval'],
  ...['time without time zone', 'time with time zone'],
  ...['json', 'jsonb', 'jsonpath', 'xml', 'tsvector', 'tsquery'],
  ...['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'],
  ...['inet', 'cidr', 'macaddr', 'macaddr8'],
]);
