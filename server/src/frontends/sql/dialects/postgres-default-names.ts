const SUFFIXES = { primary: 'pkey', unique: 'key', foreign: 'fkey', index: 'idx' } as const;

/**
 * The name PostgreSQL gives a constraint or index without one (makeObjectName and ChooseIndexColumnNames in its source):
 * later statements drop and rename it by that name. Collisions, which get a number, are not looked at.
 */
export function defaultConstraintName(table: string, columns: readonly string[], kind: keyof typeof SUFFIXES): string {
  const suffix = SUFFIXES[kind];
  const middle = kind === 'primary' ? '' : columns.join('_');
  // NAMEDATALEN is 64 with the closing NUL; the longer of both parts is shortened first.
  const room = 63 - suffix.length - 1 - (middle === '' ? 0 : 1);
  let first = byteLength(table);
  let second = byteLength(middle);
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  const parts = [clip(table, first), clip(middle, second), suffix].filter(part => part !== '');
  return parts.join('_');
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += widthOf(character);
  return bytes;
}

function clip(text: string, bytes: number): string {
  let used = 0;
  let out = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > bytes) break;
    out += character;
  }
  return out;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
