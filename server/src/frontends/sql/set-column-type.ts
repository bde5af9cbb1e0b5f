import type { FixIntent, RenderContext, WorkspaceChange } from '../../core/fix';
import { type RangeReplacement, replaceRanges } from './edit-sql';

type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

/** Another type in the statement that says the column's. */
export function renderSetColumnType(
  intent: SetColumnType,
  context: RenderContext,
): WorkspaceChange | { readonly declined: string } {
  const replacements: RangeReplacement[] = [];
  for (const { at, typeSpan, type } of [intent, ...(intent.also ?? [])]) {
    if (typeSpan === undefined) return { declined: 'The type does not stand apart.' };
    replacements.push({ at: { ...at, span: typeSpan }, newText: type });
  }
  return replaceRanges(intent.at.uri, replacements, intent.editable, context);
}
