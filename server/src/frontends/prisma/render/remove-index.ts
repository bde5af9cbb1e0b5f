import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import { attributeAt } from './attribute-at';
import { lineEndAfter, lineStart, nextLine } from './lines';
import { type Declined, locateModel } from './locate-model';
import { removeAttribute } from './remove-attribute';

type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;

/** Takes away the line of an `@@index` or `@@unique`, or a field's `@unique`. */
export function renderRemoveIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  const model = locateModel(intent.at, context);
  if ('declined' in model) return model;
  const { file, block, source, table } = model;
  const found = attributeAt(model);
  const index = table.indexes.find(({ span }) => span === found?.attribute.span);
  if (!found || !index) return { declined: `The model ${block.name} no longer has this index.` };
  if (index.kind === 'primary') return { declined: `This is the primary key of ${block.name}.` };
  if (index.kind === 'unique') {
    // The client finds rows by `name`, and a one-to-one relation needs its field to be unique.
    if (found.attribute.arguments.some(({ name }) => name === 'name')) {
      return { declined: 'The client finds rows by the name of this key.' };
    }
    const columns = columnSet(index);
    const isKept = table.indexes.some(
      other => other !== index && other.kind !== 'index' && !other.predicate && columnSet(other) === columns,
    );
    if (!isKept) return { declined: 'No other key keeps these fields unique.' };
  }
  const edit = found.siblings
    ? removeAttribute(source.text, found.attribute, found.siblings)
    : removeLine(source.text, source.masked, found.attribute.span);
  if (!edit) return { declined: 'Something else stands on the line of this index.' };
  return { edits: [{ uri: intent.at.uri, expect: file.expect, edits: [edit] }], create: [] };
}

function columnSet({ columns }: { readonly columns: readonly { readonly column?: string }[] }): string {
  return columns
    .map(({ column = '' }) => column)
    .sort()
    .join();
}

/**
 * The whole line goes, with the comment behind the index: it speaks of nothing else. So does the blank line that only set
 * it apart.
 */
function removeLine(text: string, masked: string, span: Span): TextEdit | undefined {
  const start = lineStart(text, span.start);
  const end = nextLine(text, span.end);
  const around = masked.slice(start, span.start) + masked.slice(span.end, lineEndAfter(text, span.end));
  if (around.trim() !== '') return undefined;
  const previous = start > 0 ? lineStart(text, start - (text.startsWith('\r\n', start - 2) ? 2 : 1)) : start;
  const isBlankBefore = previous < start && text.slice(previous, start).trim() === '';
  const following = text.slice(end, lineEndAfter(text, end)).trim();
  const isLonely = isBlankBefore && (following === '' || following.startsWith('}'));
  return { span: { start: isLonely ? previous : start, end }, newText: '' };
}
