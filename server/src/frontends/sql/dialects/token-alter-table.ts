import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { readColumn } from './token-column';
import { readElement, type TokenElement } from './token-elements';
import type { TokenReader } from './token-reader';

/** Behind ALTER TABLE and the table's name: the commands, separated by commas. */
export function readAlterTable(reader: TokenReader, table: QualifiedName): readonly SchemaStep[] {
  const steps: SchemaStep[] = [];
  let current = table;
  do {
    const start = reader.start;
    const command = readCommand(reader, current);
    reader.skipElement();
    const span = { start, end: reader.end };
    for (const step of command) {
      steps.push({ ...step, span });
      if (step.kind === 'rename-table') current = { ...current, name: step.to };
      else if (step.kind === 'move-table') current = { ...current, schema: step.toSchema };
    }
  } while (reader.accept(','));
  if (!reader.done && !reader.accept(';')) throw reader.unexpected();
  return steps;
}

function readCommand(reader: TokenReader, table: QualifiedName): readonly SchemaStep[] {
  const span = { start: reader.start, end: reader.start };
  if (reader.accept('ADD')) return readAdd(reader, table);
  if (reader.accept('DROP')) return readDrop(reader, table, span);
  if (reader.accept('RENAME')) return readRename(reader, table, span);
  if (reader.accept('MODIFY')) {
    reader.accept('COLUMN');
    reader.accept('IF', 'EXISTS');
    return redefine(readColumn(reader), table);
  }
  if (reader.accept('CHANGE')) {
    reader.accept('COLUMN');
    reader.accept('IF', 'EXISTS');
    const column = reader.name();
    const element = readColumn(reader);
    const to = element.column.name;
    const rename: readonly SchemaStep[] = to === column ? [] : [{ kind: 'rename-column', table, column, to, span }];
    return [...rename, ...redefine(element, table)];
  }
  if (reader.accept('ALTER')) return readAlterColumn(reader, table, span);
  if (reader.accept('ORDER', 'BY')) {
    // The list of columns would pass for commands of their own.
    while (!reader.done) reader.skip();
    return [];
  }
  if (reader.acceptAny(OPTIONS) !== undefined) return [];
  return [{ kind: 'opaque', table, reason: 'the command is not understood', span }];
}

function readAdd(reader: TokenReader, table: QualifiedName): readonly SchemaStep[] {
  if (reader.accept('PARTITION') || reader.accept('SYSTEM', 'VERSIONING') || reader.accept('PERIOD')) return [];
  reader.accept('COLUMN');
  const ifNotExists = reader.accept('IF', 'NOT', 'EXISTS');
  if (!reader.accept('(')) return addSteps(readElement(reader), table, ifNotExists);
  const steps: SchemaStep[] = [];
  do steps.push(...addSteps(readElement(reader), table, ifNotExists));
  while (reader.accept(','));
  reader.expect(')');
  return steps;
}

function readDrop(reader: TokenReader, table: QualifiedName, span: Span): readonly SchemaStep[] {
  if (reader.accept('PARTITION') || reader.accept('SYSTEM', 'VERSIONING') || reader.accept('PERIOD')) return [];
  if (reader.accept('PRIMARY', 'KEY')) return [{ kind: 'drop-constraint', table, name: 'PRIMARY', span }];
  if (reader.accept('FOREIGN', 'KEY') || reader.accept('CONSTRAINT') || reader.accept('CHECK')) {
    reader.accept('IF', 'EXISTS');
    return [{ kind: 'drop-constraint', table, name: reader.name(), span }];
  }
  if (reader.flavor === 'mysql' && (reader.accept('INDEX') || reader.accept('KEY'))) {
    reader.accept('IF', 'EXISTS');
    return [{ kind: 'drop-index', index: { name: reader.name() }, table, span }];
  }
  reader.accept('COLUMN');
  reader.accept('IF', 'EXISTS');
  return [{ kind: 'drop-column', table, column: reader.name(), span }];
}

