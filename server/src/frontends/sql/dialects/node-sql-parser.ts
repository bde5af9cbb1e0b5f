import type { Span } from '../../../core/text';
import { LEXICAL_RULES, type SqlFlavor, scanTokens } from '../scan';

/** A node of the parser's tree. Its shapes are known from what it gives, so every member is looked at before it is used. */
export type SqlNode = Readonly<Record<string, unknown>>;

export type SqlParse =
  /** Places in the tree count from `from`. */
  | { readonly ok: true; readonly statements: readonly SqlNode[]; readonly from: number }
  | { readonly ok: false; readonly at: number };

interface Parser {
  astify(text: string, options: object): unknown;
}

type Build = 'mysql' | 'mariadb' | 'sqlite';

const parsers = new Map<Build, Parser>();

/** Parses one statement of MySQL, MariaDB or SQLite. What the parser does not know is hidden from it by as many characters. */
export function parseStatement(text: string, flavor: Exclude<SqlFlavor, 'postgres'>): SqlParse {
  if (text.length > LONGEST) return { ok: false, at: text.length };
  const masked = mask(text, flavor);
  // The parser cuts off what is white, and counts from there.
  const from = masked.length - masked.trimStart().length;
  const builds: readonly Build[] = flavor === 'mysql' ? ['mysql', 'mariadb'] : ['sqlite'];
  let at = 0;
  for (const build of builds) {
    try {
      const tree = parserOf(build).astify(masked, { database: build, parseOptions: { includeLocations: true } });
      const statements = (Array.isArray(tree) ? tree : [tree]).filter(isNode);
      return { ok: true, statements, from };
    } catch (error) {
      at = Math.max(at, errorOffset(error) ?? 0);
    }
  }
  return { ok: false, at: from + at };
}

/** Made by the first statement that needs it: half a megabyte of code that most projects never run. */
function parserOf(build: Build): Parser {
  const known = parsers.get(build);
  if (known) return known;
  const parser = load(build);
  parsers.set(build, parser);
  return parser;
}

/** The package's root would bring every dialect, 89 MB of them. */
function load(build: Build): Parser {
  switch (build) {
    case 'mysql': {
      const { Parser }: typeof import('./mysql-parser') = require('./mysql-parser');
      return new Parser();
    }
    case 'mariadb': {
      const { Parser }: typeof import('./mariadb-parser') = require('./mariadb-parser');
      return new Parser();
    }
    case 'sqlite': {
      const { Parser }: typeof import('./sqlite-parser') = require('./sqlite-parser');
      return new Parser();
    }
  }
}

/** Comments become spaces, and parameters that the grammar has no word for become some that it has. */
function mask(text: string, flavor: SqlFlavor): string {
  let masked = '';
  let at = 0;
  const replace = ({ start, end }: Span, by: string): void => {
    masked += text.slice(at, start) + by;
    at = end;
  };
  let previous = '';
  const tokens = scanTokens(text, LEXICAL_RULES[flavor]);
  for (const [n, token] of tokens.entries()) {
    const word = text.slice(token.start, token.end);
    const next = tokens[n + 1];
    if (token.kind === 'comment') replace(token, ' '.repeat(word.length));
    else if (word === '?' && AFTER_LIMIT.has(previous)) replace(token, '1');
    else if (word === '?' && next?.kind === 'number' && next.start === token.end) replace(token, ':');
    else if (token.kind === 'number' && text[token.start - 1] === '?') replace(token, 'p'.repeat(word.length));
    else if (token.kind === 'parameter' && word[0] === '$') replace(token, `:h${word.slice(2)}`);
    if (token.kind !== 'comment') previous = word.toUpperCase();
  }
  return masked + text.slice(at);
}

/** The hole that a parameter of the tree stands for, by the name that `mask` gives it. */
export function holeOfMasked(name: unknown): number | undefined {
  const digits = typeof name === 'string' ? /^h(\d{4})$/.exec(name)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

function errorOffset(error: unknown): number | undefined {
  const location: unknown = isNode(error) ? error.location : undefined;
  const start = isNode(location) ? location.start : undefined;
  return isNode(start) && typeof start.offset === 'number' ? start.offset : undefined;
}

export function isNode(value: unknown): value is SqlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const AFTER_LIMIT = new Set(['LIMIT', 'OFFSET']);
const LONGEST = 20_000;
