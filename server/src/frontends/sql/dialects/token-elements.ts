import type { ColumnFact, ForeignKeyFact, IndexColumn, IndexFact, ReferentialAction } from '../../../core/facts/schema';
import type { TokenReader } from './token-reader';

/** What one element of CREATE TABLE, or of ALTER TABLE … ADD, declares. */
export interface TokenElement {
  readonly column?: ColumnFact;
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
}

export function readElement(reader: TokenReader): TokenElement {
  const start = reader.start;
  if (!isConstraint(reader)) return readColumn(reader);
  const name = reader.accept('CONSTRAINT') && !CONSTRAINT_WORDS.has(reader.peek()) ? reader.name() : undefined;
  if (reader.accept('PRIMARY', 'KEY')) {
    const primaryName = reader.flavor === 'mysql' ? 'PRIMARY' : name;
    return withIndex(reader, start, 'primary', primaryName, undefined);
  }
  if (reader.accept('UNIQUE')) {
    reader.acceptAny(KEY_WORDS);
    const own = readIndexName(reader);
    return withIndex(reader, start, 'unique', own ?? name, undefined);
  }
  if (reader.accept('FOREIGN', 'KEY')) {
    const own = reader.atName ? reader.name() : undefined;
    const columns = reader.names();
    const foreignKey = readReferences(reader, start, name ?? own, columns);
    return { indexes: [], foreignKeys: [foreignKey] };
  }
  const method = reader.acceptAny(SPECIAL_INDEXES)?.toLowerCase();
  if (reader.acceptAny(KEY_WORDS) !== undefined || method !== undefined) {
    return withIndex(reader, start, 'index', readIndexName(reader), method);
  }
  if (reader.peek() !== 'CHECK') throw reader.unexpected();
  reader.skipElement();
  return { indexes: [], foreignKeys: [] };
}

/** Behind the name of the index: `[USING BTREE] (a, b(10) DESC) …`. */
export function withIndex(
  reader: TokenReader,
  start: number,
  kind: IndexFact['kind'],
  name: string | undefined,
  method: string | undefined,
): TokenElement {
  if (reader.accept('USING')) reader.skip();
  const columns = readIndexColumns(reader);
  let predicate: IndexFact['predicate'];
  while (!reader.done && reader.peek() !== ',' && reader.peek() !== ')') {
    if (reader.accept('WHERE')) {
      const from = reader.start;
      reader.skipElement();
      predicate = { text: reader.text.slice(from, reader.end), notNullOnly: [] };
    } else if (reader.peek() === '(') reader.group();
    else reader.skip();
  }
  const index: IndexFact = {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(method === undefined ? {} : { method }),
    columns,
    include: [],
    ...(predicate === undefined ? {} : { predicate }),
    span: { start, end: reader.end },
  };
  return { indexes: [index], foreignKeys: [] };
}

function readIndexColumns(reader: TokenReader): readonly IndexColumn[] {
  reader.expect('(');
  const columns: IndexColumn[] = [];
  do {
    let column: IndexColumn;
    if (reader.peek() === '(') column = { expression: reader.group() };
    else if (reader.peek(1) === '(' && !/^\d/.test(reader.peek(2))) {
      const from = reader.start;
      reader.skip();
      reader.group();
      column = { expression: reader.text.slice(from, reader.end) };
    } else {
      const name = reader.name();
      const length = reader.peek() === '(' ? Number.parseInt(reader.group(), 10) : undefined;
      column = { column: name, ...(length === undefined ? {} : { length }) };
    }
    if (reader.accept('COLLATE')) reader.skip();
    if (reader.accept('DESC')) column = { ...column, order: 'desc' };
    else if (reader.accept('ASC')) column = { ...column, order: 'asc' };
    columns.push(column);
  } while (reader.accept(','));
  reader.expect(')');
  return columns;
}

function readColumn(reader: TokenReader): TokenElement {
  const start = reader.start;
  const name = reader.name();
  const typeStart = reader.start;
  let typeEnd = reader.end;
  while (!atElementEnd(reader) && !AFTER_TYPE.has(reader.peek())) {
    if (reader.peek() === '(') reader.group();
    else reader.skip();
    typeEnd = reader.end;
  }
  let nullable = true;
  let hasDefault = false;
  const indexes: IndexFact[] = [];
  const foreignKeys: ForeignKeyFact[] = [];
  while (!atElementEnd(reader)) {
    const from = reader.start;
    const index = (kind: IndexFact['kind']): void => {
      const primaryName = kind === 'primary' && reader.flavor === 'mysql' ? { name: 'PRIMARY' } : {};
      indexes.push({
        kind,
        ...primaryName,
        columns: [{ column: name }],
        include: [],
        span: { start: from, end: reader.end },
      });
    };
    if (reader.accept('NOT', 'NULL')) nullable = false;
    else if (reader.accept('PRIMARY', 'KEY')) {
      nullable = false;
      index('primary');
    } else if (reader.accept('UNIQUE')) {
      reader.accept('KEY');
      index('unique');
    } else if (reader.accept('AUTO_INCREMENT') || reader.accept('AUTOINCREMENT') || reader.accept('DEFAULT')) {
      hasDefault = true;
    } else if (reader.peek() === 'REFERENCES') {
      const foreignKey = readReferences(reader, from, undefined, [name]);
      // MySQL parses an inline REFERENCES and ignores it (CREATE TABLE, foreign key constraints).
      if (reader.flavor !== 'mysql') foreignKeys.push(foreignKey);
    } else if (reader.peek() === '(') reader.group();
    else reader.skip();
  }
  const type = reader.text.slice(typeStart, Math.max(typeEnd, typeStart)).replace(/\s+/g, ' ');
  const span = { start, end: reader.end };
  const column: ColumnFact = { logicalName: name, name, type, nullable, list: false, hasDefault, span };
  return { column, indexes, foreignKeys };
}

function readReferences(
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
  for (;;) {
    if (reader.accept('ON', 'DELETE')) onDelete = readAction(reader);
    else if (reader.accept('ON', 'UPDATE')) onUpdate = readAction(reader);
    else if (reader.accept('MATCH')) reader.skip();
    else break;
  }
  const end = reader.end;
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

function readIndexName(reader: TokenReader): string | undefined {
  return reader.atName && reader.peek() !== 'USING' ? reader.name() : undefined;
}

/** A quoted name is never a keyword: `peek` gives nothing for it. */
function isConstraint(reader: TokenReader): boolean {
  const word = reader.peek();
  if (word === 'KEY' || word === 'INDEX' || word === 'CHECK') return true;
  return word === 'CONSTRAINT' || CONSTRAINT_WORDS.has(word) || SPECIAL_INDEXES.has(word);
}

function atElementEnd(reader: TokenReader): boolean {
  return reader.done || reader.peek() === ',' || reader.peek() === ')';
}

export const SPECIAL_INDEXES: ReadonlySet<string> = new Set(['FULLTEXT', 'SPATIAL']);
const KEY_WORDS = new Set(['KEY', 'INDEX']);
const CONSTRAINT_WORDS = new Set(['PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK']);
const AFTER_TYPE = new Set(
  'NOT NULL DEFAULT PRIMARY UNIQUE KEY AUTO_INCREMENT AUTOINCREMENT REFERENCES CHECK COLLATE CHARACTER CHARSET COMMENT CONSTRAINT GENERATED AS ON FIRST AFTER INVISIBLE VISIBLE'.split(
    ' ',
  ),
);
