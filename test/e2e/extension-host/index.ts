import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** VS Code calls this in the extension host. The counts go to a file beside the bundle; run.mjs reads them there. */
export async function run(): Promise<void> {
  const imported = require('mocha') as typeof import('mocha') & { default?: typeof import('mocha') };
  const Mocha = imported.default ?? imported;
  const grep = process.env.SARGABLE_E2E_GREP;
  // The silent reporter: what this process prints reaches nobody, so the lines are collected here.
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: Mocha.reporters.Base,
    ...(grep ? { fgrep: grep } : {}),
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }
  const lines: string[] = [];
  const failures = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.on('pass', test => lines.push(`  ✔ ${test.fullTitle()} (${test.duration} ms)`));
    runner.on('pending', test => lines.push(`  - ${test.fullTitle()}`));
    runner.on('fail', (test, error) => lines.push(`  ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`));
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 0, pending: 0 };
      writeFileSync(path.join(__dirname, 'report.json'), JSON.stringify({ passes, failures, pending, lines }));
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
