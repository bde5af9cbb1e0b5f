import { fitInsertion } from '../../core/fit-insertion';
import {
  type FixIntent,
  migrationToEdit,
  type RenderContext,
  type TextEdit,
  type WorkspaceChange,
} from '../../core/fix';
import type { Uri } from '../../core/uri';
import { extractSql } from './extract';

type EditSql = Extract<FixIntent, { readonly kind: 'edit-sql' }>;
type Rendered = WorkspaceChange | { readonly declined: string };

/** Ranges of a script, replaced: not in a committed migration, nor where the script then reads worse than before. */
export function renderEditSql(intent: EditSql, context: RenderContext): Rendered {
  const { uri } = intent.at;
  const migration = migrationToEdit(intent);
  if (migration !== undefined && context.isCommitted(migration))
    return { declined: 'A committed migration is not edited.' };
  const file = context.read(uri);
  if (file === undefined) return { declined: 'The file cannot be read.' };
  const edits: TextEdit[] = [];
  for (const { at, newText } of intent.edits) {
    const span = at.uri === uri ? context.locate(at) : undefined;
    if (span === undefined) return { declined: 'The statement is no longer there.' };
    edits.push({ span, newText: fitInsertion(newText, file.text, span) });
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  if (!isStillSql(uri, file.text, edits)) return { declined: 'The statement would not parse any more.' };
  return { edits: [{ uri, expect: file.expect, edits }], create: [] };
}

function isStillSql(uri: Uri, text: string, edits: readonly TextEdit[]): boolean {
  let changed = '';
  let end = 0;
  for (const { span, newText } of edits) {
    if (span.start < end) return false;
    changed += text.slice(end, span.start) + newText;
    end = span.end;
  }
  changed += text.slice(end);
  const problems = (script: string): number => extractSql({ uri, text: script }).facts.problems.length;
  return problems(changed) <= problems(text);
}
