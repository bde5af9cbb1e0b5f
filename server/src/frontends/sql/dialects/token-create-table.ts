import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import { atConstraint, readElement } from './token-elements';
import type { TokenReader } from './token-reader';

type CreateTable = SchemaStep & { readonly kind: 'create-table' };

/** Behind CREATE TABLE. `about` is told the table as soon as it is known. */
export function readCreateTable(
  reader: TokenReader,
  span: Span,
  temporary: boolean,
  about: (name: QualifiedName) => QualifiedName,
): CreateTable {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const nameStart = reader.start;
  const table = about(reader.qualifiedName());
  const nameSpan = { start: nameStart, end: reader.end };
  const head = { kind: 'create-table' as const, table, ifNotExists, temporary, nameSpan, span };
  const like = readLike(reader);
  if (like !== undefined) {
    // MySQL copies columns and indexes, but no foreign keys (CREATE TABLE … LIKE Statement).
    const copied = [{ table: like, defaults: true, generated: true, identity: true, indexes: true }];
    return { ...head, columns: [], indexes: [], foreignKeys: [], complete: true, like: copied };
  }
  if (reader.peek() !== '(' || FROM_QUERY.has(reader.peek(1))) {
    return { ...head, columns: [], indexes: [], foreignKeys: [], complete: false };
  }
  const columns: ColumnFact[] = [];
  const indexes: IndexFact[] = [];
  const foreignKeys: ForeignKeyFact[] = [];
  reader.expect('(');
  do {
    const element = readElement(reader);
    if (element.column !== undefined) columns.push(element.column);
    indexes.push(...element.indexes);
    foreignKeys.push(...element.foreignKeys);
  } while (reader.accept(',') || (reader.flavor === 'sqlite' && atConstraint(reader)));
  reader.expect(')');
  const options = readOptions(reader);
  return {
    ...head,
    columns: withKeys(
      columns,
      indexes,
      reader.flavor === 'sqlite' ? { withoutRowid: options.withoutRowid } : undefined,
    ),
    indexes,
    foreignKeys,
    complete: !options.query,
  };
}

function readLike(reader: TokenReader): QualifiedName | undefined {
  if (reader.accept('LIKE')) return reader.qualifiedName();
  if (!reader.accept('(', 'LIKE')) return undefined;
  const table = reader.qualifiedName();
  reader.expect(')');
  return table;
}

/** Behind the elements: does a query bring more columns, and has the table no row numbers? */
function readOptions(reader: TokenReader): { readonly query: boolean; readonly withoutRowid: boolean } {
  let query = false;
  let withoutRowid = false;
  while (!reader.done) {
    if (reader.accept('WITHOUT', 'ROWID')) withoutRowid = true;
    else {
      if (FROM_QUERY.has(reader.peek())) query = true;
      reader.skip();
    }
  }
  return { query, withoutRowid };
}

/**
 * A primary key makes its columns NOT NULL; in SQLite only the number of the row, and the keys of a table without one
 * (SQLite manual, CREATE TABLE).
 */
function withKeys(
  columns: readonly ColumnFact[],
  indexes: readonly IndexFact[],
  sqlite: { readonly withoutRowid: boolean } | undefined,
): readonly ColumnFact[] {
  const primary = indexes.find(({ kind }) => kind === 'primary');
  const names = (primary?.columns ?? []).flatMap(({ column }) => column?.toLowerCase() ?? []);
  return columns.map(column => {
    if (!names.includes(column.name.toLowerCase())) return column;
    if (sqlite === undefined) return { ...column, nullable: false };
    if (sqlite.withoutRowid) {
      const { generated, ...plain } = column;
      return generated === 'identity'
        ? { ...plain, nullable: false, hasDefault: false }
        : { ...column, nullable: false };
    }
    const isRowNumber = names.length === 1 && column.type.toLowerCase() === 'integer';
    return isRowNumber ? { ...column, nullable: false, hasDefault: true, generated: 'identity' } : column;
  });
}

const FROM_QUERY = new Set(['SELECT', 'WITH', 'VALUES']);
