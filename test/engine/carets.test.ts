import assert from 'node:assert/strict';
import { cutCarets } from '../harness/carets';

function draw(...lines: string[]) {
  const { text, expected, writtenLine } = cutCarets(lines.join('\n'));
  return { text, found: expected.map(one => ({ at: text.slice(one.span.start, one.span.end), ...one })), writtenLine };
}

describe('carets of fixtures', () => {
  it('points at the line above and disappears from the text', () => {
    const { text, found, writtenLine } = draw('let a = 1;', '//  ^ family/rule', 'let b = 2;');
    assert.equal(text, 'let a = 1;\nlet b = 2;');
    assert.deepEqual(
      found.map(({ at, ruleId, line }) => ({ at, ruleId, line })),
      [{ at: 'a', ruleId: 'family/rule', line: 0 }],
    );
    assert.deepEqual([writtenLine(0), writtenLine(1)], [0, 2]);
  });

  it('reads every comment style, several groups on a line and several lines below one', () => {
    const { found } = draw('select a, b from c', '--     ^ x/one ^ x/two: b, 2', '  # ^^ x/three', '//<^^^ x/four');
    assert.deepEqual(
      found.map(({ at, ruleId, words }) => [at, ruleId, words]),
      [
        ['a', 'x/one', []],
        ['m', 'x/two', ['b', '2']],
        ['ct', 'x/three', []],
        ['select', 'x/four', []],
      ],
    );
  });

  it('leaves comments that only mention a caret alone and refuses what it cannot read', () => {
    assert.equal(draw('a', '// see ^ above').text, 'a\n// see ^ above');
    assert.throws(() => draw('a', '// ^^^ not a rule'), /line 2/);
    assert.throws(() => draw('// ^^^ x/one'), /below nothing/);
  });

  it('keeps line ends as they are', () => {
    assert.equal(cutCarets('a\r\n// ^ x/one\r\nb\r\n').text, 'a\r\nb\r\n');
  });
});
