import type { QualifiedName } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { LEXICAL_RULES, type SqlFlavor, scanTokens, type Token } from '../scan';

/** Thrown inside the token reader when a text is not what it expects; never leaves `readTokenStatement`. */
export class UnexpectedToken extends Error {
  constructor(readonly span: Span) {
    super('unexpected token');
  }
}

/** Walks over the tokens of one MySQL or SQLite statement. */
export class TokenReader {
  readonly tokens: readonly Token[];
  private at = 0;

  constructor(
    readonly text: string,
    readonly flavor: SqlFlavor,
  ) {
    this.tokens = scanTokens(text, LEXICAL_RULES[flavor]).filter(token => token.kind !== 'comment');
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Where the next token starts. */
  get start(): number {
    return this.tokens[this.at]?.start ?? this.text.length;
  }

  /** Where the last token taken ends. */
  get end(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  /** At the end of an element of a list. */
  get atElementEnd(): boolean {
    return this.done || this.peek() === ',' || this.peek() === ')' || this.peek() === ';';
  }

  /** The upper-case text of a token ahead; empty for a quoted one, which is never a keyword. */
  peek(ahead = 0): string {
    const token = this.tokens[this.at + ahead];
    if (token === undefined || token.kind === 'quoted' || token.kind === 'string') return '';
    return this.text.slice(token.start, token.end).toUpperCase();
  }

  kind(ahead = 0): Token['kind'] | undefined {
    return this.tokens[this.at + ahead]?.kind;
  }

  /** Takes the words if they come next. */
  accept(...words: readonly string[]): boolean {
    if (!words.every((word, n) => this.peek(n) === word)) return false;
    this.at += words.length;
    return true;
  }

  acceptAny(words: ReadonlySet<string>): string | undefined {
    const word = this.peek();
    if (!words.has(word)) return undefined;
    this.at++;
    return word;
  }

  expect(...words: readonly string[]): void {
    if (!this.accept(...words)) throw this.unexpected();
  }

  skip(): void {
    this.at++;
  }

  unexpected(): UnexpectedToken {
    const token = this.tokens[this.at] ?? this.tokens.at(-1);
    return new UnexpectedToken({ start: token?.start ?? 0, end: token?.end ?? this.text.length });
  }

  name(): string {
    const token = this.tokens[this.at];
    if (token === undefined || !this.atName) throw this.unexpected();
    this.at++;
    return nameOf(this.text, token);
  }

  /** `main` is the database itself (SQLite manual, ATTACH DATABASE). */
  qualifiedName(): QualifiedName {
    const first = this.name();
    if (!this.accept('.')) return { name: first };
    const name = this.name();
    return this.flavor === 'sqlite' && first.toLowerCase() === 'main' ? { name } : { schema: first, name };
  }

  /** Is the next token a name, not a bracket? */
  get atName(): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || !token.terminated) return false;
    if (token.kind === 'word' || token.kind === 'quoted') return true;
    // MySQL takes names that start with a digit; SQLite takes a literal where only a name can stand.
    if (token.kind === 'string') return this.flavor === 'sqlite';
    return (
      token.kind === 'number' && this.flavor === 'mysql' && /^\d+[a-z_$]/i.test(this.text.slice(token.start, token.end))
    );
  }

  names(): readonly string[] {
    this.expect('(');
    const names = [this.name()];
    while (this.accept(',')) names.push(this.name());
    this.expect(')');
    return names;
  }

  /** Skips a parenthesized group and gives what stands inside. */
  group(): string {
    const { start, end } = this.groupSpan();
    return this.text.slice(start, end);
  }

  groupSpan(): Span {
    this.expect('(');
    const start = this.start;
    let depth = 1;
    while (!this.done) {
      const word = this.peek();
      if (word === '(') depth++;
      else if (word === ')' && --depth === 0) {
        const span = { start, end: Math.max(this.end, start) };
        this.at++;
        return span;
      }
      this.at++;
    }
    throw this.unexpected();
  }

  /** Skips to the end of a list element. */
  skipElement(): void {
    while (!this.atElementEnd) this.skipPart();
  }

  /** Skips one token, or a group as a whole. */
  skipPart(): void {
    if (this.peek() === '(') this.group();
    else this.at++;
  }
}

/** The name that a token writes, without its quotes. */
export function nameOf(text: string, token: Token): string {
  const raw = text.slice(token.start, token.end);
  if (token.kind !== 'quoted' && token.kind !== 'string') return raw;
  const quote = raw.at(-1) ?? '';
  const inner = raw.slice(1, -1);
  return quote === ']' ? inner : inner.replaceAll(quote + quote, quote);
}
