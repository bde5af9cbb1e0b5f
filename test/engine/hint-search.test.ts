import assert from 'node:assert/strict';
import { createHintSearch } from '../../server/src/engine/hint-search';
import { LIBRARIES } from '../../server/src/libraries/index';

const HINTS = ['findMany', '.query(', 'he', 'she', ['risma', '.count('], ['a', 'aa', 'aaa']] as const;

describe('the search for hints', () => {
  const cases: readonly (readonly [text: string, found: boolean])[] = [
    ['', false],
    ['prisma.user.findMany()', true],
    ['prisma.user.findMan', false],
    ['pool.query(', true],
    ['ushers', true],
    ['us-hers', true],
    ['.count(', false],
    ['prisma', false],
    ['.count( … prisma', true],
    ['Prisma.count()', true],
    ['aab', false],
    ['aab aaa', true],
    ['…findMany…', true],
    ['find…Many', false],
  ];
  for (const [text, found] of cases) {
    it(JSON.stringify(text), () => assert.equal(createHintSearch([HINTS])(text).length > 0, found));
  }

  it('finds what a plain search finds', () => {
    const hints = LIBRARIES.flatMap(({ hints: own }) => own);
    const search = createHintSearch([hints]);
    const plain = (text: string) =>
      hints.some(hint => (typeof hint === 'string' ? text.includes(hint) : hint.every(word => text.includes(word))));
    const words = hints.flat();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 3000; round++) {
      const pieces = Array.from({ length: 1 + random(4) }, () => {
        const word = words[random(words.length)] ?? '';
        return random(2) === 0 ? word : word.slice(random(3), word.length - random(3));
      });
      const text = pieces.join(['', ' ', "'", 'ä'][random(4)]);
      assert.equal(search(text).length > 0, plain(text), text);
    }
  });
});
