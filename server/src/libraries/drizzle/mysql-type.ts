import type { BuilderOptions, BuilderType } from './column-type';
import { sized } from './postgres-type';

/** The types of `drizzle-orm/mysql-core`, spelled as `COLUMN_TYPE` of MySQL 8 does. */
export function readMySqlType(builder: string, options: BuilderOptions): BuilderType | undefined {
  if (PLAIN.has(builder)) return { databaseType: builder };
  const unsigned = options.flag('unsigned') ? ' unsigned' : '';
  switch (builder) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
      return { databaseType: `${builder}${unsigned}` };
    case 'boolean':
      return { databaseType: 'tinyint(1)' };
    case 'serial':
      // SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE: manual, 11.1.1.
      return { databaseType: 'bigint unsigned', generated: 'identity', notNull: true, unique: true };
    case 'char':
    case 'binary':
      return { databaseType: sized(builder, options.number('length') ?? 1) };
    case 'varchar':
    case 'varbinary': {
      const length = options.number('length');
      return length === undefined ? {} : { databaseType: sized(builder, length) };
    }
    case 'datetime':
    case 'time':
    case 'timestamp':
      return { databaseType: sized(builder, options.number('fsp') || undefined) };
    case 'decimal':
      return {
        databaseType: `decimal(${options.number('precision') ?? 10},${options.number('scale') ?? 0})${unsigned}`,
      };
    case 'double':
    case 'real':
      return { databaseType: `${floating('double', options)}${unsigned}` };
    case 'float':
      return { databaseType: `${floating('float', options)}${unsigned}` };
    case 'mysqlEnum':
      return options.list ? { databaseType: `enum(${options.list.map(quote).join(',')})` } : {};
    default:
      return undefined;
  }
}

const PLAIN: ReadonlySet<string> = new Set([
  ...[
    'date',
    'json',
    'year',
    'text',
    'tinytext',
    'mediumtext',
    'longtext',
    'blob',
    'tinyblob',
    'mediumblob',
    'longblob',
  ],
]);

/** A type of the project's own. How its texts are compared is no part of it. */
export function readOwnMySqlType(text: string): string | undefined {
  const type = text
    .trim()
    .toLowerCase()
    .replace(/\s+(?:collate|character set|charset)\s+\w+/g, '');
  return PLAIN.has(type) || /^(?:var)?(?:char|binary)\(\d+\)$/.test(type) ? type : undefined;
}

function floating(type: string, options: BuilderOptions): string {
  const precision = options.number('precision');
  const scale = options.number('scale');
  return precision === undefined || scale === undefined ? type : `${type}(${precision},${scale})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
