import type { TableDeclaration } from '../../../core/facts/schema';
import type { RenderContext, SourceText } from '../../../core/fix';
import { containsSpan, type Place, type Span } from '../../../core/text';
import { extractTable } from '../extract-table';
import { type MaskedText, maskText } from '../mask';
import { type Member, parseBlock } from '../parse';
import { type BlockRange, splitBlocks } from '../split-blocks';

/** The model that a fix speaks of, as it stands now. Spans count from the start of the document. */
export interface LocatedModel {
  readonly file: SourceText;
  readonly source: MaskedText;
  readonly blocks: readonly BlockRange[];
  readonly block: BlockRange;
  readonly members: readonly Member[];
  readonly table: TableDeclaration;
  /** What the fix points at. */
  readonly at: Span;
}

export type Declined = { readonly declined: string };

export function locateModel(place: Place, context: RenderContext): LocatedModel | Declined {
  const file = context.read(place.uri);
  const at = context.locate(place);
  if (!file || !at) return { declined: 'The model is no longer there.' };
  const source = maskText(file.text);
  const { blocks } = splitBlocks(source);
  const block = blocks.find(candidate => containsSpan(candidate.span, at));
  if (block?.keyword !== 'model') return { declined: 'The model is no longer there.' };
  if (!block.closed) return { declined: `The model ${block.name} is not closed.` };
  const { members } = parseBlock(source, block);
  return { file, source, blocks, block, members, table: extractTable(block, members, file.text, undefined), at };
}
