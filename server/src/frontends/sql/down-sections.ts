import type { Span } from '../../core/text';

/** The comments by which goose, sql-migrate, dbmate and node-pg-migrate divide one file into its two directions. */
const MARKER =
  /^--[ \t]*(?:\+goose[ \t]+(up|down)|\+migrate[ \t]+(up|down)|migrate:(up|down)|(up|down)[ \t]+migration)\b/gim;

/** The parts of a migration that take it back. They run when somebody asks for it, never on the way forward. */
export function findDownSections(text: string): readonly Span[] {
  const sections: Span[] = [];
  let start: number | undefined;
  for (const match of text.matchAll(MARKER)) {
    const direction = (match[1] ?? match[2] ?? match[3] ?? match[4])?.toLowerCase();
    if (direction === 'down') start ??= match.index;
    else if (start !== undefined) {
      sections.push({ start, end: match.index });
      start = undefined;
    }
  }
  if (start !== undefined) sections.push({ start, end: text.length });
  return sections;
}
