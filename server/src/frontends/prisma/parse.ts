import type { Problem } from '../../core/facts/index';
import type { Span } from '../../core/text';
import { linesOf, type MaskedText } from './mask';
import {
  type Attribute,
  type Expression,
  IDENTIFIER,
  type LineReader,
  peek,
  readAttribute,
  readExpression,
  readWord,
  skipBlanks,
} from './parse-attribute';
import type { BlockRange } from './split-blocks';

/** One line of a block, in the block's own kind of syntax. */
export type Member = FieldMember | BlockAttributeMember | EnumValueMember | AssignmentMember;

export interface FieldMember {
  readonly kind: 'field';
  readonly name: string;
  readonly nameSpan: Span;
  readonly type: FieldType;
  readonly attributes: readonly Attribute[];
  /** Without the comment. */
  readonly span: Span;
}

export interface FieldType {
  /** `String`, a model's or an enum's name; `Unsupported("…")` as it is written. */
  readonly name: string;
  readonly optional: boolean;
  readonly list: boolean;
  /** Without the marks. */
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface BlockAttributeMember {
  readonly kind: 'block-attribute';
  readonly attribute: Attribute;
  readonly span: Span;
}

export interface EnumValueMember {
  readonly kind: 'value';
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly span: Span;
}

/** `provider = "postgresql"` in a datasource or generator. */
export interface AssignmentMember {
  readonly kind: 'assignment';
  readonly name: string;
  readonly value: Expression;
  readonly span: Span;
}

export interface ParsedBlock {
  readonly members: readonly Member[];
  readonly problems: readonly Problem[];
}

/** Reads the members of a block, each from its own line; a line that makes no sense costs itself only. */
export function parseBlock(source: MaskedText, block: BlockRange): ParsedBlock {
  const members: Member[] = [];
  const problems: Problem[] = [];
  for (const line of linesOf(source.masked.slice(block.body.start, block.body.end))) {
    const start = block.body.start + line.start;
    const content = source.masked.slice(start, block.body.start + line.end).trimEnd();
    const reader: LineReader = { source, at: start, end: start + content.length, depth: 0 };
    skipBlanks(reader);
    if (reader.at >= reader.end) continue;
    const whole = { start: reader.at, end: reader.end };
    const member = readMember(reader, block);
    if (member) members.push(member);
    const problem = problemOf(reader, member, whole);
    if (problem) problems.push(problem);
  }
  return { members, problems };
}

function readMember(reader: LineReader, block: BlockRange): Member | undefined {
  const start = reader.at;
  if (block.keyword === 'datasource' || block.keyword === 'generator') return readAssignment(reader, start);
  if (peek(reader) === '@') {
    const attribute = readAttribute(reader);
    if (attribute.name === '' || !reader.source.masked.startsWith('@@', start)) return undefined;
    return { kind: 'block-attribute', attribute, span: attribute.span };
  }
  const name = readWord(reader, IDENTIFIER);
  if (name === '') return undefined;
  const nameSpan = { start, end: reader.at };
  if (block.keyword === 'enum') {
    const attributes = readAttributes(reader);
    return { kind: 'value', name, attributes, span: { start, end: endOf(attributes, nameSpan) } };
  }
  const type = readType(reader);
  if (!type) return undefined;
  const attributes = readAttributes(reader);
  return { kind: 'field', name, nameSpan, type, attributes, span: { start, end: endOf(attributes, type.span) } };
}

function readAssignment(reader: LineReader, start: number): AssignmentMember | undefined {
  const name = readWord(reader, IDENTIFIER);
  skipBlanks(reader);
  if (name === '' || peek(reader) !== '=') return undefined;
  reader.at += 1;
  const value = readExpression(reader);
  return value ? { kind: 'assignment', name, value, span: { start, end: value.span.end } } : undefined;
}

function readType(reader: LineReader): FieldType | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const name = readWord(reader, IDENTIFIER);
  if (name === '') return undefined;
  let end = reader.at;
  skipBlanks(reader);
  if (name === 'Unsupported' && peek(reader) === '(') {
    reader.at = start;
    end = readExpression(reader)?.span.end ?? end;
  }
  const nameSpan = { start, end };
  const typeName = reader.source.text.slice(start, end);
  let optional = false;
  let list = false;
  for (;;) {
    skipBlanks(reader);
    const next = peek(reader);
    if (next === '?') optional = true;
    else if (next === '[' && reader.source.masked[reader.at + 1] === ']') list = true;
    else break;
    reader.at += next === '?' ? 1 : 2;
    end = reader.at;
  }
  return { name: typeName, optional, list, nameSpan, span: { start, end } };
}

function readAttributes(reader: LineReader): readonly Attribute[] {
  const attributes: Attribute[] = [];
  for (;;) {
    skipBlanks(reader);
    if (peek(reader) !== '@') return attributes;
    const attribute = readAttribute(reader);
    if (attribute.name !== '') attributes.push(attribute);
  }
}

function endOf(attributes: readonly Attribute[], otherwise: Span): number {
  return attributes[attributes.length - 1]?.span.end ?? otherwise.end;
}

function problemOf(reader: LineReader, member: Member | undefined, line: Span): Problem | undefined {
  if (!member) return { message: 'This line cannot be read.', span: line };
  const attributes = member.kind === 'block-attribute' ? [member.attribute] : attributesOf(member);
  const unclosed = attributes.find(attribute => !attribute.closed);
  if (unclosed) return { message: `The arguments of ${unclosed.name} are not closed.`, span: unclosed.span };
  skipBlanks(reader);
  if (reader.at >= reader.end) return undefined;
  return { message: 'This text does not belong to the line before it.', span: { start: reader.at, end: reader.end } };
}

function attributesOf(member: Member): readonly Attribute[] {
  return member.kind === 'field' || member.kind === 'value' ? member.attributes : [];
}
