import type { Expression } from '../../core/facts/expression';
import type { SqlPiece } from '../../core/facts/sql-template';
import type { SqlText } from '../../core/model';
import type { Place } from '../../core/text';
import { walkExpression } from './expressions';

/** Where a condition stands, with the holes that it begins or ends with: in the text itself they take no width. */
export function conditionPlace(condition: Expression, text: SqlText): Place | undefined {
  const place = text.at(condition.start, condition.end);
  const holes = [...walkExpression(condition)].filter(isHole);
  if (!place || holes.length === 0) return place;
  let { start, end } = place.span;
  for (const { piece, offset } of holesOf(text.query?.raw?.template.pieces ?? [])) {
    const { uri, unit, span } = piece.at;
    if (uri !== place.uri || unit !== place.unit || !holes.some(hole => hole.start === offset)) continue;
    if (offset === condition.start) start = Math.min(start, span.start);
    if (offset === condition.end) end = Math.max(end, span.end);
  }
  return { ...place, span: { start, end } };
}

/** Where something can be written behind an expression; at the offset of a hole alone it would come before the hole. */
export function placeBehind(expression: Expression, text: SqlText): Place | undefined {
  const { end } = expression;
  if (!isHole(expression)) return text.at(end, end);
  const [hole] = [...holesOf(text.query?.raw?.template.pieces ?? [])].filter(({ offset }) => offset === end);
  return hole && { ...hole.piece.at, span: { start: hole.piece.at.span.end, end: hole.piece.at.span.end } };
}

function isHole({ start, end }: Expression): boolean {
  return start === end;
}

type Hole = SqlPiece & { readonly kind: 'hole' };

/** As far as the text is the same in every variant. */
function* holesOf(pieces: readonly SqlPiece[]): Generator<{ readonly piece: Hole; readonly offset: number }> {
  let offset = 0;
  for (const piece of pieces) {
    if (piece.kind === 'text') offset += piece.cooked.length;
    else if (piece.kind === 'hole') yield { piece, offset };
    else return;
  }
}
