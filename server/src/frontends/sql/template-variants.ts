import type { SqlPiece, SqlTemplate, TemplatePoint } from '../../core/facts/sql-template';
import { HOLE } from './scan';

/** One way to read a template: its text with `HOLE` for each hole. */
export interface TemplateVariant {
  readonly text: string;
  /** In the order of the text; a `repeat` is read once. */
  readonly holes: readonly VariantHole[];
  /** Stretches of `text` and where they stand in the template's text. */
  readonly chunks: readonly TextChunk[];
}

export interface VariantHole {
  readonly index: number;
  readonly at: number;
  /** Offset in the text of all pieces of the template. */
  readonly template: number;
}

export interface TextChunk {
  readonly at: number;
  readonly length: number;
  /** Offset in the text of all pieces of the template, holes taking no width. */
  readonly template: number;
  /** Holes of the template before this chunk. */
  readonly holesBefore: number;
}

const MAX_VARIANTS = 8;

/** At most eight variants; the holes are counted over all branches, depth first. */
export function expandTemplate(template: SqlTemplate): {
  readonly variants: readonly TemplateVariant[];
  readonly holeCount: number;
} {
  const numbered = new Numbering();
  const paths = numbered.sequence(template.pieces);
  const variants = paths.slice(0, MAX_VARIANTS).map(buildVariant);
  return { variants, holeCount: numbered.holes };
}

type Atom =
  | { readonly kind: 'text'; readonly text: string; readonly template: number; readonly holesBefore: number }
  | { readonly kind: 'hole'; readonly index: number; readonly template: number };

/** Numbers text and holes over all pieces while it lists the ways through them. */
class Numbering {
  holes = 0;
  private offset = 0;

  sequence(pieces: readonly SqlPiece[]): Atom[][] {
    let paths: Atom[][] = [[]];
    for (const piece of pieces) {
      const ways = this.piece(piece);
      paths = paths.flatMap(path => ways.map(way => [...path, ...way])).slice(0, MAX_VARIANTS);
    }
    return paths;
  }

  private piece(piece: SqlPiece): Atom[][] {
    switch (piece.kind) {
      case 'text': {
        const atom: Atom = { kind: 'text', text: piece.cooked, template: this.offset, holesBefore: this.holes };
        this.offset += piece.cooked.length;
        return [[atom]];
      }
      case 'hole':
        return [[{ kind: 'hole', index: this.holes++, template: this.offset }]];
      case 'choice':
        return piece.of.length === 0 ? [[]] : piece.of.flatMap(branch => this.sequence(branch));
      case 'repeat':
        return this.sequence(piece.of);
    }
  }
}

function buildVariant(atoms: readonly Atom[]): TemplateVariant {
  let text = '';
  const holes: VariantHole[] = [];
  const chunks: TextChunk[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'hole') {
      holes.push({ index: atom.index, at: text.length, template: atom.template });
      text += HOLE;
    } else {
      const { template, holesBefore } = atom;
      chunks.push({ at: text.length, length: atom.text.length, template, holesBefore });
      // A private-use character of the text itself must not pass for a hole.
      text += atom.text.replaceAll(HOLE, ' ');
    }
  }
  return { text, holes, chunks };
}

/** The template's offset of a point of the variant's text. A point at a hole is the end of the text before it. */
export function templateOffset(variant: TemplateVariant, at: number): number {
  let offset = variant.chunks[0]?.template ?? 0;
  for (const chunk of variant.chunks) {
    if (chunk.at > at) break;
    offset = chunk.template + Math.min(at - chunk.at, chunk.length);
  }
  return offset;
}

/** The template's points around a stretch of the variant's text that starts and ends at text or at whole holes. */
export function templatePoints(
  variant: TemplateVariant,
  start: number,
  end: number,
): { readonly from: TemplatePoint; readonly to: TemplatePoint } {
  const before = pointAt(variant, start);
  const last = pointAt(variant, end - 1);
  const to = last.hole
    ? { offset: last.offset, holesBefore: last.holesBefore + 1 }
    : { offset: last.offset + 1, holesBefore: last.holesBefore };
  return { from: { offset: before.offset, holesBefore: before.holesBefore }, to };
}

function pointAt(variant: TemplateVariant, at: number): TemplatePoint & { readonly hole: boolean } {
  const hole = variant.holes.find(candidate => candidate.at === at);
  if (hole !== undefined) return { offset: hole.template, holesBefore: hole.index, hole: true };
  const chunk = variant.chunks.find(candidate => candidate.at <= at && at < candidate.at + candidate.length);
  if (chunk === undefined) return { offset: templateOffset(variant, at), holesBefore: 0, hole: false };
  return { offset: chunk.template + at - chunk.at, holesBefore: chunk.holesBefore, hole: false };
}
