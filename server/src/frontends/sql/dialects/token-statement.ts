import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import type { StatementReading } from '../read-statement';
import type { SqlFlavor } from '../scan';
import { readElement, SPECIAL_INDEXES, type TokenElement, withIndex } from './token-elements';
import { TokenReader, UnexpectedToken } from './token-reader';

/**
 * Reads the DDL of MySQL and SQLite by its tokens: tables, keys and indexes. What it does not understand becomes an
 * opaque step for the table it is about; statements that are no DDL have no steps.
 */
export function readTokenStatement(text: string, flavor: SqlFlavor): StatementReading {
  const reader = new TokenReader(text, flavor);
  const span = { start: 0, end: text.length };
  let table: QualifiedName | undefined;
  const about = (name: QualifiedName): QualifiedName => {
    table = name;
    return name;
  };
  try {
    return { steps: readSteps(reader, span, about) };
  } catch (error) {
    if (!(error instanceof UnexpectedToken)) throw error;
    if (table === undefined) return { steps: [] };
    return { steps: [{ kind: 'opaque', table, reason: 'the statement is not understood', span }] };
  }
}

type About = (name: QualifiedName) => QualifiedName;

function readSteps(reader: TokenReader, span: Span, about: About): readonly SchemaStep[] {
  if (reader.accept('CREATE')) {
    const temporary = reader.accept('TEMPORARY') || reader.accept('TEMP');
    if (reader.accept('TABLE')) return [readCreateTable(reader, span, temporary, about)];
    const unique = reader.accept('UNIQUE');
    const method = reader.acceptAny(SPECIAL_INDEXES)?.toLowerCase();
    if (reader.accept('INDEX')) return [readCreateIndex(reader, span, unique ? 'unique' : 'index', method, about)];
    return [];
  }
  if (reader.accept('ALTER', 'TABLE')) return readAlterTable(reader, span, about);
  if (reader.accept('DROP', 'TABLE')) {
    reader.accept('IF', 'EXISTS');
    const steps: SchemaStep[] = [];
    do steps.push({ kind: 'drop-table', table: reader.qualifiedName(), span });
    while (reader.accept(','));
    return steps;
  }
  if (reader.accept('DROP', 'INDEX')) {
    reader.accept('IF', 'EXISTS');
    const index = reader.qualifiedName();
    const table = reader.accept('ON') ? { table: about(reader.qualifiedName()) } : {};
    return [{ kind: 'drop-index', index, ...table, span }];
  }
  if (reader.accept('RENAME', 'TABLE')) {
    const steps: SchemaStep[] = [];
    do {
      const table = about(reader.qualifiedName());
      reader.expect('TO');
      steps.push({ kind: 'rename-table', table, to: reader.qualifiedName().name, span });
    } while (reader.accept(','));
    return steps;
  }
  return [];
}

function readCreateTable(reader: TokenReader, span: Span, temporary: boolean, about: About): SchemaStep {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const nameStart = reader.start;
  const table = about(reader.qualifiedName());
  const nameSpan = { start: nameStart, end: reader.end };
  const columns: ColumnFact[] = [];
  const indexes: IndexFact[] = [];
  const foreignKeys: ForeignKeyFact[] = [];
  let complete = false;
  if (reader.peek() === '(' && reader.peek(1) !== 'LIKE' && reader.peek(1) !== 'SELECT') {
    reader.expect('(');
    do {
      const element = readElement(reader);
      if (element.column !== undefined) columns.push(element.column);
      indexes.push(...element.indexes);
      foreignKeys.push(...element.foreignKeys);
    } while (reader.accept(','));
    reader.expect(')');
    complete = true;
    for (; !reader.done; reader.skip()) if (FROM_ELSEWHERE.has(reader.peek())) complete = false;
  }
  return {
    kind: 'create-table',
    table,
    ifNotExists,
    temporary,
    columns,
    indexes,
    foreignKeys,
    complete,
    nameSpan,
    span,
  };
}

function readCreateIndex(
  reader: TokenReader,
  span: Span,
  kind: 'unique' | 'index',
  method: string | undefined,
  about: About,
): SchemaStep {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const name = reader.qualifiedName().name;
  if (reader.accept('USING')) reader.skip();
  reader.expect('ON');
  const table = about(reader.qualifiedName());
  const index = withIndex(reader, 0, kind, name, method).indexes[0];
  if (index === undefined) throw reader.unexpected();
  return { kind: 'add-index', table, index: { ...index, span }, concurrently: false, ifNotExists, span };
}

