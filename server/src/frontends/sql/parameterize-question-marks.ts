import type { VariantTokens } from './hole-context';
import { literalPieces, type Replacement } from './replacement';

/** Bare and quoted values of MySQL and SQLite. There is no grammar here to prove more. */
export function planQuestionMarks(
  tokens: VariantTokens,
  which: readonly number[],
  existing: number,
): readonly Replacement[] | { readonly declined: string } {
  const marks = tokens.tokens.filter(token => tokens.text[token.start] === '?');
  if (marks.length !== existing) return { declined: 'the parameters of the statement are not the values of the call' };
  const plan: Replacement[] = [];
  for (const hole of tokens.holes) {
    if (!which.includes(hole.index) || plan.some(({ span }) => span.start < hole.at && hole.at < span.end)) continue;
    const token = tokens.tokens[hole.token];
    if (token === undefined) return { declined: 'what the spliced text is cannot be told' };
    const before = tokens.word(hole.token - 1);
    if (before === 'LIMIT' || before === 'OFFSET') return { declined: 'a prepared LIMIT takes no text' };
    if (before === '(' && tokens.word(hole.token - 2) === 'IN') return { declined: 'a list cannot be one parameter' };
    if (TYPES.has(before) && hole.place === 'string') return { declined: 'a typed literal takes no parameter' };
    const span = { start: token.start, end: token.end };
    const quote = tokens.text[token.start] ?? '';
    const pieces = hole.place === 'string' ? literalPieces(tokens, span, quote) : [{ hole: hole.index }];
    if (pieces === undefined) return { declined: 'the literal has escapes' };
    if (tokens.word(hole.token - 1) === ',' && listedInIn(tokens, hole.token)) {
      return { declined: 'an element of an IN list may hold several values' };
    }
    plan.push({ span, text: '?', parameter: { pieces, list: false } });
  }
  // Parameters are counted by their place in the text, and new values are appended.
  const first = plan[0]?.span.start ?? 0;
  if (marks.some(mark => mark.start > first)) return { declined: 'the statement has a parameter behind the value' };
  return plan;
}

function listedInIn(tokens: VariantTokens, index: number): boolean {
  let at = index;
  while (at >= 0 && tokens.word(at) !== '(') at--;
  return tokens.word(at - 1) === 'IN';
}

const TYPES = new Set(['DATE', 'TIME', 'TIMESTAMP', 'DATETIME', 'X', 'B', 'N']);
