import type { Span } from '../../core/text';
import type { MaskedText } from './mask';

/** `@relation(fields: [a], references: [b])`, `@db.VarChar(20)`, `@@index(a)`. The name is without the `@`. */
export interface Attribute {
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly span: Span;
  /** False when the parenthesis is missing: the line is being typed. */
  readonly closed: boolean;
}

export interface Argument {
  readonly name?: string;
  readonly value: Expression;
  /** With the name. */
  readonly span: Span;
}

export type Expression =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  /** A bare word: a field, `Cascade`, `true`, `address.street`. */
  | { readonly kind: 'constant'; readonly name: string; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[]; readonly span: Span }
  | {
      readonly kind: 'object';
      readonly entries: readonly ObjectEntry[];
      readonly span: Span;
    };

export interface ObjectEntry {
  readonly key: string;
  readonly value: Expression;
  readonly keySpan: Span;
}

/** Reads one line. `at` is the next unread offset, `end` where the line ends without its comment. */
export interface LineReader {
  readonly source: MaskedText;
  at: number;
  readonly end: number;
  /** How many brackets are open. */
  depth: number;
}

/** Nobody writes this; a line of brackets must not exhaust the stack. */
const DEEPEST = 40;

/** Reads the attribute at the reader, which stands on an `@`. */
export function readAttribute(reader: LineReader): Attribute {
  const start = reader.at;
  while (peek(reader) === '@') reader.at += 1;
  skipBlanks(reader);
  let end = reader.at;
  const name = readWord(reader, ATTRIBUTE_NAME);
  if (name !== '') end = reader.at;
  skipBlanks(reader);
  if (peek(reader) !== '(') return { name, arguments: [], span: { start, end }, closed: true };
  const list = readArguments(reader);
  return { name, arguments: list.values, span: { start, end: list.end }, closed: list.closed };
}

/** Reads one value; undefined when there is none. */
export function readExpression(reader: LineReader): Expression | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const first = peek(reader);
  if (first === '"') return readString(reader);
  if (first === '[') {
    const list = readList(reader, ']', readExpression);
    return { kind: 'array', items: list.values, span: { start, end: list.end } };
  }
  if (first === '{') {
    const list = readList(reader, '}', readEntry);
    return { kind: 'object', entries: list.values, span: { start, end: list.end } };
  }
  const number = readWord(reader, NUMBER);
  if (number !== '') return { kind: 'number', value: Number(number), span: { start, end: reader.at } };
  const name = readWord(reader, CONSTANT);
  if (name === '') return undefined;
  const end = reader.at;
  skipBlanks(reader);
  if (peek(reader) !== '(') return { kind: 'constant', name, span: { start, end } };
  const list = readArguments(reader);
  return { kind: 'call', name, arguments: list.values, span: { start, end: list.end } };
}

export function skipBlanks(reader: LineReader): void {
  while (reader.at < reader.end && isBlank(reader.source.masked.charCodeAt(reader.at))) reader.at += 1;
}

export function peek(reader: LineReader): string {
  return reader.at < reader.end ? (reader.source.masked[reader.at] ?? '') : '';
}

/** Takes what the sticky pattern matches; the empty string when it does not match. */
export function readWord(reader: LineReader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const word = pattern.exec(reader.source.masked)?.[0] ?? '';
  if (reader.at + word.length > reader.end) return '';
  reader.at += word.length;
  return word;
}

export const IDENTIFIER = /[\p{L}\p{N}_][\p{L}\p{N}_-]*/uy;
const ATTRIBUTE_NAME = /[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/uy;
const CONSTANT = /[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?![\p{L}\p{N}_])/uy;

interface List<T> {
  readonly values: readonly T[];
  readonly end: number;
  readonly closed: boolean;
}

function readArguments(reader: LineReader): List<Argument> {
  return readList(reader, ')', readArgument);
}

function readArgument(reader: LineReader): Argument | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const named = readEntryName(reader);
  const value = readExpression(reader);
  if (!value) return undefined;
  const span = { start, end: value.span.end };
  return named === undefined ? { value, span } : { name: named, value, span };
}

function readEntry(reader: LineReader): ObjectEntry | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const key = readEntryName(reader);
  const value = readExpression(reader);
  return key === undefined || !value ? undefined : { key, value, keySpan: { start, end: start + key.length } };
}

/** `name:` before a value; the reader stays where it is when there is none. */
function readEntryName(reader: LineReader): string | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const name = readWord(reader, IDENTIFIER);
  skipBlanks(reader);
  if (name !== '' && peek(reader) === ':') {
    reader.at += 1;
    return name;
  }
  reader.at = start;
  return undefined;
}

/** Reads from an opening bracket to its partner. What cannot be read is stepped over; the line's end closes everything. */
function readList<T>(reader: LineReader, close: string, readOne: (reader: LineReader) => T | undefined): List<T> {
  reader.at += 1;
  reader.depth += 1;
  const values: T[] = [];
  let end = reader.at;
  let closed = false;
  for (;;) {
    skipBlanks(reader);
    const next = peek(reader);
    if (next === close) {
      reader.at += 1;
      end = reader.at;
      closed = true;
      break;
    }
    // The line ends, or a bracket of an enclosing list comes: this one was never closed.
    if (next === '' || next === ')' || next === ']' || next === '}') break;
    const before = reader.at;
    const value = next === ',' || reader.depth > DEEPEST ? undefined : readOne(reader);
    if (value !== undefined) values.push(value);
    if (reader.at === before) reader.at += 1;
    end = reader.at;
  }
  reader.depth -= 1;
  return { values, end, closed };
}

function readString(reader: LineReader): Expression {
  const { text, masked } = reader.source;
  const start = reader.at;
  const close = masked.indexOf('"', start + 1);
  const contentEnd = close < 0 || close >= reader.end ? reader.end : close;
  reader.at = Math.min(contentEnd + 1, reader.end);
  return { kind: 'string', value: decodeEscapes(text.slice(start + 1, contentEnd)), span: { start, end: reader.at } };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function decodeEscapes(content: string): string {
  return content.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hexadecimal: string | undefined, character: string) =>
    hexadecimal === undefined
      ? (ESCAPES[character] ?? character)
      : String.fromCharCode(Number.parseInt(hexadecimal, 16)),
  );
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 0xfeff || code === 0xa0;
}