function readAlterTable(reader: TokenReader, whole: Span, about: About): readonly SchemaStep[] {
  reader.accept('IF', 'EXISTS');
  const table = about(reader.qualifiedName());
  const steps: SchemaStep[] = [];
  do {
    const start = reader.start;
    const command = readCommand(reader, table);
    reader.skipElement();
    const span = { start, end: reader.end };
    steps.push(...command.map(step => ({ ...step, span })));
  } while (reader.accept(','));
  if (!reader.done) return [{ kind: 'opaque', table, reason: 'the statement is not understood', span: whole }];
  return steps;
}

function readCommand(reader: TokenReader, table: QualifiedName): readonly SchemaStep[] {
  const span = { start: reader.start, end: reader.start };
  if (reader.accept('ADD')) {
    reader.accept('COLUMN');
    reader.accept('IF', 'NOT', 'EXISTS');
    if (!reader.accept('(')) return addSteps(readElement(reader), table);
    const steps: SchemaStep[] = [];
    do steps.push(...addSteps(readElement(reader), table));
    while (reader.accept(','));
    reader.expect(')');
    return steps;
  }
  if (reader.accept('DROP')) {
    if (reader.accept('PRIMARY', 'KEY')) return [{ kind: 'drop-constraint', table, name: 'PRIMARY', span }];
    if (reader.accept('FOREIGN', 'KEY') || reader.accept('CONSTRAINT') || reader.accept('CHECK')) {
      return [{ kind: 'drop-constraint', table, name: reader.name(), span }];
    }
    if (reader.accept('INDEX') || reader.accept('KEY')) {
      return [{ kind: 'drop-index', index: { name: reader.name() }, table, span }];
    }
    reader.accept('COLUMN');
    reader.accept('IF', 'EXISTS');
    return [{ kind: 'drop-column', table, column: reader.name(), span }];
  }
  if (reader.accept('RENAME')) {
    if (reader.accept('COLUMN')) {
      const column = reader.name();
      reader.expect('TO');
      return [{ kind: 'rename-column', table, column, to: reader.name(), span }];
    }
    if (reader.accept('INDEX') || reader.accept('KEY')) {
      const index = { name: reader.name() };
      reader.expect('TO');
      return [{ kind: 'rename-index', index, to: reader.name(), span }];
    }
    if (!reader.accept('TO')) reader.accept('AS');
    return [{ kind: 'rename-table', table, to: reader.qualifiedName().name, span }];
  }
  if (reader.accept('MODIFY')) {
    reader.accept('COLUMN');
    return alterSteps(readElement(reader), table);
  }
  if (reader.accept('CHANGE')) {
    reader.accept('COLUMN');
    const column = reader.name();
    const element = readElement(reader);
    const to = element.column?.name ?? column;
    const rename: readonly SchemaStep[] = to === column ? [] : [{ kind: 'rename-column', table, column, to, span }];
    return [...rename, ...alterSteps(element, table)];
  }
  // Table options, defaults and checks say nothing about columns, keys or indexes.
  if (reader.acceptAny(OPTIONS) !== undefined) return [];
  throw reader.unexpected();
}

function addSteps(element: TokenElement, table: QualifiedName): readonly SchemaStep[] {
  const { column } = element;
  return [
    ...(column === undefined ? [] : [{ kind: 'add-column' as const, table, column, span: column.span }]),
    ...element.indexes.map(index => ({
      kind: 'add-index' as const,
      table,
      index,
      concurrently: false,
      ifNotExists: false,
      span: index.span,
    })),
    ...element.foreignKeys.map(foreignKey => ({
      kind: 'add-foreign-key' as const,
      table,
      foreignKey,
      span: foreignKey.span,
    })),
  ];
}

function alterSteps(element: TokenElement, table: QualifiedName): readonly SchemaStep[] {
  const { column } = element;
  if (column === undefined) return [];
  const { name, type, nullable, span } = column;
  return [
    { kind: 'alter-column', table, column: name, type, nullable, span },
    ...addSteps({ indexes: element.indexes, foreignKeys: element.foreignKeys }, table),
  ];
}

const FROM_ELSEWHERE = new Set(['SELECT', 'AS', 'LIKE', 'UNION']);
const OPTIONS = new Set(
  'ALTER ENGINE AUTO_INCREMENT CONVERT DEFAULT CHARACTER CHARSET COLLATE COMMENT ROW_FORMAT ALGORITHM LOCK ORDER FORCE ENABLE DISABLE'.split(
    ' ',
  ),
);
