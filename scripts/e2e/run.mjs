/**
 * `npm run test:e2e`: the packaged extension in a real workbench.
 * Options: `--vsix <file>` tests that package instead of building one; `-g <text>` runs only the matching tests.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, runMain } from '../bootstrap.mjs';
import { packageExtension } from '../package.mjs';
import { findChromium } from './chromium.mjs';
import { ensureCodeServer, installExtension } from './code-server.mjs';
import { runExtensionHostSuite } from './extension-host.mjs';

const output = path.join(root, '.cache', 'e2e');
const { values: options } = parseArgs({ options: { vsix: { type: 'string' }, grep: { type: 'string', short: 'g' } } });

runMain(main);

async function main() {
  findChromium();
  const vsix = options.vsix ? path.resolve(options.vsix) : await packageExtension();
  await ensureCodeServer({ log: console.log });
  await rm(output, { recursive: true, force: true });
  await mkdir(path.join(output, 'screenshots'), { recursive: true });

  // Short and outside the repository: VS Code puts sockets there, whose paths may have no more than 107 characters.
  const scratch = await mkdtemp(path.join(tmpdir(), 'sargable-e2e-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  // Without listeners these signals would end Node without its 'exit' event.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  const extensionsDir = path.join(scratch, 'extensions');
  await installExtension({
    vsix,
    userDataDir: path.join(scratch, 'install'),
    extensionsDir,
    home: path.join(scratch, 'home'),
  });
  const extension = await installedExtension(extensionsDir);
  console.log(`Testing ${path.basename(extension)} as installed from ${path.relative(process.cwd(), vsix)}`);

  const hostShop = await copyOfShop(scratch, 'shop-extension-host');
  const results = [
    await attempt('extension host', () =>
      runExtensionHostSuite({ extension, folder: hostShop, scratch, output, grep: options.grep }),
    ),
    await attempt('workbench', () => runWorkbenchSuite({ extensionsDir, scratch })),
  ];
  return (await report(results)) ? 0 : 1;
}

async function installedExtension(extensionsDir) {
  const entries = await readdir(extensionsDir, { withFileTypes: true });
  const [folder] = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.'));
  if (!folder) throw new Error(`The package was installed, but ${extensionsDir} holds no extension`);
  return path.join(extensionsDir, folder.name);
}

async function copyOfShop(scratch, name) {
  const target = path.join(scratch, name);
  await cp(path.join(root, 'examples', 'shop'), target, {
    recursive: true,
    filter: source => path.basename(source) !== 'node_modules',
  });
  return target;
}

async function runWorkbenchSuite({ extensionsDir, scratch }) {
  const suite = path.join(root, 'test', 'e2e');
  const reportFile = path.join(output, 'workbench.json');
  const code = await runNode(
    [
      path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
      '--reporter',
      path.join(root, 'scripts', 'mocha-reporter.cjs'),
      ...(options.grep ? ['--fgrep', options.grep] : []),
      ...(await readdir(suite)).filter(name => name.endsWith('.test.ts')).map(name => path.join(suite, name)),
    ],
    {
      timeout: 600_000,
      env: {
        SARGABLE_TEST_REPORT: reportFile,
        SARGABLE_E2E_EXTENSIONS: extensionsDir,
        SARGABLE_E2E_SCRATCH: scratch,
        SARGABLE_E2E_SHOP: await copyOfShop(scratch, 'shop'),
        SARGABLE_E2E_SCREENSHOTS: path.join(output, 'screenshots'),
      },
    },
  );
  const counts = JSON.parse(await readFile(reportFile, 'utf8'));
  if (code !== 0 && counts.failures === 0) throw new Error(`mocha ended with exit code ${code} though no test failed`);
  return counts;
}

/** A suite that cannot finish or report is a failure, not a suite less. */
async function attempt(name, run) {
  console.log(`\n== ${name}`);
  try {
    const { passes, failures, pending } = await run();
    return { name, passes, failures, pending };
  } catch (error) {
    console.error(error);
    return { name, passes: 0, failures: 1, pending: 0 };
  }
}

async function report(results) {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const total = { suite: 'e2e', passes: sum('passes'), failures: sum('failures'), pending: sum('pending') };
  // With -g a suite may have nothing to run; without it, an empty suite means that it was not found.
  const empty = options.grep
    ? total.passes + total.failures === 0
      ? ['the whole run']
      : []
    : results.filter(each => each.passes + each.failures === 0).map(each => each.name);
  for (const name of empty) console.error(`No test ran in ${name}`);
  total.failures += empty.length;
  console.log('');
  for (const each of results)
    console.log(`${each.name}: ${each.passes} passed, ${each.failures} failed, ${each.pending} pending`);
  console.log(`Screenshots: ${path.relative(process.cwd(), path.join(output, 'screenshots'))}`);
  if (process.env.SARGABLE_TEST_REPORT)
    await appendFile(process.env.SARGABLE_TEST_REPORT, `${JSON.stringify(total)}\n`);
  return total.failures === 0;
}

/** Unlike a synchronous run, this leaves the signals of the terminal to be heard here. */
function runNode(args, { timeout, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      timeout,
    });
    const endWithCaller = () => child.kill();
    process.once('exit', endWithCaller);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('exit', endWithCaller);
      if (signal)
        reject(
          new Error(`${path.basename(args[0])} was ended by ${signal}, after ${timeout / 1000} s or from outside`),
        );
      else resolve(code);
    });
  });
}
