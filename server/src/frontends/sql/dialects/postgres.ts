import { hasSqlDetails, loadModule, type ParseResult, parsePlPgSQLSync, parseSync } from 'libpg-query';
import { buildOffsetMap, type OffsetMap } from '../offsets';

/** A text read by PostgreSQL's own grammar. */
export type PostgresParse =
  | { readonly ok: true; readonly statements: readonly RawStatement[]; readonly offsets: OffsetMap }
  /** `at` in UTF-16 code units. */
  | { readonly ok: false; readonly message: string; readonly at: number };

export type RawStatement = NonNullable<ParseResult['stmts']>[number];

let loaded = false;

/** The grammar is WebAssembly, which Node loads asynchronously once. */
export async function loadPostgres(): Promise<void> {
  await loadModule();
  loaded = true;
}

export function parsePostgres(text: string): PostgresParse {
  if (!loaded) throw new Error('the PostgreSQL grammar is used before it was loaded');
  // PostgreSQL reads C strings.
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ok: false, message: 'a NUL character cannot stand in SQL', at: nul };
  if (text.trim() === '') return { ok: true, statements: [], offsets: buildOffsetMap('') };
  try {
    const result = parseSync(text);
    return { ok: true, statements: result.stmts ?? [], offsets: buildOffsetMap(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? -1) : -1;
    return { ok: false, message, at: position < 0 ? text.length : buildOffsetMap(text).fromCodePoint(position) };
  }
}

/** A statement that was parsed with others; its places count in a text in which it starts at `start`. */
export interface SharedParse {
  readonly text: string;
  readonly statements: readonly RawStatement[];
  readonly offsets: OffsetMap;
  readonly start: number;
}

/**
 * Parses many statements with few calls: each costs more than a short statement. Statements that the grammar refuses, or
 * that it would divide otherwise, are left out.
 */
export function parseTogether(texts: readonly string[]): readonly SharedParse[] {
  const parsed: SharedParse[] = [];
  let errors = 0;
  let from = 0;
  while (from < texts.length && errors <= MAX_ERRORS) {
    let to = from;
    for (let size = 0; to < texts.length && size < BATCH; to++) size += texts[to]?.length ?? 0;
    const refused = parseRange(texts.slice(from, to), parsed);
    if (refused === undefined) from = to;
    else {
      // What stands before the refused one is sound.
      errors++;
      if (refused > 0) parseRange(texts.slice(from, from + refused), parsed);
      from += refused + 1;
    }
  }
  return parsed;
}

/** Adds the parses of all texts, or gives the index of the one that cannot be parsed with the others. */
function parseRange(texts: readonly string[], parsed: SharedParse[]): number | undefined {
  const joined = texts.join(SEPARATOR);
  const parse = parsePostgres(joined);
  let start = 0;
  const starts = texts.map(text => {
    const own = start;
    start += text.length + SEPARATOR.length;
    return own;
  });
  if (!parse.ok) return indexBefore(starts, parse.at);
  const groups: RawStatement[][] = texts.map(() => []);
  for (const statement of parse.statements) {
    const { stmt_location = 0, stmt_len = 0 } = statement;
    const end = stmt_len === 0 ? joined.length : parse.offsets.fromByte(stmt_location + stmt_len);
    const index = indexBefore(starts, end - 1);
    // An open literal swallows the statements behind it, and may so hide that it is open.
    if (parse.offsets.fromByte(stmt_location) + SEPARATOR.length < (starts[index] ?? 0)) return index;
    groups[index]?.push(statement);
  }
  const without = groups.findIndex(group => group.length === 0);
  if (without >= 0) return without;
  for (const [n, text] of texts.entries()) {
    parsed.push({ text, statements: groups[n] ?? [], offsets: parse.offsets, start: starts[n] ?? 0 });
  }
  return undefined;
}

/** The index of the last start at or before a place. */
function indexBefore(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The tree of a function's or DO block's body; undefined where PostgreSQL's parser refuses it. */
export function parsePlpgsql(statement: string): unknown {
  try {
    return parsePlPgSQLSync(statement);
  } catch {
    // It also refuses what only a database could tell, and what is half-typed: then nothing is said of the body.
    return undefined;
  }
}

/** The line break ends a comment in which a statement may end. */
const SEPARATOR = '\n;\n';
const BATCH = 131_072;
/** A script with more is hardly SQL of PostgreSQL's. */
const MAX_ERRORS = 3;
