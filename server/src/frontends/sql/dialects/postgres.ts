import { hasSqlDetails, loadModule, type ParseResult, parseSync } from 'libpg-query';
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
