/** SHA-1 as hexadecimal digits: TypeORM's names of constraints and indexes end in the first of them. */
export function sha1(text: string): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = padded(new TextEncoder().encode(text));
  for (let start = 0; start < words.length; start += 16) addBlock(state, words.slice(start, start + 16));
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** RFC 3174, 4: a one, zeros, and the length in bits at the end of the last block of 16 words. */
function padded(bytes: Uint8Array): number[] {
  const words: number[] = new Array(((bytes.length + 8) >> 6) * 16 + 16).fill(0);
  const put = (at: number, byte: number) => {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8));
  };
  bytes.forEach((byte, at) => {
    put(at, byte);
  });
  put(bytes.length, 0x80);
  words[words.length - 1] = bytes.length * 8;
  return words;
}

function addBlock(state: number[], block: readonly number[]): void {
  const schedule = [...block];
  for (let t = 16; t < 80; t++) {
    const mixed = at(schedule, t - 3) ^ at(schedule, t - 8) ^ at(schedule, t - 14) ^ at(schedule, t - 16);
    schedule.push(rotate(mixed, 1));
  }
  let [a, b, c, d, e] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3), at(state, 4)];
  for (let t = 0; t < 80; t++) {
    const [f, k] =
      t < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : t < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : t < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const next = (rotate(a, 5) + f + e + k + at(schedule, t)) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((word, index) => {
    state[index] = (at(state, index) + word) | 0;
  });
}

function at(words: readonly number[], index: number): number {
  return words[index] ?? 0;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
