import type { SqlParameter } from '../../core/facts/sql-template';
import type { Span } from '../../core/text';
import type { VariantTokens } from './hole-context';
import { HOLE } from './scan';

/** A stretch of a variant's text that becomes a parameter. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
  readonly parameter: SqlParameter;
}

/**
 * The value of a string literal with holes as the pieces of a parameter. Undefined where it has another form than
 * `'…'` or an escape that means something else outside of SQL.
 */
export function literalPieces(tokens: VariantTokens, span: Span, quote: string): SqlParameter['pieces'] | undefined {
  const raw = tokens.text.slice(span.start, span.end);
  if (!raw.startsWith(quote) || !raw.endsWith(quote) || raw.length < 2 || raw.includes('\\')) return undefined;
  const pieces: (string | { readonly hole: number })[] = [];
  let at = span.start + 1;
  const text = (to: number): void => {
    if (to > at) pieces.push(tokens.text.slice(at, to).replaceAll(quote + quote, quote));
  };
  for (const hole of tokens.holes) {
    if (hole.at <= span.start || hole.at >= span.end) continue;
    text(hole.at);
    pieces.push({ hole: hole.index });
    at = hole.at + 1;
  }
  text(span.end - 1);
  return pieces.some(piece => typeof piece === 'string' && piece.includes(HOLE)) ? undefined : pieces;
}
