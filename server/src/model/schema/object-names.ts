import type { Expression } from '../../core/facts/expression';
import type { IndexColumn } from '../../core/facts/schema';

/** PostgreSQL cuts names at 63 bytes: NAMEDATALEN is 64 with the closing NUL. */
const MOST_BYTES = 63;

/**
 * The first name that is free of those PostgreSQL tries for an object without one: `orders_user_id_idx`, then
 * `orders_user_id_idx1` (ChooseRelationName and ChooseConstraintName in its source).
 */
export function chooseName(table: string, middle: string, label: string, isTaken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(table, middle, pass === 0 ? label : `${label}${pass}`);
    if (!isTaken(name)) return name;
  }
}

/** The longer of both parts is shortened first (makeObjectName). */
function makeObjectName(first: string, second: string, label: string): string {
  const room = MOST_BYTES - byteLength(label) - 1 - (second === '' ? 0 : 1);
  let firstBytes = byteLength(first);
  let secondBytes = byteLength(second);
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes--;
    else secondBytes--;
  }
  return [clip(first, firstBytes), clip(second, secondBytes), label].filter(part => part !== '').join('_');
}

/** What the middle of a name is made of: the columns until they are too long for any name. */
export function joinNames(names: readonly string[]): string {
  let joined = '';
  for (const name of names) {
    joined = joined === '' ? name : `${joined}_${name}`;
    if (byteLength(joined) > MOST_BYTES) break;
  }
  return joined;
}

/** What the columns of an index are called in the index itself (ChooseIndexColumnNames). */
export function indexColumnNames(columns: readonly IndexColumn[], include: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const original of [...columns.map(columnName), ...include]) {
    let name = original;
    for (let count = 1; names.includes(name); count++) {
      const suffix = String(count);
      name = clip(original, MOST_BYTES - suffix.length) + suffix;
    }
    names.push(name);
  }
  return names;
}

function columnName({ column, expression, tree }: IndexColumn): string {
  if (column !== undefined) return column;
  const named = tree ? nameOf(tree) : undefined;
  if (named) return named.name;
  return /^\s*"?([a-z_][a-z0-9_$]*)"?\s*\(/i.exec(expression ?? '')?.[1]?.toLowerCase() ?? 'expr';
}

interface FiguredName {
  readonly name: string;
  /** Gives way to any other. */
  readonly weak: boolean;
}

/** What PostgreSQL calls an expression (FigureColname in its source). */
function nameOf(tree: Expression): FiguredName | undefined {
  switch (tree.kind) {
    case 'column':
    case 'call':
      return strong(tree.name);
    case 'cast':
      return strongNameOf(tree.of) ?? { name: internalTypeName(tree.type), weak: true };
    case 'operator':
      return nameOfOperator(tree.operator, tree.args);
    default:
      return undefined;
  }
}

function nameOfOperator(operator: string, args: readonly Expression[]): FiguredName | undefined {
  const [first] = args;
  const last = args.at(-1);
  switch (operator) {
    case 'at time zone':
    case 'at local':
      return strong('timezone');
    case 'array':
    case 'row':
      return strong(operator);
    case 'collate':
    case '[]':
    case '[:]':
      return first && nameOf(first);
    case '.':
      return last?.kind === 'constant' ? strong(String(last.value)) : undefined;
    case 'case':
      // Conditions and results come in pairs: an odd one is ELSE.
      return (args.length % 2 === 1 && last ? strongNameOf(last) : undefined) ?? { name: 'case', weak: true };
    default:
      return undefined;
  }
}

function strongNameOf(tree: Expression): FiguredName | undefined {
  const named = nameOf(tree);
  return named && !named.weak ? named : undefined;
}

function strong(name: string): FiguredName {
  return { name, weak: false };
}

/** The grammar gives types of the standard their names in the catalog. */
const INTERNAL_TYPES: Readonly<Record<string, string>> = {
  smallint: 'int2',
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  real: 'float4',
  float: 'float8',
  'double precision': 'float8',
  decimal: 'numeric',
  dec: 'numeric',
  boolean: 'bool',
  'character varying': 'varchar',
  character: 'bpchar',
  char: 'bpchar',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
};

function internalTypeName(type: string): string {
  const plain = type
    .toLowerCase()
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/(?:\[\d*\])+$/, '')
    .trim();
  return INTERNAL_TYPES[plain] ?? plain.split('.').at(-1) ?? plain;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += widthOf(character);
  return bytes;
}

function clip(text: string, bytes: number): string {
  let used = 0;
  let out = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > bytes) break;
    out += character;
  }
  return out;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
