import type { Expression } from '../../../core/facts/expression';
import type { ForeignKeyFact, IndexColumn, IndexFact, ReferentialAction } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import { readSingleExpression } from './mysql-single-expression';
import { nameOf, type TokenReader } from './token-reader';

export interface KeyStart {
  /** Where the fact starts in the statement. */
  readonly start: number;
  readonly kind: IndexFact['kind'];
  readonly name: string | undefined;
  readonly method?: string | undefined;
  readonly constraint?: boolean;
}

/** Behind the name of an index: `[USING BTREE] (a, b(10) DESC) [WHERE …] …`, up to the end of the list element. */
export function readKey(reader: TokenReader, { start, kind, name, method, constraint }: KeyStart): IndexFact {
  // InnoDB makes a btree of every other method that is asked for.
  if (reader.accept('USING')) reader.skip();
  const columns = readIndexColumns(reader);
  let predicate: IndexFact['predicate'];
  while (!reader.atElementEnd) {
    if (reader.accept('WHERE')) predicate = readPredicate(reader);
    else reader.skipPart();
  }
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(method === undefined ? {} : { method }),
    columns,
    include: [],
    ...(predicate === undefined ? {} : { predicate }),
    ...(constraint === true ? { constraint } : {}),
    span: { start, end: reader.end },
  };
}

/** FULLTEXT and SPATIAL, which stand before INDEX. */
export function readMethod(reader: TokenReader): string | undefined {
  return reader.acceptAny(SPECIAL_INDEXES)?.toLowerCase();
}

function readIndexColumns(reader: TokenReader): readonly IndexColumn[] {
  reader.expect('(');
  const columns: IndexColumn[] = [];
  do columns.push(readIndexColumn(reader));
  while (reader.accept(','));
  reader.expect(')');
  return columns;
}

function readIndexColumn(reader: TokenReader): IndexColumn {
  const start = reader.start;
  let column = readKeyPart(reader);
  for (;;) {
    const end = reader.end;
    if (reader.accept('COLLATE')) column = { ...column, collation: reader.name() };
    else if (reader.accept('DESC')) column = { ...column, order: 'desc' };
    else if (reader.accept('ASC')) column = { ...column, order: 'asc' };
    else if (reader.atElementEnd) return { ...column, span: { start, end } };
    else throw reader.unexpected();
  }
}

/** `a`, `a(10)`, `(lower(a))`; SQLite takes expressions without parentheses as well. */
function readKeyPart(reader: TokenReader): IndexColumn {
  const isExpression = reader.peek() === '(' && reader.flavor === 'mysql';
  if (isExpression) return expressionPart(reader, reader.groupSpan());
  if (reader.atName) {
    const next = reader.peek(1);
    if (next === ',' || next === ')' || next === 'COLLATE' || next === 'ASC' || next === 'DESC') {
      return { column: reader.name() };
    }
    if (next === '(' && reader.kind(2) === 'number' && reader.peek(3) === ')') {
      const name = reader.name();
      return { column: name, length: Number.parseInt(reader.group(), 10) };
    }
  }
  const from = reader.start;
  while (!reader.atElementEnd && !AFTER_KEY_PART.has(reader.peek())) reader.skipPart();
  if (reader.end <= from) throw reader.unexpected();
  return expressionPart(reader, { start: from, end: reader.end });
}

function expressionPart(reader: TokenReader, span: Span): IndexColumn {
  return { expression: reader.text.slice(span.start, span.end).trim(), ...treeOf(reader, span) };
}

function treeOf({ text, flavor }: TokenReader, span: Span): { readonly tree?: Expression } {
  const tree = flavor === 'postgres' ? undefined : readSingleExpression(text, span, flavor);
  return tree === undefined ? {} : { tree };
}

function readPredicate(reader: TokenReader): NonNullable<IndexFact['predicate']> {
  const from = reader.start;
  reader.skipElement();
  const span = { start: from, end: reader.end };
  return { ...predicateOf(reader, span), ...treeOf(reader, span) };
}

/** `a IS NOT NULL AND b IS NOT NULL` and nothing else names its columns. */
function predicateOf({ text, tokens }: TokenReader, { start, end }: Span): NonNullable<IndexFact['predicate']> {
  const inside = tokens.filter(
    token => token.start >= start && token.end <= end && !'()'.includes(text.slice(token.start, token.end)),
  );
  const words = inside.map(token => (token.kind === 'quoted' ? '' : text.slice(token.start, token.end).toUpperCase()));
  const notNullOnly: string[] = [];
  for (let at = 0; at <= inside.length; at++) {
    const name = inside[at];
    const test = words.slice(at + 1, at + 4).join(' ');
    const length = /^NOTNULL\b/.test(test) ? 1 : /^NOT NULL\b/.test(test) ? 2 : test === 'IS NOT NULL' ? 3 : 0;
    if (length === 0 || (name?.kind !== 'quoted' && name?.kind !== 'word')) break;
    notNullOnly.push(nameOf(text, name));
    at += length + 1;
    if (at >= inside.length) return { text: text.slice(start, end), notNullOnly };
    if (words[at] !== 'AND') break;
  }
  return { text: text.slice(start, end), notNullOnly: [] };
}

/** From REFERENCES on. */
export function readReferences(
  reader: TokenReader,
  start: number,
  name: string | undefined,
  columns: readonly string[],
): ForeignKeyFact {
  reader.expect('REFERENCES');
  const target = reader.qualifiedName();
  const references = {
    ...(target.schema === undefined ? {} : { schema: target.schema }),
    table: target.name,
    columns: reader.peek() === '(' ? reader.names() : [],
  };
  let onDelete: ReferentialAction | undefined;
  let onUpdate: ReferentialAction | undefined;
  let end = reader.end;
  for (;;) {
    if (reader.accept('ON', 'DELETE')) onDelete = readAction(reader);
    else if (reader.accept('ON', 'UPDATE')) onUpdate = readAction(reader);
    else if (reader.accept('MATCH') || reader.accept('INITIALLY')) reader.skip();
    else if (!reader.accept('DEFERRABLE') && !reader.accept('NOT', 'DEFERRABLE')) break;
    end = reader.end;
  }
  return {
    ...(name === undefined ? {} : { name }),
    columns,
    references,
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    span: { start, end },
  };
}

function readAction(reader: TokenReader): ReferentialAction | undefined {
  if (reader.accept('CASCADE')) return 'cascade';
  if (reader.accept('RESTRICT')) return 'restrict';
  if (reader.accept('SET', 'NULL')) return 'set-null';
  if (reader.accept('SET', 'DEFAULT')) return 'set-default';
  reader.expect('NO', 'ACTION');
  return undefined;
}

const SPECIAL_INDEXES: ReadonlySet<string> = new Set(['FULLTEXT', 'SPATIAL']);
const AFTER_KEY_PART = new Set(['COLLATE', 'ASC', 'DESC']);
