import type { FixIntent, RenderContext, TextEdit, WorkspaceChange } from '../../../core/fix';
import type { Span } from '../../../core/text';
import type { MaskedText } from '../mask';
import type { Member } from '../parse';
import type { BlockRange } from '../split-blocks';
import { lineEndAfter, lineStart } from './lines';
import { type Declined, locateModel } from './locate-model';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;

/** `@@index([a, b])` as a line of the model. */
export function renderAddIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  const model = locateModel(intent.at, context);
  if ('declined' in model) return model;
  const { file, source, block, members, table } = model;
  const missing = intent.columns.find(name => !table.columns.some(column => column.logicalName === name));
  if (missing !== undefined) return { declined: `The model ${block.name} has no field ${missing}.` };
  const wanted = intent.columns.join();
  const isThere = table.indexes.some(
    index =>
      !index.predicate &&
      index.columns.map(({ column }) => column).join() === wanted &&
      (index.method?.toLowerCase() ?? 'btree') === (intent.method ?? 'btree'),
  );
  if (isThere) {
    return { declined: `The model ${block.name} has this index.` };
  }
  const edit = insertLine(source, block, members, attributeOf(intent));
  if (!edit) return { declined: `The closing brace of ${block.name} does not stand on a line of its own.` };
  return { edits: [{ uri: intent.at.uri, expect: file.expect, edits: [edit] }], create: [] };
}

function attributeOf({ columns, method, operatorClass }: AddIndex): string {
  if (method === undefined) return `@@index([${columns.join(', ')}])`;
  const ops = operatorClass === undefined ? '' : `(ops: raw("${operatorClass}"))`;
  const type = method.charAt(0).toUpperCase() + method.slice(1);
  return `@@index([${columns.map(column => column + ops).join(', ')}], type: ${type})`;
}

const KEYS_AND_INDEXES = new Set(['index', 'unique', 'id', 'fulltext']);

/** A block attribute as the last line of a block; with a blank line between it and the fields, as Prisma formats it. */
function insertLine(
  source: MaskedText,
  block: BlockRange,
  members: readonly Member[],
  attribute: string,
): TextEdit | undefined {
  const { text, masked } = source;
  const brace = block.body.end;
  const braceLine = lineStart(text, brace);
  if (masked.slice(braceLine, brace).trim() !== '' || braceLine <= block.body.start) return undefined;
  // Comments count as content here: the new line goes below them.
  const content = block.body.start + text.slice(block.body.start, brace).trimEnd().length;
  const lineEnd = text.slice(block.span.start, block.span.end).includes('\r\n') ? '\r\n' : '\n';
  const line = indentOf(text, block, members) + attribute;
  const last = members[members.length - 1];
  const blockAttributes = members.filter(member => member.kind === 'block-attribute');
  // Among its like: indexes stand together, and before the names (`@@map`) that people write last.
  const neighbour = blockAttributes.findLast(({ attribute }) => KEYS_AND_INDEXES.has(attribute.name));
  if (neighbour) return insertAt(lineEndAfter(text, neighbour.span.end), lineEnd + line);
  const first = blockAttributes[0];
  if (first && last?.kind === 'block-attribute') return insertAt(lineStart(text, first.span.start), line + lineEnd);
  if (last?.kind !== 'field') return insertAt(content, lineEnd + line);
  const blankBefore = /\n[ \t]*\r?\n/.test(text.slice(content, braceLine));
  return blankBefore ? insertAt(braceLine, line + lineEnd) : insertAt(content, lineEnd + lineEnd + line);
}

function insertAt(offset: number, newText: string): TextEdit {
  const span: Span = { start: offset, end: offset };
  return { span, newText };
}

/** The indentation of the block's last member, two columns for a block without any. */
function indentOf(text: string, block: BlockRange, members: readonly Member[]): string {
  const last = members[members.length - 1];
  if (!last) return '  ';
  const start = lineStart(text, last.span.start);
  return start < block.body.start ? '  ' : text.slice(start, last.span.start).replace(/[^\t ]/g, ' ');
}
