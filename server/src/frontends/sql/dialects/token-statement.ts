import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import type { StatementReading } from '../read-statement';
import type { SqlFlavor } from '../scan';
import { extractMysqlQueries } from './mysql-queries';
import { readAlterTable, renameTable } from './token-alter-table';
import { readCreateTable } from './token-create-table';
import { readKey, readMethod } from './token-keys';
import { TokenReader, UnexpectedToken } from './token-reader';
import { readCreateView } from './token-view';

/**
 * Reads the DDL of MySQL and SQLite by its tokens: tables, keys, indexes and views. What it does not understand becomes an
 * opaque step for the table it is about; statements that are no DDL have no steps.
 */
export function readTokenStatement(text: string, flavor: Exclude<SqlFlavor, 'postgres'>): StatementReading {
  const reader = new TokenReader(text, flavor);
  const span = { start: 0, end: text.length };
  let table: QualifiedName | undefined;
  const about = (name: QualifiedName): QualifiedName => {
    table = name;
    return name;
  };
  try {
    return { steps: readSteps(reader, span, about), queries: extractMysqlQueries(text, flavor) };
  } catch (error) {
    if (!(error instanceof UnexpectedToken)) throw error;
    if (table === undefined) return { steps: [] };
    return { steps: [{ kind: 'opaque', table, reason: 'the statement is not understood', span }] };
  }
}

type About = (name: QualifiedName) => QualifiedName;

function readSteps(reader: TokenReader, span: Span, about: About): readonly SchemaStep[] {
  if (reader.accept('CREATE')) return readCreate(reader, span, about);
  if (reader.accept('ALTER')) return readAlter(reader, span, about);
  if (reader.accept('DROP')) return readDrop(reader, span, about);
  if (reader.flavor === 'mysql' && reader.acceptAny(DYNAMIC) !== undefined) {
    return [{ kind: 'opaque', reason: 'a routine or a text made at run time may change any table', span }];
  }
  if (!reader.accept('RENAME', 'TABLE') && !reader.accept('RENAME', 'TABLES')) return [];
  reader.accept('IF', 'EXISTS');
  const steps: SchemaStep[] = [];
  do {
    const table = about(reader.qualifiedName());
    reader.expect('TO');
    steps.push(...renameTable(table, reader.qualifiedName(), span));
  } while (reader.accept(','));
  return steps;
}

function readCreate(reader: TokenReader, span: Span, about: About): readonly SchemaStep[] {
  const replace = reader.accept('OR', 'REPLACE');
  const temporary = reader.accept('TEMPORARY') || reader.accept('TEMP');
  skipViewOptions(reader);
  if (reader.accept('TABLE')) {
    const step = readCreateTable(reader, span, temporary, about);
    // CREATE OR REPLACE TABLE (MariaDB) drops what there was.
    return replace ? [{ kind: 'drop-table', table: step.table, span }, step] : [step];
  }
  if (reader.accept('VIEW')) return [readCreateView(reader, span, { replace, temporary }, about)];
  if (reader.accept('VIRTUAL', 'TABLE')) {
    // The module decides what columns it has; it takes no index.
    const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
    const start = reader.start;
    const view = about(reader.qualifiedName());
    const nameSpan = { start, end: reader.end };
    return [
      { kind: 'create-view', view, materialized: false, replace: false, temporary: false, ifNotExists, nameSpan, span },
    ];
  }
  const unique = reader.accept('UNIQUE');
  const method = readMethod(reader);
  if (reader.accept('INDEX')) return readCreateIndex(reader, span, { unique, method, replace }, about);
  return [];
}

/** `ALGORITHM = MERGE DEFINER = a@b SQL SECURITY INVOKER`, before VIEW. */
function skipViewOptions(reader: TokenReader): void {
  for (;;) {
    if (reader.accept('ALGORITHM', '=')) reader.skip();
    else if (reader.accept('SQL', 'SECURITY')) reader.skip();
    else if (reader.accept('DEFINER', '=')) {
      reader.skip();
      if (reader.peek() === '(') reader.group();
      // `@'localhost'`: the lexer takes the mark for an operator of its own.
      while (reader.peek().startsWith('@')) {
        reader.skip();
        reader.skip();
      }
    } else return;
  }
}

function readCreateIndex(
  reader: TokenReader,
  span: Span,
  said: { readonly unique: boolean; readonly method: string | undefined; readonly replace: boolean },
  about: About,
): readonly SchemaStep[] {
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  const name = reader.qualifiedName().name;
  if (reader.accept('USING')) reader.skip();
  reader.expect('ON');
  const table = about(reader.qualifiedName());
  const kind = said.unique ? 'unique' : 'index';
  const index = { ...readKey(reader, { start: 0, kind, name, method: said.method }), span };
  const add: SchemaStep = { kind: 'add-index', table, index, concurrently: false, ifNotExists, span };
  return said.replace ? [{ kind: 'drop-index', index: { name }, table, span }, add] : [add];
}

function readAlter(reader: TokenReader, span: Span, about: About): readonly SchemaStep[] {
  while (reader.accept('ONLINE') || reader.accept('IGNORE'));
  if (reader.accept('TABLE')) {
    reader.accept('IF', 'EXISTS');
    const table = about(reader.qualifiedName());
    if (reader.accept('WAIT')) reader.skip();
    else reader.accept('NOWAIT');
    return readAlterTable(reader, table);
  }
  skipViewOptions(reader);
  if (!reader.accept('VIEW')) return [];
  return [readCreateView(reader, span, { replace: true, temporary: false }, about)];
}

function readDrop(reader: TokenReader, span: Span, about: About): readonly SchemaStep[] {
  reader.accept('TEMPORARY');
  if (reader.accept('TABLE') || reader.accept('TABLES')) {
    return dropped(reader).map(table => ({ kind: 'drop-table', table, span }));
  }
  if (reader.accept('VIEW')) return dropped(reader).map(view => ({ kind: 'drop-view', view, span }));
  if (!reader.accept('INDEX')) return [];
  reader.accept('IF', 'EXISTS');
  const index = reader.qualifiedName();
  const table = reader.accept('ON') ? { table: about(reader.qualifiedName()) } : {};
  return [{ kind: 'drop-index', index, ...table, span }];
}

function dropped(reader: TokenReader): readonly QualifiedName[] {
  reader.accept('IF', 'EXISTS');
  const names = [reader.qualifiedName()];
  while (reader.accept(',')) names.push(reader.qualifiedName());
  return names;
}

/** Migrations that look before they change put their DDL into procedures and prepared statements. */
const DYNAMIC = new Set(['CALL', 'EXECUTE']);
