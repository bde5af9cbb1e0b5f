import type { BuilderOptions, BuilderType } from './column-type';

/** The types of `drizzle-orm/pg-core`, spelled as `format_type` does. */
export function readPostgresType(builder: string, options: BuilderOptions): BuilderType | undefined {
  const plain = PLAIN[builder];
  if (plain !== undefined) return { databaseType: plain };
  const serial = SERIAL[builder];
  if (serial !== undefined) return { databaseType: serial, generated: 'serial', notNull: true };
  switch (builder) {
    case 'varchar':
      return { databaseType: sized('character varying', options.number('length')) };
    case 'char':
      return { databaseType: sized('character', options.number('length') ?? 1) };
    case 'numeric':
    case 'decimal':
      return { databaseType: numeric(options.number('precision'), options.number('scale')) };
    case 'time':
    case 'timestamp': {
      const zone = options.flag('withTimezone') ? 'with time zone' : 'without time zone';
      return { databaseType: `${sized(builder, options.number('precision'))} ${zone}` };
    }
    case 'interval': {
      const fields = options.text('fields');
      // Drizzle leaves a precision of zero out.
      const precision = options.number('precision') || undefined;
      return { databaseType: sized(fields === undefined ? 'interval' : `interval ${fields}`, precision) };
    }
    case 'vector':
    case 'halfvec':
    case 'sparsevec':
    case 'bit':
      return { databaseType: sized(builder, options.number('dimensions')) };
    default:
      return undefined;
  }
}

export function sized(type: string, size: number | undefined): string {
  return size === undefined ? type : `${type}(${size})`;
}

function numeric(precision: number | undefined, scale: number | undefined): string {
  return precision === undefined ? 'numeric' : `numeric(${precision},${scale ?? 0})`;
}

const PLAIN: Readonly<Record<string, string>> = {
  bigint: 'bigint',
  boolean: 'boolean',
  bytea: 'bytea',
  cidr: 'cidr',
  date: 'date',
  doublePrecision: 'double precision',
  geometry: 'geometry(Point)',
  inet: 'inet',
  integer: 'integer',
  json: 'json',
  jsonb: 'jsonb',
  line: 'line',
  macaddr: 'macaddr',
  macaddr8: 'macaddr8',
  point: 'point',
  real: 'real',
  smallint: 'smallint',
  text: 'text',
  uuid: 'uuid',
};

const SERIAL: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};

/** A type whose name PostgreSQL and its widespread extensions print as it is written. */
export function readOwnPostgresType(text: string): string | undefined {
  const type = text.trim().toLowerCase();
  const base = /^([a-z][a-z0-9_]*)(\(\d+\))?(\[\])?$/.exec(type);
  if (!base) return undefined;
  const name = base[1] ?? '';
  const size = base[2] ?? '';
  const list = base[3] ?? '';
  if (SIZED_CUSTOM.has(name)) return `${name}${size}${list}`;
  return size === '' && CUSTOM.has(name) ? `${name}${list}` : undefined;
}

const SIZED_CUSTOM: ReadonlySet<string> = new Set(['vector', 'halfvec', 'sparsevec', 'bit']);
const CUSTOM: ReadonlySet<string> = new Set([
  ...['bigint', 'boolean', 'bytea', 'cidr', 'citext', 'cube', 'date', 'daterange', 'geography', 'geometry', 'hstore'],
  ...['inet', 'int4range', 'int8range', 'integer', 'json', 'jsonb', 'lquery', 'ltree', 'macaddr', 'money', 'numeric'],
  ...['numrange', 'oid', 'pg_lsn', 'point', 'polygon', 'real', 'smallint', 'text', 'tsquery', 'tsrange', 'tstzrange'],
  ...['tsvector', 'uuid', 'xml'],
]);
