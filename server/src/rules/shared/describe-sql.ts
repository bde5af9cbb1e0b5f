import type { SqlPiece } from '../../core/facts/sql-template';
import type { Query } from '../../core/query';

/** Longer statements say no more in a hover. */
const LONGEST = 1200;

/** For a finding: the text that a raw query sends, as far as the program writes it, with a number for each value put in. */
export function sqlOf(query: Query): { readonly sql?: string } {
  const sql = describeSql(query);
  return sql === undefined ? {} : { sql };
}

function describeSql({ raw }: Query): string | undefined {
  if (!raw) return undefined;
  let count = 0;
  const text = textOf(raw.template.pieces, () => `$${++count}`);
  if (!/[a-z]/i.test(text)) return undefined;
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indents = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  const sql = lines.map(line => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n');
  return sql.length > LONGEST ? `${sql.slice(0, LONGEST)} …` : sql;
}

function textOf(pieces: readonly SqlPiece[], hole: () => string): string {
  return pieces.map(piece => textOfPiece(piece, hole)).join('');
}

function textOfPiece(piece: SqlPiece, hole: () => string): string {
  switch (piece.kind) {
    case 'text':
      return piece.cooked;
    case 'hole':
      return hole();
    case 'choice':
      return textOf(piece.of[0] ?? [], hole);
    case 'repeat':
      return `${textOf(piece.of, hole)}${piece.separator}…`;
  }
}