function readRename(reader: TokenReader, table: QualifiedName, span: Span): readonly SchemaStep[] {
  if (reader.flavor === 'mysql' && (reader.accept('INDEX') || reader.accept('KEY'))) {
    reader.accept('IF', 'EXISTS');
    const index = { name: reader.name() };
    reader.expect('TO');
    return [{ kind: 'rename-index', index, table, to: reader.name(), span }];
  }
  // SQLite may leave out COLUMN.
  const isColumn = reader.accept('COLUMN') || (reader.flavor === 'sqlite' && reader.peek() !== 'TO');
  if (isColumn) {
    reader.accept('IF', 'EXISTS');
    const column = reader.name();
    reader.expect('TO');
    return [{ kind: 'rename-column', table, column, to: reader.name(), span }];
  }
  if (!reader.accept('TO') && !reader.accept('AS')) reader.accept('=');
  return renameTable(table, reader.qualifiedName(), span);
}

export function renameTable(table: QualifiedName, to: QualifiedName, span: Span): readonly SchemaStep[] {
  const rename: SchemaStep = { kind: 'rename-table', table, to: to.name, span };
  if (to.schema === undefined || to.schema === table.schema) return [rename];
  return [rename, { kind: 'move-table', table: { ...table, name: to.name }, toSchema: to.schema, span }];
}

/** ALTER [COLUMN] a SET DEFAULT …; what becomes visible or enforced changes no fact. */
function readAlterColumn(reader: TokenReader, table: QualifiedName, span: Span): readonly SchemaStep[] {
  if (reader.accept('INDEX') || reader.accept('KEY') || reader.accept('CHECK') || reader.accept('CONSTRAINT'))
    return [];
  reader.accept('COLUMN');
  reader.accept('IF', 'EXISTS');
  const column = reader.name();
  // libSQL says the column anew, as MODIFY does.
  if (reader.accept('TO')) return redefine(readColumn(reader), table);
  if (reader.accept('DROP', 'DEFAULT')) return [{ kind: 'alter-column', table, column, defaultText: null, span }];
  if (!reader.accept('SET', 'DEFAULT')) {
    if (reader.accept('SET', 'INVISIBLE') || reader.accept('SET', 'VISIBLE')) return [];
    throw reader.unexpected();
  }
  const start = reader.start;
  reader.skipElement();
  const text = reader.text.slice(start, reader.end);
  return [{ kind: 'alter-column', table, column, defaultText: /^null$/i.test(text) ? null : text, span }];
}

function addSteps(element: TokenElement, table: QualifiedName, ifNotExists: boolean): readonly SchemaStep[] {
  const { column } = element;
  return [
    ...(column === undefined ? [] : [{ kind: 'add-column' as const, table, column, span: column.span }]),
    ...element.indexes.map(index => ({
      kind: 'add-index' as const,
      table,
      index,
      concurrently: false,
      ifNotExists,
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

/** MODIFY and CHANGE say all of a column anew: what they leave out is gone. */
function redefine(element: TokenElement, table: QualifiedName): readonly SchemaStep[] {
  const { column } = element;
  if (column === undefined) return [];
  const { name, type, databaseType, nullable, hasDefault, defaultText, generated, typeSpan, span } = column;
  return [
    {
      kind: 'alter-column',
      table,
      column: name,
      type,
      ...(databaseType === undefined ? {} : { databaseType }),
      nullable,
      ...(typeSpan === undefined ? {} : { typeSpan }),
      generated: generated === 'serial' ? 'identity' : (generated ?? null),
      span,
    },
    ...(hasDefault && defaultText !== undefined
      ? [{ kind: 'alter-column' as const, table, column: name, defaultText, span }]
      : []),
    ...addSteps({ indexes: element.indexes, foreignKeys: element.foreignKeys }, table, false),
  ];
}

/** What changes neither columns nor keys. */
const OPTIONS = new Set(
  'ENGINE AUTO_INCREMENT CONVERT DEFAULT CHARACTER CHARSET COLLATE COMMENT ROW_FORMAT ALGORITHM LOCK FORCE ENABLE DISABLE DISCARD IMPORT PARTITION REMOVE REORGANIZE COALESCE ANALYZE CHECK OPTIMIZE REBUILD REPAIR TRUNCATE EXCHANGE WITH WITHOUT KEY_BLOCK_SIZE STATS_PERSISTENT STATS_AUTO_RECALC STATS_SAMPLE_PAGES PACK_KEYS MAX_ROWS MIN_ROWS AVG_ROW_LENGTH CHECKSUM DELAY_KEY_WRITE INSERT_METHOD TABLESPACE ENCRYPTION ENCRYPTED COMPRESSION PAGE_COMPRESSED UNION DATA INDEX NOWAIT WAIT'.split(
    ' ',
  ),
);
