import type { SchemaStep } from '../../core/facts/migrations';
import type { RenderContext, WorkspaceChange } from '../../core/fix';
import type { Uri } from '../../core/uri';
import { detectFlavor } from './detect-flavor';
import { extractSql } from './extract';
import { endOfLine, type SqlFlavor } from './scan';
import { nextStatement, SCRIPT_START, type SplitCursor } from './split';
import { createIndexStatement, type SqlStyle } from './write-sql';

interface Wanted {
  readonly table: string;
  readonly schema?: string;
  readonly columns: readonly string[];
  readonly indexName: string;
  readonly method?: string;
  readonly operatorClass?: string;
  readonly extension?: string;
}

/**
 * The index as a statement of its own, behind the one that creates the table (or the last of its columns). Also says how
 * the script writes the table and its statements, for a migration beside it.
 */
export function insertIndex(
  wanted: Wanted,
  uri: Uri,
  context: RenderContext,
):
  | { readonly change: WorkspaceChange; readonly table: string; readonly style: SqlStyle }
  | { readonly declined: string } {
  const file = uri.endsWith('.sql') ? context.read(uri) : undefined;
  if (file === undefined) return { declined: 'The file of the table cannot be read.' };
  const { text } = file;
  const flavor = detectFlavor(text);
  const { units, starts } = extractSql({ uri, text }).facts;
  let created: { readonly table: string; readonly keyword: string } | undefined;
  let last = -1;
  let columns = new Set<string>();
  const gain = (column: string, start: number): void => {
    if (wanted.columns.includes(column)) last = start;
    columns.add(column);
  };
  for (const [n, unit] of units.entries()) {
    const start = starts[n] ?? 0;
    for (const step of unit.kind === 'statement' ? unit.steps : []) {
      if (!isAbout(step, wanted)) continue;
      if (step.kind === 'create-table') {
        const table = text.slice(start + step.nameSpan.start, start + step.nameSpan.end);
        created = { table, keyword: text.slice(start, start + 6) };
        last = start;
        columns = new Set(step.columns.map(({ name }) => name));
      } else if (step.kind === 'add-column') gain(step.column.name, start);
      else if (step.kind === 'drop-column') columns.delete(step.column);
      else if (step.kind === 'rename-column') {
        columns.delete(step.column);
        gain(step.to, start);
      } else if (step.kind === 'drop-table' || step.kind === 'rename-table') created = undefined;
    }
  }
  if (created === undefined || !wanted.columns.every(column => columns.has(column)))
    return { declined: 'The table is not created whole in this file.' };
  const end = statementEnd(text, last, flavor);
  if (end === undefined) return { declined: 'The statement that creates the table is not there any more.' };
  const style: SqlStyle = {
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    lowerCase: created.keyword === created.keyword.toLowerCase(),
    quoteAll: /^["`[]/.test(created.table),
    mysql: flavor === 'mysql',
  };
  const statement = createIndexStatement({ ...wanted, table: created.table, concurrently: false }, style);
  const header = /^-- CreateTable\b/m.test(text) ? `-- CreateIndex${style.lineEnd}` : '';
  const newText = `${end.terminated ? '' : ';'}${style.lineEnd}${style.lineEnd}${header}${statement}`;
  const edit = { span: { start: end.at, end: end.at }, newText };
  return { change: { edits: [{ uri, expect: file.expect, edits: [edit] }], create: [] }, table: created.table, style };
}

function isAbout(step: SchemaStep, wanted: Wanted): boolean {
  if (!('table' in step) || step.table?.name !== wanted.table) return false;
  return step.table.schema === undefined || wanted.schema === undefined || step.table.schema === wanted.schema;
}

/** Behind the delimiter of the statement that starts at an offset, and behind a comment on the rest of its line. */
function statementEnd(
  text: string,
  start: number,
  flavor: SqlFlavor,
): { readonly at: number; readonly terminated: boolean } | undefined {
  let cursor: SplitCursor | undefined = SCRIPT_START;
  while (cursor !== undefined) {
    const { statement, next } = nextStatement(text, cursor, flavor);
    if (statement.start === start) {
      if (!statement.terminated || next === undefined) return { at: statement.end, terminated: false };
      const rest = text.slice(next.at, endOfLine(text, next.at));
      return { at: /^[ \t]*--/.test(rest) ? next.at + rest.length : next.at, terminated: true };
    }
    if (statement.start > start) return undefined;
    cursor = next;
  }
  return undefined;
}
