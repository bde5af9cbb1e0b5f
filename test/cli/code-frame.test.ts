import assert from 'node:assert/strict';
import pico from 'picocolors';
import { renderCodeFrame } from '../../server/src/cli/code-frame';
import { displayWidth } from '../../server/src/cli/display-width';
import { buildLineIndex } from '../../server/src/core/text';

const plain = pico.createColors(false);

function frame(text: string, covered: string, width = 80): string[] {
  const start = text.indexOf(covered);
  return frameAt(text, start, start + covered.length, width);
}

function frameAt(text: string, start: number, end: number, width = 80): string[] {
  return renderCodeFrame(text, buildLineIndex(text), { start, end }, { width, colors: plain, mark: part => part });
}

/** The columns of the marks, and what stands above them on the line before. */
function marked(lines: readonly string[]): { readonly marks: number; readonly above: string } {
  const row = lines.findIndex(line => /^[ |\d]*\^+$/.test(line));
  const marks = lines[row] ?? '';
  const from = displayWidth(marks.slice(0, marks.indexOf('^')));
  let above = '';
  let column = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(lines[row - 1] ?? '')) {
    if (column >= from && column < displayWidth(marks)) above += segment;
    column += displayWidth(segment);
  }
  return { marks: marks.length - marks.indexOf('^'), above };
}

describe('code frame', () => {
  it('shows the line before, the line with marks below the span, and the line after', () => {
    assert.deepEqual(frame('one\ntwo three\nfour\nfive\n', 'three'), [
      '  1 | one',
      '> 2 | two three',
      '    |     ^^^^^',
      '  3 | four',
    ]);
  });

  it('stops at the ends of the file and aligns line numbers', () => {
    assert.deepEqual(frame('one', 'one'), ['> 1 | one', '    | ^^^']);
    const text = Array.from({ length: 12 }, (_, i) => `line${i + 1}`).join('\n');
    assert.deepEqual(frame(text, 'line10'), ['   9 | line9', '> 10 | line10', '     | ^^^^^^', '  11 | line11']);
  });

  it('leaves no blanks at the end of empty lines', () => {
    assert.deepEqual(frame('\nx\n\n', 'x'), ['  1 |', '> 2 | x', '    | ^', '  3 |']);
  });

  it('aligns the marks after tabs, emoji, wide letters and combining marks', () => {
    for (const before of ['\t', 'a\t', '"😀" ', '"👩‍👩‍👧‍👦" ', '漢字 ', 'ｆｕｌｌ ', 'e\u0301e\u0301 ', '☂️ ', '🇩🇪']) {
      const result = marked(frame(`${before}target;`, 'target'));
      assert.deepEqual(result, { marks: 6, above: 'target' }, JSON.stringify(before));
    }
  });

  it('marks as many columns as wide letters take', () => {
    assert.deepEqual(frame('a 漢字 b', '漢字'), ['> 1 | a 漢字 b', '    |   ^^^^']);
  });

  it('marks the covered part of each line, without indentation', () => {
    assert.deepEqual(frame('f(\n  one,\n  two\n);', '(\n  one,\n  two\n)'), [
      '> 1 | f(',
      '    |  ^',
      '> 2 |   one,',
      '    |   ^^^^',
      '> 3 |   two',
      '    |   ^^^',
      '> 4 | );',
      '    | ^',
    ]);
  });

  it('does not take the line after a covered line break along', () => {
    assert.deepEqual(frame('one\r\ntwo\r\n', 'one\r\n'), ['> 1 | one', '    | ^^^', '  2 | two']);
  });

  it('says how many lines of a long span it leaves out', () => {
    const lines = frame(
      Array.from({ length: 9 }, () => 'x').join('\n'),
      Array.from({ length: 9 }, () => 'x').join('\n'),
    );
    assert.equal(lines.length, 9);
    assert.match(lines.at(-1) ?? '', /5 more lines/);
  });

  it('points at an empty span', () => {
    assert.deepEqual(frameAt('ab', 1, 1), ['> 1 | ab', '    |  ^']);
    assert.deepEqual(frameAt('ab', 2, 2), ['> 1 | ab', '    |   ^']);
    assert.deepEqual(frameAt('', 0, 0), ['> 1 |', '    | ^']);
  });

  it('cuts long lines around the span', () => {
    const long = `${'a'.repeat(100)}target${'b'.repeat(100)}`;
    const lines = frame(`short\n${long}\nshort`, 'target', 60);
    for (const line of lines) assert.ok(displayWidth(line) <= 60, line);
    assert.deepEqual(marked(lines), { marks: 6, above: 'target' });
    const [, cut = ''] = lines;
    assert.match(cut, /^> 2 \| …a+targetb+…$/);
  });

  it('keeps a long line from its start while the span fits in', () => {
    const lines = frame(`target${'b'.repeat(100)}`, 'target', 60);
    assert.match(lines[0] ?? '', /^> 1 \| targetb+…$/);
  });

  it('keeps the marks within the width when the span is longer than that', () => {
    const lines = frame(`x${'a'.repeat(500)}`, 'a'.repeat(500), 60);
    for (const line of lines) assert.ok(displayWidth(line) <= 60, line);
    assert.match(lines[1] ?? '', /\^{20,}/);
  });

  it('shows a part of a line of megabytes, and does not cut an emoji in two', () => {
    const text = `${'😀'.repeat(1_000_000)}target${'x'.repeat(1_000_000)}`;
    const lines = frame(text, 'target', 60);
    assert.deepEqual(marked(lines), { marks: 6, above: 'target' });
    assert.doesNotMatch(lines.join(''), /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it('shows no character that would steer the terminal', () => {
    const lines = frame('a\u001B[31m\u202Etarget\u0007', 'target');
    assert.doesNotMatch(lines.join(''), /[\p{Cc}\u202E]/u);
    assert.deepEqual(marked(lines), { marks: 6, above: 'target' });
  });

  it('colours the marks and dims the gutter', () => {
    const colors = pico.createColors(true);
    const lines = renderCodeFrame(
      'x',
      buildLineIndex('x'),
      { start: 0, end: 1 },
      { width: 80, colors, mark: colors.red },
    );
    assert.ok((lines[1] ?? '').endsWith(colors.red('^')));
    assert.ok((lines[0] ?? '').includes(colors.dim('1 |')));
  });
});
