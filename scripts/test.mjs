// `npm test` and `npm run test:databases`: sets itself up, then runs mocha. Further arguments go to mocha, and a file
// or folder among them replaces the suite's own files: `npm test -- -g fk-without-index`, `npm test -- test/lsp`.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, root, runMain } from './bootstrap.mjs';
import { runTool } from './run-tool.mjs';

const suites = {
  main: { files: ['test/**/*.test.ts'], ignore: ['test/databases/**', 'test/e2e/**'] },
  databases: { files: ['test/databases/**/*.test.ts'], ignore: [] },
};

/** Projects that are input of tests; they may well hold test files of their own. */
const inputs = ['test/rules/**', 'test/**/fixtures/**', 'test/**/projects/**'];

/** Mocha's arguments for a suite and what the user wrote after `--`. */
export function mochaArguments(suiteName, given, { ci, isPath }) {
  const suite = suites[suiteName];
  if (!suite) throw new Error(`There is no test suite '${suiteName}'; there is ${Object.keys(suites).join(' and ')}.`);
  const files = given
    .filter(isPath)
    .map(path => (path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.test.ts`));
  const ignored = files.length > 0 ? inputs : [...suite.ignore, ...inputs];
  return [
    '--reporter',
    'scripts/mocha-reporter.cjs',
    // A run without a single test proves nothing.
    '--fail-zero',
    ...(ci ? ['--forbid-pending'] : []),
    ...ignored.flatMap(pattern => ['--ignore', pattern]),
    ...given.filter(argument => !isPath(argument)),
    ...(files.length > 0 ? files : suite.files),
  ];
}

async function main() {
  await bootstrap();
  const [suiteName, given] =
    process.argv[2] === '--suite' ? [process.argv[3], process.argv.slice(4)] : ['main', process.argv.slice(2)];
  const args = mochaArguments(suiteName, given, { ci: Boolean(process.env.CI), isPath });
  return runTool('mocha', args, { env: { SARGABLE_TEST_SUITE: suiteName } });
}

function isPath(argument) {
  const path = join(root, argument);
  return /^test[/\\]/.test(argument) && existsSync(path) && (statSync(path).isDirectory() || argument.endsWith('.ts'));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) runMain(main);
