// Mocha's spec output on the terminal, and a line with the counts appended to the file SARGABLE_TEST_REPORT names.
const { appendFileSync } = require('node:fs');
const imported = require('mocha');

const Mocha = imported.default ?? imported;

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      if (!process.env.SARGABLE_TEST_REPORT) return;
      const { passes, failures, pending } = runner.stats;
      const suite = process.env.SARGABLE_TEST_SUITE ?? 'mocha';
      appendFileSync(process.env.SARGABLE_TEST_REPORT, `${JSON.stringify({ suite, passes, failures, pending })}\n`);
    });
  }
};
