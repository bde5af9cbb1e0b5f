import type { Span } from '../../../core/text';
import { LEXICAL_RULES, type SqlFlavor, scanTokens, type Token } from '../scan';
import { FIRST_PARAMETER } from '../substitution';
import { isNode, type SqlNode } from './node-sql-parser';
import { nameOf } from './token-reader';

/** Where the offsets of a statement lead, and which of its literals hold holes. */
export interface QueryText {
  readonly text: string;
  readonly flavor: Exclude<SqlFlavor, 'postgres'>;
  /** Where the places in the tree count from. */
  readonly from: number;
  toResult(at: number): number;
  /** The holes inside of a range of the parsed text. */
  holesIn?(range: Span): readonly number[];
  /** In DDL of SQLite "x" is a name; in a query it may be a text, where no column is called so. */
  readonly quotedIsName?: boolean;
  /** A hole may bring names that are not seen. */
  readonly incomplete?: boolean;
}

/**
 * Where the parts of a tree stand. The tree says so of columns and calls and not of literals and names: they are looked for
 * among the tokens, in the order of the source.
 */
export class TokenPlaces {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(private readonly source: QueryText) {
    this.tokens = scanTokens(source.text, LEXICAL_RULES[source.flavor]).filter(token => token.kind !== 'comment');
  }

  /** Everything before it has been read. */
  get cursor(): number {
    return this.at;
  }

  /** The next name that is spelled so, behind everything read so far. */
  findName(name: string): Span | undefined {
    return this.find(token => isName(token) && this.isSpelled(token, name));
  }

  /** `a` or `t.a`, and not the name of a call. */
  findColumn(qualifier: string | undefined, name: string): Span | undefined {
    const parts = (qualifier === undefined ? [] : [qualifier, '.']).concat(name);
    const first = this.tokens.findIndex(
      ({ start }, n) =>
        start >= this.at &&
        parts.every((part, i) => this.isSpelled(this.tokens[n + i], part)) &&
        !this.isSpelled(this.tokens[n + parts.length], '('),
    );
    const start = this.tokens[first]?.start;
    const end = this.tokens[first + parts.length - 1]?.end;
    return first < 0 || start === undefined || end === undefined ? undefined : { start, end };
  }

  private isSpelled(token: Token | undefined, text: string): boolean {
    return token !== undefined && nameOf(this.source.text, token).toLowerCase() === text.toLowerCase();
  }

  /** Reading goes on behind this place, when it lies ahead. */
  moveTo(at: number): void {
    this.at = Math.max(this.at, at);
  }

  range({ start, end }: Span): Span {
    return { start: this.source.toResult(start), end: this.source.toResult(end) };
  }

  /** The next token that passes; reading goes on behind it. */
  find(test: (token: Token) => boolean): Token | undefined {
    const token = this.tokens.find(candidate => candidate.start >= this.at && test(candidate));
    if (token !== undefined) this.at = token.end;
    return token;
  }

  isWord(word: string): (token: Token) => boolean {
    return token => token.kind === 'word' && this.source.text.slice(token.start, token.end).toUpperCase() === word;
  }

  /** The parser's places include the white space behind. */
  located(node: SqlNode): Span | undefined {
    const { loc } = node;
    const start = isNode(loc) && isNode(loc.start) ? loc.start.offset : undefined;
    const end = isNode(loc) && isNode(loc.end) ? loc.end.offset : undefined;
    if (typeof start !== 'number' || typeof end !== 'number' || end <= start) return undefined;
    const from = this.source.from + start;
    return { start: from, end: from + this.source.text.slice(from, this.source.from + end).trimEnd().length };
  }

  /** The place of a hole that stands as a parameter. */
  findHole(hole: number): Token | undefined {
    const token = this.tokens.find(candidate => this.holeOfToken(candidate) === hole);
    if (token !== undefined) this.moveTo(token.end);
    return token;
  }

  /** The token that starts where another one ends. */
  behind({ end }: Token): Token | undefined {
    return this.tokens.find(({ start }) => start === end);
  }

  holeOfToken({ kind, start, end }: Token): number | undefined {
    const number = kind === 'parameter' ? Number(this.source.text.slice(start + 1, end)) : 0;
    return number >= FIRST_PARAMETER ? number - FIRST_PARAMETER : undefined;
  }
}

function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'quoted' || kind === 'string';
}
