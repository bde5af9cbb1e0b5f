import type { Dialect } from '../../core/facts/sql-template';
import { dialectOfProvider } from '../../core/prisma-provider';
import { type MaskedText, maskText } from './mask';
import { parseBlock } from './parse';
import { type BlockRange, splitBlocks } from './split-blocks';

/** The database that a schema's datasource names; undefined where the datasource stands in another file. */
export function dialectOf(text: string): Dialect | undefined {
  const source = maskText(text);
  return dialectOfSchema(source, splitBlocks(source).blocks);
}

export function dialectOfSchema(source: MaskedText, blocks: readonly BlockRange[]): Dialect | undefined {
  for (const block of blocks) {
    if (block.keyword !== 'datasource') continue;
    for (const member of parseBlock(source, block).members) {
      if (member.kind !== 'assignment' || member.name !== 'provider') continue;
      return member.value.kind === 'string' ? dialectOfProvider(member.value.value) : undefined;
    }
  }
  return undefined;
}
