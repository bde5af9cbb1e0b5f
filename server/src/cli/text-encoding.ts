/** How the bytes of a file stand for its text. */
export interface Encoding {
  /** The byte order mark as text, or nothing. */
  readonly mark: string;
  /** The text without the mark. */
  decode(bytes: Buffer): string;
  /** Takes the text with the mark, if the file has one. */
  encode(text: string): Buffer;
}

/** By the byte order mark; without one it is UTF-8. */
export function detectEncoding(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16LittleEndian;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16BigEndian;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? utf8Marked : utf8;
}

const MARK = '\uFEFF';

const utf8: Encoding = {
  mark: '',
  decode: bytes => bytes.toString('utf8'),
  encode: text => Buffer.from(text, 'utf8'),
};

const utf8Marked: Encoding = { ...utf8, mark: MARK, decode: bytes => bytes.toString('utf8', 3) };

const utf16LittleEndian: Encoding = {
  mark: MARK,
  decode: bytes => bytes.toString('utf16le', 2),
  encode: text => Buffer.from(text, 'utf16le'),
};

const utf16BigEndian: Encoding = {
  mark: MARK,
  decode: bytes => new TextDecoder('utf-16be').decode(bytes),
  encode: text => Buffer.from(text, 'utf16le').swap16(),
};
