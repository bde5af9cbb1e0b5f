import type { Dialect } from '../../core/facts/sql-template';
import { type Located, literal, member, members, texts } from './evaluate';

export type KnexArgument = (index: number) => Located | undefined;

/** The type Knex gives a column, in the dialect; undefined for a method that makes no column. */
export function knexType(method: string, argument: KnexArgument, dialect: Dialect): string | undefined {
  const family = dialect === 'mysql' ? 'mysql' : dialect === 'sqlite' ? 'sqlite' : 'postgres';
  const number = (index: number): number | undefined => {
    const value = literal(argument(index));
    return typeof value === 'number' ? value : undefined;
  };
  switch (method) {
    case 'increments':
      return INCREMENTS[family];
    case 'bigincrements':
    case 'bigIncrements':
      return BIG_INCREMENTS[family];
    case 'string':
      return `varchar(${number(1) ?? 255})`;
    case 'char':
      return `char(${number(1) ?? 1})`;
    case 'decimal':
      return `decimal(${number(1) ?? 8}, ${number(2) ?? 2})`;
    case 'float':
      return family === 'mysql'
        ? `float(${number(1) ?? 8}, ${number(2) ?? 2})`
        : family === 'sqlite'
          ? 'float'
          : 'real';
    case 'datetime':
    case 'dateTime':
    case 'timestamp':
      return timeType(method, argument, family);
    case 'enu':
    case 'enum':
      return enumType(argument, family);
    case 'specificType': {
      const type = literal(argument(1));
      return typeof type === 'string' ? type : undefined;
    }
    case 'binary':
      return family === 'postgres'
        ? 'bytea'
        : family === 'sqlite'
          ? 'blob'
          : number(1) === undefined
            ? 'blob'
            : `varbinary(${number(1)})`;
    case 'bit':
      return number(1) === undefined ? 'bit' : `bit(${number(1)})`;
    default:
      return PLAIN[method]?.[family];
  }
}

type Family = 'postgres' | 'mysql' | 'sqlite';

const INCREMENTS: Readonly<Record<Family, string>> = {
  postgres: 'serial',
  mysql: 'int unsigned not null auto_increment',
  sqlite: 'integer not null',
};
const BIG_INCREMENTS: Readonly<Record<Family, string>> = {
  postgres: 'bigserial',
  mysql: 'bigint unsigned not null auto_increment',
  sqlite: 'integer not null',
};

function every(type: string): Readonly<Record<Family, string>> {
  return { postgres: type, mysql: type, sqlite: type };
}

const PLAIN: Readonly<Record<string, Readonly<Record<Family, string>>>> = {
  integer: { postgres: 'integer', mysql: 'int', sqlite: 'integer' },
  int: { postgres: 'integer', mysql: 'int', sqlite: 'integer' },
  tinyint: { postgres: 'smallint', mysql: 'tinyint', sqlite: 'integer' },
  smallint: { postgres: 'smallint', mysql: 'smallint', sqlite: 'integer' },
  mediumint: { postgres: 'integer', mysql: 'mediumint', sqlite: 'integer' },
  bigint: { postgres: 'bigint', mysql: 'bigint', sqlite: 'bigint' },
  bigInteger: { postgres: 'bigint', mysql: 'bigint', sqlite: 'bigint' },
  text: every('text'),
  mediumtext: { postgres: 'text', mysql: 'mediumtext', sqlite: 'text' },
  longtext: { postgres: 'text', mysql: 'longtext', sqlite: 'text' },
  double: { postgres: 'double precision', mysql: 'double', sqlite: 'float' },
  boolean: every('boolean'),
  bool: every('boolean'),
  date: every('date'),
  time: every('time'),
  json: every('json'),
  jsonb: { postgres: 'jsonb', mysql: 'json', sqlite: 'json' },
  uuid: { postgres: 'uuid', mysql: 'char(36)', sqlite: 'char(36)' },
  geometry: every('geometry'),
  geography: every('geography'),
  point: every('point'),
};

/** `timestamp(name, withoutTimeZone, precision)` or `timestamp(name, { useTz, precision })`. */
function timeType(method: string, argument: KnexArgument, family: Family): string {
  const options = members(argument(1));
  const precision = literal(options ? member(options, 'precision') : argument(2));
  const suffix = typeof precision === 'number' ? `(${precision})` : '';
  if (family === 'sqlite') return 'datetime';
  if (family === 'mysql') return `${method === 'timestamp' ? 'timestamp' : 'datetime'}${suffix}`;
  const useTz = options ? literal(member(options, 'useTz')) !== false : literal(argument(1)) !== true;
  return `${useTz ? 'timestamptz' : 'timestamp'}${suffix}`;
}

function enumType(argument: KnexArgument, family: Family): string | undefined {
  const options = members(argument(2));
  const name = literal(member(options, 'enumName'));
  if (family === 'postgres' && literal(member(options, 'useNative')) === true) {
    const schema = literal(member(options, 'schemaName'));
    if (typeof name !== 'string') return undefined;
    return typeof schema === 'string' ? `"${schema}"."${name}"` : `"${name}"`;
  }
  if (family !== 'mysql') return 'text';
  const values = texts(argument(1));
  return values && `enum(${values.map(value => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
}
