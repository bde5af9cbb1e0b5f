import type { Dialect } from '../../core/facts/sql-template';
import type { ColumnSpec } from './column-spec';

/** The type that TypeORM's driver makes of a column, as the database spells it; undefined where that is not known. */
export function databaseTypeOf(spec: ColumnSpec, dialect: Dialect, enumType: string): string | undefined {
  if (spec.type === undefined || !spec.complete) return undefined;
  switch (dialect) {
    case 'postgres':
    case 'cockroach':
      return postgresType(spec, spec.type, enumType);
    case 'mysql':
      return mysqlType(spec, spec.type);
    case 'sqlite':
      return sqliteType(spec, spec.type);
    default:
      return undefined;
  }
}

/** PostgresDriver.normalizeType. */
const POSTGRES_TYPES: Readonly<Record<string, string>> = {
  Number: 'integer',
  int: 'integer',
  int4: 'integer',
  String: 'character varying',
  varchar: 'character varying',
  Date: 'timestamp without time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  Boolean: 'boolean',
  bool: 'boolean',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'enum',
  int2: 'smallint',
  int8: 'bigint',
  decimal: 'numeric',
  float8: 'double precision',
  float: 'double precision',
  float4: 'real',
  char: 'character',
  varbit: 'bit varying',
};

/** A type as PostgreSQL itself reports it; any other name is never equal to what is there. */
export function isNormalized(type: string): boolean {
  return !(type in POSTGRES_TYPES) && type === type.toLowerCase();
}

const POSTGRES_WITH_LENGTH = new Set(['character varying', 'character', 'bit', 'bit varying', 'vector', 'halfvec']);

function postgresType(spec: ColumnSpec, written: string, enumType: string): string {
  const type = lookUp(POSTGRES_TYPES, written);
  const base = type === 'enum' ? enumType : withPostgresArguments(spec, type);
  return spec.array ? `${base}[]` : base;
}

function withPostgresArguments({ length, precision, scale, spatialFeature, srid }: ColumnSpec, type: string): string {
  if (POSTGRES_WITH_LENGTH.has(type)) {
    if (length !== undefined) return `${type}(${length})`;
    // PostgreSQL reads CHARACTER and BIT without a length as of length one.
    return type === 'character' || type === 'bit' ? `${type}(1)` : type;
  }
  if (type === 'numeric') return precision === undefined ? type : `${type}(${precision},${scale ?? 0})`;
  const clock = /^(timestamp|time) (with(?:out)? time zone)$/.exec(type);
  if (clock) return precision === undefined ? type : `${clock[1]}(${precision}) ${clock[2]}`;
  if (type === 'interval') return precision === undefined ? type : `${type}(${precision})`;
  if (type === 'geometry' || type === 'geography') {
    const parts = [spatialFeature, spatialFeature === undefined ? undefined : srid].filter(part => part !== undefined);
    return parts.length > 0 ? `${type}(${parts.join(',')})` : type;
  }
  return type;
}

/** MysqlDriver.normalizeType. */
const MYSQL_TYPES: Readonly<Record<string, string>> = {
  Number: 'int',
  integer: 'int',
  String: 'varchar',
  Date: 'datetime',
  Boolean: 'tinyint',
  bool: 'tinyint',
  boolean: 'tinyint',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'enum',
  'double precision': 'double',
  real: 'double',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  nvarchar: 'varchar',
  'national varchar': 'varchar',
  nchar: 'char',
  'national char': 'char',
};

const MYSQL_LENGTHS: Readonly<Record<string, string>> = { varchar: '255', varbinary: '255', char: '1', binary: '1' };

function mysqlType(spec: ColumnSpec, written: string): string | undefined {
  const type = lookUp(MYSQL_TYPES, written);
  if (type === 'enum' || type === 'set') {
    return spec.enumValues && `${type}(${spec.enumValues.map(value => `'${value.replaceAll("'", "''")}'`).join(',')})`;
  }
  // MariaDB knows the type from 10.7 on, MySQL never: which of the two this is cannot be told.
  if (type === 'uuid') return undefined;
  const unsigned = spec.unsigned ? ' unsigned' : '';
  const length = spec.length ?? (type in MYSQL_LENGTHS ? MYSQL_LENGTHS[type] : undefined);
  if (length !== undefined) return `${type}(${length})${unsigned}`;
  if (type === 'decimal') return `${type}(${spec.precision ?? 10},${spec.scale ?? 0})${unsigned}`;
  if (spec.precision === undefined || (spec.precision === 0 && /^(?:time|datetime|timestamp)$/.test(type))) {
    return type + unsigned;
  }
  return `${type}(${[spec.precision, spec.scale].filter(part => part !== undefined).join(',')})${unsigned}`;
}

/** AbstractSqliteDriver.normalizeType. */
const SQLITE_TYPES: Readonly<Record<string, string>> = {
  Number: 'integer',
  int: 'integer',
  String: 'varchar',
  Date: 'datetime',
  Boolean: 'boolean',
  uuid: 'varchar',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'varchar',
};

function sqliteType(spec: ColumnSpec, written: string): string {
  const type = lookUp(SQLITE_TYPES, written);
  return spec.length === undefined ? type : `${type}(${spec.length})`;
}

function lookUp(types: Readonly<Record<string, string>>, written: string): string {
  const name = Object.hasOwn(types, written) ? written : written.toLowerCase();
  return (Object.hasOwn(types, name) ? types[name] : undefined) ?? name;
}
