import type { FixIntent, RenderContext, WorkspaceChange } from '../../core/fix';
import type { Span } from '../../core/text';
import { detectFlavor } from './detect-flavor';
import { extractSql } from './extract';
import { nameMigration } from './name-migration';
import { nextStatement, SCRIPT_START, type SplitCursor } from './split';
import { createIndexStatement, DEFAULT_STYLE, quoteName, type SqlStyle } from './write-sql';

type DropIndex = Extract<FixIntent, { readonly kind: 'drop-index-migration' }>;
type Rendered = WorkspaceChange | { readonly declined: string };

/** Takes the statement out of a script that may still be edited; what has been committed is undone by a new migration. */
export function renderDropIndex(intent: DropIndex, context: RenderContext): Rendered {
  const { uri } = intent.at;
  const isScript = uri.endsWith('.sql');
  if (isScript && (intent.editable || !context.isCommitted(uri))) {
    const removed = removeStatement(intent, context);
    if (!('declined' in removed) || intent.editable) return removed;
  }
  if (intent.editable) return { declined: 'The index is not made by a script.' };
  return createMigration(intent, context);
}

function removeStatement(intent: DropIndex, context: RenderContext): Rendered {
  const { uri } = intent.at;
  const file = context.read(uri);
  const at = context.locate(intent.at);
  if (file === undefined || at === undefined) return { declined: 'The index is no longer there.' };
  const { text } = file;
  const { units, starts } = extractSql({ uri, text, dialect: intent.dialect }).facts;
  const unit = units[starts.indexOf(at.start)];
  const step = unit?.kind === 'statement' && unit.steps.length === 1 ? unit.steps[0] : undefined;
  if (step?.kind !== 'add-index') return { declined: 'The index is made together with its table.' };
  // Renamed since, or named by a statement that would then fail.
  if (mentions(text, intent.indexName) !== 1) return { declined: 'Other statements name the index.' };
  const statement = statementRange(text, at.start);
  if (statement === undefined) return { declined: 'The statement that creates the index is not there any more.' };
  const span = withItsLines(text, statement);
  return { edits: [{ uri, expect: file.expect, edits: [{ span, newText: '' }] }], create: [] };
}

function mentions(text: string, name: string): number {
  return text.split(name).length - 1;
}

/** From the first token of a statement to behind its delimiter. */
function statementRange(text: string, start: number): Span | undefined {
  const flavor = detectFlavor(text);
  let cursor: SplitCursor | undefined = SCRIPT_START;
  while (cursor !== undefined) {
    const { statement, next } = nextStatement(text, cursor, flavor);
    if (statement.start === start) {
      return { start, end: statement.terminated && next !== undefined ? next.at : statement.end };
    }
    if (statement.start > start) return undefined;
    cursor = next;
  }
  return undefined;
}

/** Whole lines where the statement fills them, with the comment that stands over it alone, and one blank line. */
function withItsLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1;
  if (!isBlank(text.slice(lineStart, start))) return { start, end };
  const rest = text.slice(end, lineEnd);
  if (!isBlank(rest)) return { start, end: end + rest.length - rest.trimStart().length };
  const isAlone = lineEnd === text.length || isBlank(lineAt(text, lineEnd));
  let first = lineStart;
  let above = lineBefore(text, first);
  if (above !== undefined && (isAlone || text.slice(above, first).trim() === '-- CreateIndex')) {
    while (above !== undefined && /^\s*--/.test(text.slice(above, first))) {
      first = above;
      above = lineBefore(text, first);
    }
    // A comment under other statements may be about all that follow.
    if (above !== undefined && !isBlank(text.slice(above, first))) first = lineStart;
  }
  const before = lineBefore(text, first);
  const blankBefore = before === undefined || isBlank(text.slice(before, first));
  if (!isAlone || !blankBefore) return { start: first, end: lineEnd };
  if (lineEnd < text.length) return { start: first, end: lineEnd + lineAt(text, lineEnd).length };
  return { start: before ?? first, end: lineEnd };
}

function lineBefore(text: string, start: number): number | undefined {
  return start === 0 ? undefined : text.lastIndexOf('\n', start - 2) + 1;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end + 1);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function createMigration(intent: DropIndex, context: RenderContext): Rendered {
  const { tool, folder, files, indexName, dialect } = intent;
  const created = nameMigration(tool, folder, files, `drop_${indexName}`, context.timestamp);
  if ('declined' in created) return created;
  if (created.uris.some(fresh => context.read(fresh.uri) !== undefined)) {
    return { declined: 'A migration of this name exists.' };
  }
  const style = styleAt(intent, context);
  const schema = intent.schema === undefined || intent.schema === 'public' ? '' : intent.schema;
  const qualified = schema === '' || style.mysql ? '' : `${quoteName(schema, style)}.`;
  const table = qualified + quoteName(intent.table, style);
  if (intent.columns === undefined && created.uris.some(({ direction }) => direction === 'down')) {
    return { declined: 'The way back must create the index again: write this migration by hand.' };
  }
  const header = tool === 'prisma' ? `-- ${intent.constraint ? 'AlterTable' : 'DropIndex'}${style.lineEnd}` : '';
  const again = createIndexStatement({ indexName, table, columns: intent.columns ?? [], concurrently: false }, style);
  const drop = header + dropStatement(intent, { table, qualified }, style);
  const create = created.uris.map(({ uri, direction }) => ({
    uri,
    text: `${direction === 'up' ? drop : again}${style.lineEnd}`,
  }));
  return { edits: [], create };

  function dropStatement(
    { constraint, concurrently }: DropIndex,
    names: { readonly table: string; readonly qualified: string },
    how: SqlStyle,
  ): string {
    const word = (keyword: string): string => (how.lowerCase ? keyword.toLowerCase() : keyword);
    const name = quoteName(indexName, how);
    if (constraint && dialect !== 'mysql') {
      return `${word('ALTER TABLE')} ${names.table} ${word('DROP CONSTRAINT')} ${name};`;
    }
    // An index belongs to its table there and is named with it.
    if (dialect === 'mysql' || dialect === 'sqlserver')
      return `${word('DROP INDEX')} ${name} ${word('ON')} ${names.table};`;
    return `${word(concurrently ? 'DROP INDEX CONCURRENTLY' : 'DROP INDEX')} ${names.qualified}${name};`;
  }
}

/** As the statement that made the index is written. */
function styleAt(intent: DropIndex, context: RenderContext): SqlStyle {
  const style = { ...DEFAULT_STYLE, mysql: intent.dialect === 'mysql' };
  const file = intent.at.uri.endsWith('.sql') ? context.read(intent.at.uri) : undefined;
  const at = file && context.locate(intent.at);
  if (file === undefined || at === undefined) return style;
  const statement = file.text.slice(at.start, at.end);
  const keyword = statement.slice(0, 6);
  return {
    ...style,
    lineEnd: file.text.includes('\r\n') ? '\r\n' : '\n',
    lowerCase: /^[a-z]+$/.test(keyword),
    quoteAll: new RegExp(`["\`]${intent.indexName.replace(/[^\w]/g, '\\$&')}["\`]`).test(statement),
  };
}
