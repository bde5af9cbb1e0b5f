/**
 * A column type as MySQL 8 spells it in information_schema.COLUMNS.COLUMN_TYPE: synonyms resolved, defaults of length and
 * precision filled in, no display width of integers but that of `tinyint(1)`. Undefined for what is no type of MySQL's.
 */
export function mysqlColumnType(written: string): string | undefined {
  const open = written.indexOf('(');
  const close = written.lastIndexOf(')');
  const words = open < 0 ? written : written.slice(0, open);
  const inside = open < 0 || close < open ? undefined : written.slice(open + 1, close);
  const { base, attributes } = splitAttributes(words, inside === undefined ? '' : written.slice(close + 1));
  const name = SYNONYMS[base] ?? base;
  const unsigned = / UNSIGNED\b/i.test(` ${attributes}`) || / ZEROFILL\b/i.test(` ${attributes}`) ? ' unsigned' : '';
  const zerofill = / ZEROFILL\b/i.test(` ${attributes}`) ? ' zerofill' : '';
  const isBinary = /\b(?:CHARACTER SET|CHARSET)\s*=?\s*BINARY\b|\bBYTE\b/i.test(attributes);
  const argument = inside?.replace(/\s+/g, '');
  switch (name) {
    case 'serial':
      return 'bigint unsigned';
    case 'bool':
    case 'boolean':
      return 'tinyint(1)';
    case 'tinyint':
      return `tinyint${argument === '1' && unsigned === '' ? '(1)' : zerofill && argument ? `(${argument})` : ''}${unsigned}${zerofill}`;
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
      return `${name}${zerofill === '' ? '' : `(${argument ?? INTEGER_WIDTHS[name]})`}${unsigned}${zerofill}`;
    case 'decimal': {
      const [precision = '10', scale = '0'] = argument?.split(',') ?? [];
      return `decimal(${precision},${scale})${unsigned}${zerofill}`;
    }
    case 'float': {
      // FLOAT(p) only chooses between float and double.
      if (argument !== undefined && !argument.includes(',')) {
        return `${Number(argument) > 24 ? 'double' : 'float'}${unsigned}${zerofill}`;
      }
      return `float${argument === undefined ? '' : `(${argument})`}${unsigned}${zerofill}`;
    }
    case 'double':
      return `double${argument === undefined ? '' : `(${argument})`}${unsigned}${zerofill}`;
    case 'char':
    case 'binary':
      return `${isBinary ? 'binary' : name}(${argument ?? '1'})`;
    case 'varchar':
    case 'varbinary':
      return argument === undefined ? undefined : `${isBinary ? 'varbinary' : name}(${argument})`;
    case 'bit':
      return `bit(${argument ?? '1'})`;
    case 'year':
      return 'year';
    case 'datetime':
    case 'timestamp':
    case 'time':
      return argument === undefined || argument === '0' ? name : `${name}(${argument})`;
    case 'text':
    case 'blob':
      return sizedText(isBinary ? 'blob' : name, argument);
    case 'tinytext':
    case 'mediumtext':
    case 'longtext':
      return isBinary ? name.replace('text', 'blob') : name;
    case 'enum':
    case 'set':
      return inside === undefined ? undefined : `${name}(${listOfTexts(inside)})`;
    default:
      return PLAIN.has(name) ? name : undefined;
  }
}

/** The type's own words and what stands behind them: `double precision unsigned`, `national varchar`. */
function splitAttributes(words: string, rest: string): { readonly base: string; readonly attributes: string } {
  const parts = words.trim().split(/\s+/);
  const from = parts.findIndex((part, n) => n > 0 && ATTRIBUTES.has(part.toUpperCase()));
  const own = from < 0 ? parts : parts.slice(0, from);
  const behind = from < 0 ? [] : parts.slice(from);
  return { base: own.join(' ').toLowerCase(), attributes: [...behind, rest.trim()].join(' ').trim() };
}

/** TEXT(n) and BLOB(n) become the smallest type that holds n characters or bytes. */
function sizedText(name: string, argument: string | undefined): string {
  const size = argument === undefined ? undefined : Number(argument) * (name === 'text' ? 4 : 1);
  if (size === undefined || !(size > 0)) return name;
  if (size < 2 ** 8) return `tiny${name}`;
  if (size < 2 ** 16) return name;
  return size < 2 ** 24 ? `medium${name}` : `long${name}`;
}

/** `'a','b'`, however it is laid out and quoted. */
function listOfTexts(inside: string): string {
  const texts = [...inside.matchAll(/'((?:[^'\\]|''|\\[\s\S])*)'|"((?:[^"\\]|""|\\[\s\S])*)"/g)];
  const content = ([, single, double]: RegExpMatchArray): string =>
    (single ?? (double ?? '').replaceAll('""', '"').replaceAll("'", "''")).replace(/\\([\s\S])/g, (_, escaped) =>
      escaped === "'" ? "''" : escaped,
    );
  // MySQL cuts spaces off at the end of each value.
  return texts.map(text => `'${content(text).replace(/ +$/, '')}'`).join(',');
}

const SYNONYMS: Readonly<Record<string, string>> = {
  integer: 'int',
  int1: 'tinyint',
  int2: 'smallint',
  int3: 'mediumint',
  int4: 'int',
  int8: 'bigint',
  middleint: 'mediumint',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
  real: 'double',
  float4: 'float',
  float8: 'double',
  'double precision': 'double',
  character: 'char',
  nchar: 'char',
  'national char': 'char',
  'national character': 'char',
  'char varying': 'varchar',
  'character varying': 'varchar',
  nvarchar: 'varchar',
  varcharacter: 'varchar',
  'national varchar': 'varchar',
  'national char varying': 'varchar',
  'national character varying': 'varchar',
  'nchar varchar': 'varchar',
  'nchar varying': 'varchar',
  'char byte': 'binary',
  long: 'mediumtext',
  'long varchar': 'mediumtext',
  'long char varying': 'mediumtext',
  'long varbinary': 'mediumblob',
  geomcollection: 'geomcollection',
  geometrycollection: 'geomcollection',
};
const PLAIN = new Set(
  'date json tinyblob mediumblob longblob geometry point linestring polygon multipoint multilinestring multipolygon geomcollection vector uuid inet4 inet6'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set('UNSIGNED SIGNED ZEROFILL CHARACTER CHARSET ASCII UNICODE BYTE BINARY COLLATE'.split(' '));
const INTEGER_WIDTHS: Readonly<Record<string, string>> = { smallint: '5', mediumint: '8', int: '10', bigint: '20' };
