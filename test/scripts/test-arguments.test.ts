import assert from 'node:assert/strict';
import { mochaArguments } from '../../scripts/test.mjs';

const isPath = (argument: string) => argument.startsWith('test/');

describe('scripts/test', () => {
  it('leaves the slow suites and the tests inside fixture projects to others', () => {
    const args = mochaArguments('main', [], { ci: false, isPath });
    assert.equal(args.at(-1), 'test/**/*.test.ts');
    for (const ignored of ['test/databases/**', 'test/e2e/**', 'test/rules/**', 'test/**/fixtures/**']) {
      assert.ok(args.includes(ignored), ignored);
    }
    assert.ok(args.includes('--fail-zero'));
    assert.ok(!args.includes('--forbid-pending'));
  });

  it('forbids skipped tests on CI', () => {
    assert.ok(mochaArguments('databases', [], { ci: true, isPath }).includes('--forbid-pending'));
  });

  it('passes options through and lets paths replace the suite', () => {
    const args = mochaArguments('main', ['-g', 'some rule', 'test/lsp/', 'test/rules.test.ts'], { ci: false, isPath });
    assert.deepEqual(args.slice(-4), ['-g', 'some rule', 'test/lsp/**/*.test.ts', 'test/rules.test.ts']);
    assert.ok(!args.includes('test/**/*.test.ts'));
    assert.ok(args.includes('test/rules/**'));
  });

  it('knows its suites', () => {
    assert.throws(() => mochaArguments('nightly', [], { ci: false, isPath }), /There is no test suite 'nightly'/);
  });
});
