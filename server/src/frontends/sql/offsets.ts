/** Translates the offsets of libpg-query (UTF-8 bytes for nodes, code points for errors) to UTF-16 code units. */
export interface OffsetMap {
  fromByte(offset: number): number;
  fromCodePoint(offset: number): number;
}

export function buildOffsetMap(text: string): OffsetMap {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant.
  if (/^[\x00-\x7f]*$/.test(text)) return IDENTITY;
  const bytes: number[] = [];
  const codePoints: number[] = [];
  for (let i = 0; i < text.length; i++) {
    codePoints.push(i);
    const code = text.codePointAt(i) ?? 0;
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let n = 0; n < width; n++) bytes.push(i);
    if (width === 4) i++;
  }
  return {
    fromByte: offset => bytes[offset] ?? text.length,
    fromCodePoint: offset => codePoints[offset] ?? text.length,
  };
}

const IDENTITY: OffsetMap = { fromByte: offset => offset, fromCodePoint: offset => offset };
