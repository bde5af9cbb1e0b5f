/** What the lexical rules of the dialects differ in. */
export interface LexicalRules {
  /** `\'` inside every literal (MySQL); otherwise only inside `E''`. */
  readonly backslash: boolean;
  readonly dollarQuotes: boolean;
  readonly nestedComments: boolean;
  /** `#` opens a comment, and `--` only with white space behind it. */
  readonly hashComments: boolean;
  readonly backticks: boolean;
  /** `[name]`. */
  readonly brackets: boolean;
  /** `/*!50100 …*\/` is no comment: only its marks are skipped, and what stands between them is read (mysqldump). */
  readonly versionedComments: boolean;
  /** Operators are those of a list: `=?` and `=-1` are two tokens. Otherwise any run of their characters is one. */
  readonly listedOperators: boolean;
  /** `"…"` is a string as well as a name: treated as a name, but with backslashes. */
  readonly beginBlocks: boolean;
}

export type SqlFlavor = 'postgres' | 'mysql' | 'sqlite';

export const LEXICAL_RULES: Readonly<Record<SqlFlavor, LexicalRules>> = {
  postgres: {
    backslash: false,
    dollarQuotes: true,
    nestedComments: true,
    hashComments: false,
    backticks: false,
    brackets: false,
    versionedComments: false,
    listedOperators: false,
    beginBlocks: false,
  },
  mysql: {
    backslash: true,
    dollarQuotes: false,
    nestedComments: false,
    hashComments: true,
    backticks: true,
    brackets: false,
    versionedComments: true,
    listedOperators: true,
    beginBlocks: true,
  },
  sqlite: {
    backslash: false,
    dollarQuotes: false,
    nestedComments: false,
    hashComments: false,
    backticks: true,
    brackets: true,
    versionedComments: false,
    listedOperators: true,
    beginBlocks: true,
  },
};

export interface Token {
  readonly kind:
    | 'word'
    | 'quoted'
    | 'string'
    | 'number'
    | 'parameter'
    | 'comment'
    | 'operator'
    | 'punctuation'
    | 'hole';
  readonly start: number;
  readonly end: number;
  /** False for a literal or comment that runs to the end of the text. */
  readonly terminated: boolean;
}

/** Stands for a hole of a template: a private-use character that no keyword, name or operator contains. */
export const HOLE = '\uE000';
const HOLE_CODE = 0xe000;

/** The tokens of a text with comments, without white space. Total: an unterminated literal runs to the end. */
export function scanTokens(text: string, rules: LexicalRules, from = 0, to = text.length): readonly Token[] {
  const tokens: Token[] = [];
  let i = from;
  while (i < to) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) {
      i++;
      continue;
    }
    const token = scanToken(text, i, rules, to);
    tokens.push(token);
    i = token.end;
  }
  return tokens;
}

function scanToken(text: string, start: number, rules: LexicalRules, to: number): Token {
  const code = text.charCodeAt(start);
  // The two likeliest kinds come first.
  if (PUNCTUATION.has(code)) {
    const number = code === DOT && isDigit(text.charCodeAt(start + 1));
    if (!number && !(code === BRACKET && rules.brackets)) {
      return { kind: 'punctuation', start, end: start + 1, terminated: true };
    }
  } else if (isLetter(code) && text.charCodeAt(start + 1) !== QUOTE && text.charCodeAt(start + 1) !== AMPERSAND) {
    let end = start + 1;
    while (end < to && isWordPart(text.charCodeAt(end))) end++;
    return { kind: 'word', start, end, terminated: true };
  }
  const closed = (kind: Token['kind'], end: number): Token => tokenUpTo(kind, start, end, to);
  if (code === HOLE_CODE) return closed('hole', start + 1);
  const comment = endOfComment(text, start, rules);
  if (comment !== 0) return closed('comment', comment);
  if (code === QUOTE) return closed('string', endOfQuoted(text, start, QUOTE, rules.backslash));
  if (code === DOUBLE_QUOTE) return closed('quoted', endOfQuoted(text, start, DOUBLE_QUOTE, rules.backslash));
  if (code === BACKTICK && rules.backticks) return closed('quoted', endOfQuoted(text, start, BACKTICK, false));
  if (code === BRACKET && rules.brackets) {
    const end = text.indexOf(']', start);
    return closed('quoted', end < 0 ? -1 : end + 1);
  }
  if (code === DOLLAR) {
    if (rules.dollarQuotes) {
      const end = endOfDollarQuoted(text, start);
      if (end !== 0) return closed('string', end);
    }
    let end = start + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    return closed(end > start + 1 ? 'parameter' : 'operator', end);
  }
  if (isWordStart(code)) {
    const prefixed = endOfPrefixedString(text, start, rules);
    if (prefixed !== 0) return closed('string', prefixed);
    let end = start + 1;
    while (isWordPart(text.charCodeAt(end))) end++;
    return closed('word', Math.min(end, to));
  }
  if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(start + 1)))) {
    let end = start + 1;
    while (end < to) {
      const c = text.charCodeAt(end);
      const exponentSign =
        (c === 43 || c === 45) && /[eE]/.test(text[end - 1] ?? '') && !/^0[xX]/.test(text.slice(start, end));
      if (!(isDigit(c) || c === DOT || isWordPart(c) || exponentSign) || c === DOLLAR) break;
      end++;
    }
    return closed('number', end);
  }
  if (code === 63) return closed('parameter', start + 1);
  if (code === 58 && text.charCodeAt(start + 1) === 58) return closed('operator', start + 2);
  if (PUNCTUATION.has(code)) return closed('punctuation', start + 1);
  if (rules.listedOperators && OPERATOR.has(code)) {
    LISTED_OPERATOR.lastIndex = start;
    return closed('operator', start + (LISTED_OPERATOR.exec(text)?.[0].length ?? 1));
  }
  if (OPERATOR.has(code)) {
    let end = start + 1;
    while (end < to && OPERATOR.has(text.charCodeAt(end)) && endOfComment(text, end, rules) === 0) end++;
    return closed('operator', end);
  }
  return closed('punctuation', start + 1);
}

