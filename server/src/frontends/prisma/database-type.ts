import type { Dialect } from '../../core/facts/sql-template';

/**
 * The database's own type of a column, spelled as the catalog does: `format_type` of PostgreSQL, `COLUMN_TYPE` of MySQL.
 * Undefined for an enum, whose name another block gives, and for dialects whose types nobody asks for.
 */
export function databaseTypeOf(
  type: string,
  nativeType: string | undefined,
  list: boolean,
  dialect: Dialect | undefined,
): string | undefined {
  const element = unsupportedType(type) ?? elementType(type, nativeType, dialect);
  return element === undefined ? undefined : list ? `${element}[]` : element;
}

/** `Unsupported("tsvector")` is a type in the database's own words. */
function unsupportedType(type: string): string | undefined {
  return /^Unsupported\s*\(\s*"((?:\\.|[^"\\])*)"/.exec(type)?.[1]?.replace(/\\(.)/g, '$1');
}

function elementType(type: string, nativeType: string | undefined, dialect: Dialect | undefined): string | undefined {
  if (dialect !== 'postgres' && dialect !== 'mysql') return undefined;
  const [scalars, natives] = dialect === 'postgres' ? [POSTGRES, NATIVE_POSTGRES] : [MYSQL, NATIVE_MYSQL];
  if (nativeType === undefined) return scalars.get(type);
  const match = /^(\w+)\s*(?:\(([^)]*)\))?/.exec(nativeType);
  const pattern = natives.get(match?.[1] ?? '');
  const sizes = match?.[2]?.replace(/\s/g, '');
  if (pattern === undefined) return undefined;
  if (sizes === undefined || sizes === '') return pattern.replace('%', '').replace(/\?(\S*)/, '$1');
  return pattern.includes('%') ? pattern.replace('%', `(${sizes})`).replace(/\?\S*/, '') : pattern;
}

/** What Prisma makes of its scalar types (its connectors' default native types). */
const POSTGRES: ReadonlyMap<string, string> = new Map([
  ['String', 'text'],
  ['Boolean', 'boolean'],
  ['Int', 'integer'],
  ['BigInt', 'bigint'],
  ['Float', 'double precision'],
  ['Decimal', 'numeric(65,30)'],
  ['DateTime', 'timestamp(3) without time zone'],
  ['Json', 'jsonb'],
  ['Bytes', 'bytea'],
]);

const MYSQL: ReadonlyMap<string, string> = new Map([
  ['String', 'varchar(191)'],
  ['Boolean', 'tinyint(1)'],
  ['Int', 'int'],
  ['BigInt', 'bigint'],
  ['Float', 'double'],
  ['Decimal', 'decimal(65,30)'],
  ['DateTime', 'datetime(3)'],
  ['Json', 'json'],
  ['Bytes', 'longblob'],
]);

/** `%` is where the size goes, `?` what the database puts there when none is written. */
const NATIVE_POSTGRES: ReadonlyMap<string, string> = new Map([
  ['Text', 'text'],
  ['VarChar', 'character varying%'],
  ['Char', 'character%?(1)'],
  ['Bit', 'bit%?(1)'],
  ['VarBit', 'bit varying%'],
  ['Uuid', 'uuid'],
  ['Xml', 'xml'],
  ['Inet', 'inet'],
  ['Citext', 'citext'],
  ['Boolean', 'boolean'],
  ['Integer', 'integer'],
  ['SmallInt', 'smallint'],
  ['BigInt', 'bigint'],
  ['Oid', 'oid'],
  ['DoublePrecision', 'double precision'],
  ['Real', 'real'],
  ['Decimal', 'numeric%'],
  ['Money', 'money'],
  ['Timestamp', 'timestamp% without time zone'],
  ['Timestamptz', 'timestamp% with time zone'],
  ['Date', 'date'],
  ['Time', 'time% without time zone'],
  ['Timetz', 'time% with time zone'],
  ['Json', 'json'],
  ['JsonB', 'jsonb'],
  ['ByteA', 'bytea'],
]);

const NATIVE_MYSQL: ReadonlyMap<string, string> = new Map([
  ['VarChar', 'varchar%'],
  ['Char', 'char%?(1)'],
  ['Text', 'text'],
  ['TinyText', 'tinytext'],
  ['MediumText', 'mediumtext'],
  ['LongText', 'longtext'],
  ['Bit', 'bit%?(1)'],
  ['Int', 'int'],
  ['TinyInt', 'tinyint%'],
  ['SmallInt', 'smallint'],
  ['MediumInt', 'mediumint'],
  ['BigInt', 'bigint'],
  ['UnsignedInt', 'int unsigned'],
  ['UnsignedTinyInt', 'tinyint unsigned'],
  ['UnsignedSmallInt', 'smallint unsigned'],
  ['UnsignedMediumInt', 'mediumint unsigned'],
  ['UnsignedBigInt', 'bigint unsigned'],
  ['Float', 'float'],
  ['Double', 'double'],
  ['Decimal', 'decimal%?(10,0)'],
  ['DateTime', 'datetime%'],
  ['Timestamp', 'timestamp%'],
  ['Date', 'date'],
  ['Time', 'time%'],
  ['Year', 'year'],
  ['Json', 'json'],
  ['Binary', 'binary%?(1)'],
  ['VarBinary', 'varbinary%'],
  ['TinyBlob', 'tinyblob'],
  ['Blob', 'blob'],
  ['MediumBlob', 'mediumblob'],
  ['LongBlob', 'longblob'],
]);
