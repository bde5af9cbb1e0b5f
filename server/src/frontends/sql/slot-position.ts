import type { HoleReading } from '../../core/facts/sql-template';
import type { HoleContext, VariantTokens } from './hole-context';
import type { Placeholder } from './substitution';

/** What a hole is by what had to be put there for the grammar to accept the text. */
export function positionOf(
  placeholder: Placeholder,
  hole: HoleContext,
  tokens: VariantTokens,
): HoleReading['position'] {
  switch (placeholder) {
    case 'identifier':
      return 'identifier';
    case 'equals':
    case 'conjunction':
    case 'first':
      return 'keyword';
    case 'nothing':
      return isSortDirection(tokens, hole) ? 'keyword' : 'fragment';
    default:
      return 'fragment';
  }
}

/** Directly behind an element of ORDER BY: ASC, DESC or NULLS. */
function isSortDirection(tokens: VariantTokens, hole: HoleContext): boolean {
  const before = tokens.word(hole.token - 1);
  if (before === 'NULLS') return true;
  if (before === ',' || before === 'BY') return false;
  let depth = 0;
  for (let index = hole.token - 1; index >= 0; index--) {
    const word = tokens.word(index);
    if (word === ')') depth++;
    else if (word === '(' && --depth < 0) return false;
    else if (depth === 0 && word === 'BY') return tokens.word(index - 1) === 'ORDER';
    else if (depth === 0 && SORT_BARRIERS.has(word)) return false;
  }
  return false;
}

/** `${a}${b}`: one value in two parts, or a value and more text. */
export function touchesHole(tokens: VariantTokens, hole: HoleContext): boolean {
  return tokens.holes.some(other => other.at === hole.at - 1 || other.at === hole.at + 1);
}

const SORT_BARRIERS = new Set(['LIMIT', 'OFFSET', 'FETCH', 'FOR', 'SELECT', 'WHERE', 'HAVING', 'UNION']);
