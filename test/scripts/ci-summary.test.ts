import assert from 'node:assert/strict';
import { sumUp } from '../../scripts/ci-summary.mjs';

const suite = (code: number, ...counts: [passes: number, failures: number, pending: number][]) => ({
  kind: 'suite',
  name: 'test',
  code,
  counts: counts.map(([passes, failures, pending]) => ({ passes, failures, pending })),
});
const check = (code: number) => ({ kind: 'check', name: 'check', code, counts: [] });

describe('scripts/ci-summary', () => {
  it('adds up what all suites reported', () => {
    assert.deepEqual(sumUp([check(0), suite(0, [3, 0, 0]), suite(0, [2, 0, 0], [1, 0, 0])]), {
      passed: 6,
      failed: 0,
      complaints: [],
    });
  });

  it('counts failed tests', () => {
    const { passed, failed } = sumUp([suite(1, [3, 2, 0])]);
    assert.deepEqual({ passed, failed }, { passed: 3, failed: 2 });
  });

  for (const [what, step, sentence] of [
    ['a red check', check(1), 'check: exit code 1.'],
    ['a suite without a report', suite(0), 'test: no report.'],
    ['a suite without tests', suite(0, [0, 0, 0]), 'test: no test ran.'],
    ['a skipped test', suite(0, [5, 0, 1]), 'test: 1 skipped.'],
    ['a crash after green tests', suite(7, [5, 0, 0]), 'test: exit code 7.'],
    ['failed tests with exit code 0', suite(0, [5, 1, 0]), 'test: exit code 0 in spite of failed tests.'],
  ] as const) {
    it(`is red for ${what}`, () => {
      const { failed, complaints } = sumUp([suite(0, [1, 0, 0]), step]);
      assert.ok(failed > 0);
      assert.ok((complaints as string[]).includes(sentence), String(complaints));
    });
  }

  it('is red when nothing ran', () => {
    assert.equal(sumUp([]).failed, 1);
  });
});
