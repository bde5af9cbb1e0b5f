import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../../core/facts/schema';
import { readColumn } from './token-column';
import { readKey, readMethod, readReferences } from './token-keys';
import type { TokenReader } from './token-reader';

/** What one element of CREATE TABLE, or of ALTER TABLE … ADD, declares. */
export interface TokenElement {
  readonly column?: ColumnFact;
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
}

export function readElement(reader: TokenReader): TokenElement {
  return atConstraint(reader) ? readConstraint(reader) : readColumn(reader);
}

/** SQLite needs no comma between the constraints of a table. */
export function atConstraint(reader: TokenReader): boolean {
  const word = reader.peek();
  if (word === 'CONSTRAINT' || CONSTRAINT_WORDS.has(word)) return true;
  if (reader.flavor !== 'mysql') return false;
  if (word === 'KEY' || word === 'INDEX') return true;
  // A quoted name is never a keyword: `peek` gives nothing for it.
  return SPECIAL_WORDS.has(word) && !reader.done;
}

function readConstraint(reader: TokenReader): TokenElement {
  const start = reader.start;
  const symbol = reader.accept('CONSTRAINT') && !CONSTRAINT_WORDS.has(reader.peek()) ? reader.name() : undefined;
  const mysql = reader.flavor === 'mysql';
  if (reader.accept('PRIMARY', 'KEY')) {
    // MySQL takes a name here and forgets it.
    if (mysql && reader.atName && reader.peek() !== 'USING') reader.name();
    return indexElement(reader, { start, kind: 'primary', name: mysql ? 'PRIMARY' : symbol, constraint: true });
  }
  if (reader.accept('UNIQUE')) {
    reader.acceptAny(KEY_WORDS);
    return indexElement(reader, { start, kind: 'unique', name: readIndexName(reader) ?? symbol, constraint: true });
  }
  if (reader.accept('FOREIGN', 'KEY')) {
    reader.accept('IF', 'NOT', 'EXISTS');
    const own = reader.atName ? reader.name() : undefined;
    const columns = reader.names();
    return { indexes: [], foreignKeys: [readReferences(reader, start, symbol ?? own, columns)] };
  }
  const method = readMethod(reader);
  if (reader.acceptAny(KEY_WORDS) !== undefined || method !== undefined) {
    return indexElement(reader, { start, kind: 'index', name: readIndexName(reader), method });
  }
  reader.expect('CHECK');
  reader.group();
  if (!reader.accept('ENFORCED')) reader.accept('NOT', 'ENFORCED');
  return { indexes: [], foreignKeys: [] };
}

function indexElement(reader: TokenReader, key: Parameters<typeof readKey>[1]): TokenElement {
  return { indexes: [readKey(reader, key)], foreignKeys: [] };
}

function readIndexName(reader: TokenReader): string | undefined {
  reader.accept('IF', 'NOT', 'EXISTS');
  return reader.atName && reader.peek() !== 'USING' ? reader.name() : undefined;
}

const KEY_WORDS = new Set(['KEY', 'INDEX']);
const CONSTRAINT_WORDS = new Set(['PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK']);
const SPECIAL_WORDS = new Set(['FULLTEXT', 'SPATIAL']);