function tokenUpTo(kind: Token['kind'], start: number, end: number, to: number): Token {
  const terminated = end >= 0 && end <= to;
  return { kind, start, end: terminated ? end : to, terminated };
}

/** The end of the comment that starts at `i`; 0 when none does, -1 when it is not terminated. */
export function endOfComment(text: string, i: number, rules: LexicalRules): number {
  const code = text.charCodeAt(i);
  if (code === DASH && text.charCodeAt(i + 1) === DASH) {
    if (rules.hashComments && i + 2 < text.length && !isSpace(text.charCodeAt(i + 2))) return 0;
    return endOfLine(text, i);
  }
  if (code === HASH && rules.hashComments) return endOfLine(text, i);
  if (rules.versionedComments) {
    VERSION_MARK.lastIndex = i;
    if (VERSION_MARK.test(text)) return VERSION_MARK.lastIndex;
  }
  if (code === SLASH && text.charCodeAt(i + 1) === STAR) return endOfBlockComment(text, i, rules.nestedComments);
  return 0;
}

/** What opens a comment that the server reads, MariaDB's own too, and what closes one. No statement has a bare star-slash. */
const VERSION_MARK = /\/\*M?!\d*|\*\//y;

function endOfBlockComment(text: string, i: number, nested: boolean): number {
  if (!nested) {
    const end = text.indexOf('*/', i + 2);
    return end < 0 ? -1 : end + 2;
  }
  let depth = 1;
  for (let at = i + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === STAR && text.charCodeAt(at + 1) === SLASH) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
      at++;
      depth++;
    }
  }
  return -1;
}

/** The end of the literal whose quote stands at `i`; -1 when it is not terminated. A doubled quote stays inside. */
export function endOfQuoted(text: string, i: number, quote: number, backslash: boolean): number {
  const mark = String.fromCharCode(quote);
  if (!backslash) {
    for (let at = i + 1; ; at += 2) {
      at = text.indexOf(mark, at);
      if (at < 0) return -1;
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
    }
  }
  for (let at = i + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uDFFF\uE001-\uffff][\w\u0080-\uDFFF\uE001-\uffff]*)?\$/y;

/** The end of the `$tag$ … $tag$` that starts at `i`; 0 when none does, -1 when it is not terminated. */
export function endOfDollarQuoted(text: string, i: number): number {
  DOLLAR_TAG.lastIndex = i;
  const tag = DOLLAR_TAG.exec(text)?.[0];
  if (tag === undefined) return 0;
  const end = text.indexOf(tag, i + tag.length);
  return end < 0 ? -1 : end + tag.length;
}

/** `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`: the end of the literal; 0 when the word is no such prefix. */
export function endOfPrefixedString(text: string, i: number, rules: LexicalRules): number {
  const code = text.charCodeAt(i) | 0x20;
  const next = text.charCodeAt(i + 1);
  if (next === QUOTE && (code === 101 || code === 98 || code === 120 || code === 110)) {
    return endOfQuoted(text, i + 1, QUOTE, rules.backslash || (code === 101 && rules.dollarQuotes));
  }
  if (code === 117 && next === 38 && text.charCodeAt(i + 2) === QUOTE) return endOfQuoted(text, i + 2, QUOTE, false);
  return 0;
}

/** The offset of the line end at or after `i`, before its line break. */
export function endOfLine(text: string, i: number): number {
  const end = text.indexOf('\n', i);
  if (end < 0) return text.length;
  return text.charCodeAt(end - 1) === 13 && end > i ? end - 1 : end;
}

export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A letter of the alphabet: nothing but a word starts with one. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function isWordStart(code: number): boolean {
  if (code < 128) return isLetter(code) || code === 95;
  // Behind the end of a text there is no number.
  return code >= 128 && code !== HOLE_CODE && code !== 0xfeff && code !== 0xa0;
}

export function isWordPart(code: number): boolean {
  // Asked for every letter of a script.
  return code < 128 ? WORD_PARTS[code] === 1 : isWordStart(code);
}

/** One for letters, digits, `_` and `$`. */
const WORD_PARTS = Uint8Array.from({ length: 128 }, (_, code) => (/[\w$]/.test(String.fromCharCode(code)) ? 1 : 0));
const QUOTE = 39;
const AMPERSAND = 38;
const DOUBLE_QUOTE = 34;
const BACKTICK = 96;
const BRACKET = 91;
const DOLLAR = 36;
const DOT = 46;
const DASH = 45;
const HASH = 35;
const SLASH = 47;
const STAR = 42;
const BACKSLASH = 92;
const PUNCTUATION = new Set([...'()[]{},;.'].map(character => character.charCodeAt(0)));
const LISTED_OPERATOR = /->>|<=>|->|<=|>=|<>|!=|==|\|\||&&|<<|>>|:=/y;
const OPERATOR = new Set([...'+-*/<>=~!@#%^&|`?:\\'].map(character => character.charCodeAt(0)));
