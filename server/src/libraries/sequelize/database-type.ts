import type { Dialect } from '../../core/facts/sql-template';
import type { SequelizeType } from './data-types';

/** The type as PostgreSQL's `format_type` or MySQL's `COLUMN_TYPE` spells it. */
export function databaseTypeOf(type: SequelizeType, dialect: Dialect, enumName: string): string | undefined {
  if (type.sql === undefined) return dialect === 'postgres' ? `${enumName}${type.array ? '[]' : ''}` : undefined;
  if (dialect === 'sqlite') return type.sql;
  const [, word = '', size = '', more = ''] =
    /^([A-Za-z][A-Za-z ]*?)(\([^)]*\))?((?:\[\]| UNSIGNED| BINARY)*)$/.exec(type.sql) ?? [];
  if (word === '') return undefined;
  const lower = word.toLowerCase();
  const arguments_ = size.replaceAll(' ', '');
  if (dialect === 'mysql') return mysqlType(lower, arguments_.toLowerCase(), more.toLowerCase());
  if (dialect !== 'postgres') return undefined;
  return `${POSTGRES[lower] ?? lower}${arguments_}${more}`;
}

const POSTGRES: Readonly<Record<string, string>> = {
  varchar: 'character varying',
  char: 'character',
  float: 'double precision',
  decimal: 'numeric',
  time: 'time without time zone',
  int: 'integer',
};

function mysqlType(word: string, size: string, more: string): string {
  const type = word === 'integer' ? 'int' : word === 'double precision' ? 'double' : word;
  const length =
    word === 'decimal' && size === ''
      ? '(10,0)'
      : /^(?:tiny|small|medium|big)?int$/.test(type) && size !== '(1)'
        ? ''
        : size;
  return `${type}${length}${more.replace(' binary', '')}`;
}
