import type { Node } from 'libpg-query';
import type { Span } from '../../../core/text';
import { bodyOf, type NodeBody, type StatementSource, stringsOf } from './postgres-source';

/** A type as `format_type` prints it, but without quotes around a user's names. */
export function formatType(type: NodeBody<'TypeName'> | undefined): string {
  if (type === undefined) return '';
  const names = stringsOf(type.names);
  const own = names.length === 2 && names[0] === 'pg_catalog';
  const name = names.at(-1) ?? '';
  if (type.pct_type === true) return `${names.join('.')}%TYPE`;
  const known = names.length === 1 || own ? spelling(name, own, type) : undefined;
  const text = known ?? (own ? name : names.join('.')) + modifierList(modifiersOf(type));
  return (type.arrayBounds ?? []).length > 0 ? `${text}[]` : text;
}

/** `serial` and its kin are names that only a column's definition understands. */
export function serialType(type: NodeBody<'TypeName'> | undefined): string | undefined {
  const names = stringsOf(type?.names);
  return names.length === 1 && type?.pct_type !== true ? SERIALS.get(names[0] ?? '') : undefined;
}

/** Where a type stands, with its modifiers and array bounds. */
export function typeSpan(type: NodeBody<'TypeName'>, source: StatementSource): Span {
  const start = source.offset(type.location);
  let at = source.indexAt(start);
  // Most types are a single word, and the next one is no part of any.
  if (source.isLone(at)) return { start, end: source.endAt(at) };
  if (source.wordAt(at) === 'SETOF') at++;
  const first = source.wordAt(at);
  while (source.wordAt(at + 1) === '.') at += 2;
  const follows = (word: string): boolean => source.wordAt(at + 1) === word;
  const accept = (word: string): boolean => {
    if (!follows(word)) return false;
    at++;
    return true;
  };
  if (first === 'DOUBLE') accept('PRECISION');
  if (first === 'NATIONAL') at++;
  if (VARIABLE.has(first)) accept('VARYING');
  if (first === 'INTERVAL') while (INTERVAL_WORDS.has(source.wordAt(at + 1))) at++;
  if (follows('(')) at = source.groupEnd(at + 1);
  if ((follows('WITH') || follows('WITHOUT')) && source.wordAt(at + 2) === 'TIME') at += 3;
  if (follows('%') && source.wordAt(at + 2) === 'TYPE') at += 2;
  accept('ARRAY');
  while (follows('[')) at = source.groupEnd(at + 1);
  return { start, end: source.endAt(at) };
}

/** The name of a type whose spelling differs from its name; undefined for any other. */
function spelling(name: string, keyword: boolean, type: NodeBody<'TypeName'>): string | undefined {
  const plain = SPELLINGS.get(name);
  if (plain === undefined || (type.typmods ?? []).length === 0) return plain;
  const modifiers = modifiersOf(type);
  const [first] = modifiers;
  switch (name) {
    case 'bpchar':
      return `character(${first})`;
    case 'numeric':
      return `numeric(${first},${modifiers[1] ?? '0'})`;
    case 'timestamp':
    case 'time':
      return `${name}${modifierList(modifiers)} without time zone`;
    case 'timestamptz':
    case 'timetz':
      return `${name.slice(0, -2)}${modifierList(modifiers)} with time zone`;
    case 'interval':
      return `interval${intervalModifiers(modifiers, keyword)}`;
    default:
      return plain + modifierList(modifiers);
  }
}

/** The first modifier of the keyword INTERVAL says which fields are kept: INTERVAL_MASK in utils/timestamp.h. */
function intervalModifiers(modifiers: readonly string[], keyword: boolean): string {
  if (!keyword && modifiers.length < 2) return modifierList(modifiers);
  const [mask, precision] = modifiers;
  const fields = FIELD_NAMES.filter(([bit]) => (Number(mask) & bit) !== 0).map(([, name]) => name);
  const isAll = mask === undefined || Number(mask) === ALL_FIELDS;
  const range = isAll ? '' : ` ${fields.length > 1 ? `${fields[0]} to ${fields.at(-1)}` : (fields[0] ?? '')}`;
  return range + (precision === undefined ? '' : `(${precision})`);
}

function modifiersOf(type: NodeBody<'TypeName'> | undefined): readonly string[] {
  return (type?.typmods ?? []).map(modifierText);
}

function modifierText(node: Node): string {
  const constant = bodyOf(node, 'A_Const');
  if (constant?.ival !== undefined) return String(constant.ival.ival ?? 0);
  if (constant?.fval !== undefined) return constant.fval.fval ?? '';
  if (constant?.sval !== undefined) return constant.sval.sval ?? '';
  const signed = bodyOf(node, 'A_Expr');
  if (signed?.rexpr !== undefined) return stringsOf(signed.name).join('') + modifierText(signed.rexpr);
  return stringsOf(bodyOf(node, 'ColumnRef')?.fields).join('.');
}

function modifierList(modifiers: readonly string[]): string {
  return modifiers.length === 0 ? '' : `(${modifiers.join(',')})`;
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['int2', 'smallint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['numeric', 'numeric'],
  ['varchar', 'character varying'],
  // Without a length it is no character(1): that is what the keyword CHAR alone means.
  ['bpchar', 'bpchar'],
  ['char', '"char"'],
  ['bit', 'bit'],
  ['varbit', 'bit varying'],
  ['timestamp', 'timestamp without time zone'],
  ['timestamptz', 'timestamp with time zone'],
  ['time', 'time without time zone'],
  ['timetz', 'time with time zone'],
  ['interval', 'interval'],
]);
const SERIALS: ReadonlyMap<string, string> = new Map([
  ['smallserial', 'smallint'],
  ['serial2', 'smallint'],
  ['serial', 'integer'],
  ['serial4', 'integer'],
  ['bigserial', 'bigint'],
  ['serial8', 'bigint'],
]);
const VARIABLE = new Set(['CHARACTER', 'CHAR', 'NCHAR', 'NATIONAL', 'BIT']);
const INTERVAL_WORDS = new Set(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'TO']);
const FIELD_NAMES: readonly (readonly [number, string])[] = [
  [1 << 2, 'year'],
  [1 << 1, 'month'],
  [1 << 3, 'day'],
  [1 << 10, 'hour'],
  [1 << 11, 'minute'],
  [1 << 12, 'second'],
];
const ALL_FIELDS = 0x7fff;
