import type { HoleReading } from '../../core/facts/sql-template';
import { LEXICAL_RULES, type SqlFlavor, scanTokens, type Token } from './scan';
import type { TemplateVariant } from './template-variants';

/** Where a hole stands as far as the lexer can tell. */
export interface HoleContext {
  readonly index: number;
  readonly at: number;
  /** `glued`: a part of a name; `parameter-number`: `$${n}`, `:${name}`. */
  readonly place: 'code' | 'string' | 'quoted' | 'comment' | 'glued' | 'parameter-number';
  readonly quotes?: HoleReading['quotes'];
  /** The index of the token that is the hole or holds it. */
  readonly token: number;
}

export interface VariantTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly holes: readonly HoleContext[];
  /** The upper-case text of a token; of a literal, a quoted name or a hole only its kind in brackets. */
  word(index: number): string;
}

export function scanVariant(variant: TemplateVariant, flavor: SqlFlavor): VariantTokens {
  const { text } = variant;
  const all = scanTokens(text, LEXICAL_RULES[flavor]);
  const comments = all.filter(token => token.kind === 'comment');
  const tokens = all.filter(token => token.kind !== 'comment');
  const holes = variant.holes.map(({ index, at }): HoleContext => {
    if (comments.some(token => token.start <= at && at < token.end)) return { index, at, place: 'comment', token: -1 };
    const position = tokens.findIndex(token => token.start <= at && at < token.end);
    const token = tokens[position];
    if (token?.kind === 'string') {
      const dollar = flavor === 'postgres' && text[token.start] === '$';
      return { index, at, place: 'string', quotes: dollar ? '$' : "'", token: position };
    }
    if (token?.kind === 'quoted') {
      const literal = flavor === 'mysql' && text[token.start] === '"';
      const quotes = text[token.start] === '"' ? { quotes: '"' as const } : {};
      return { index, at, place: literal ? 'string' : 'quoted', ...quotes, token: position };
    }
    const before = tokens[position - 1];
    const after = tokens[position + 1];
    if (before?.end === at && PARAMETER_MARKS.has(text.slice(before.start, before.end))) {
      return { index, at, place: 'parameter-number', token: position };
    }
    const joined = (before?.end === at && GLUES.has(before.kind)) || (after?.start === at + 1 && GLUES.has(after.kind));
    return { index, at, place: joined ? 'glued' : 'code', token: position };
  });
  const word = (index: number): string => {
    const token = tokens[index];
    if (token === undefined) return '';
    if (token.kind === 'word' || token.kind === 'operator' || token.kind === 'punctuation') {
      return text.slice(token.start, token.end).toUpperCase();
    }
    return `<${token.kind}>`;
  };
  return { text, tokens, holes, word };
}

const PARAMETER_MARKS = new Set(['$', ':', '@']);
const GLUES: ReadonlySet<Token['kind']> = new Set(['word', 'number', 'parameter']);
