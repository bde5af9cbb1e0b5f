import type { Value } from '../../core/facts/values';
import type { Filter } from '../../core/query';

/** Where in a column the text of a `LIKE` pattern must stand; undefined when the pattern is not written here. */
export function likePattern(value: Value): Filter['pattern'] {
  const first = edgeOf(value, 'start');
  const last = edgeOf(value, 'end');
  if (first === undefined || last === undefined) return undefined;
  if (!isWildcard(first.charAt(0))) return 'prefix';
  return isWildcard(last.charAt(last.length - 1)) ? 'infix' : 'suffix';
}

function isWildcard(character: string): boolean {
  return character === '%' || character === '_';
}

/** The text at one end of the pattern; `''` where a value stands there. */
function edgeOf(value: Value, edge: 'start' | 'end'): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind !== 'template') return undefined;
  // A template begins and ends with a text, which may be empty.
  const pieces = value.pieces.filter(piece => piece.kind === 'hole' || piece.cooked !== '');
  const piece = edge === 'start' ? pieces[0] : pieces.at(-1);
  return piece?.kind === 'text' ? piece.cooked : piece && '';
}
