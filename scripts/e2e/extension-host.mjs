/** Runs test/e2e/extension-host/*.test.ts inside the extension host of a workbench, and reads their report. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { root } from '../bootstrap.mjs';
import { launchChromium } from './chromium.mjs';
import { remoteUri, startCodeServer, workbenchUrl } from './code-server.mjs';

const timeout = 240_000;

export async function runExtensionHostSuite({ extension, folder, scratch, output, grep }) {
  const bundle = path.join(output, 'extension-host');
  await bundleSuite(bundle, grep);
  const server = await startCodeServer({
    userDataDir: path.join(scratch, 'extension-host'),
    // The packaged extension is loaded by path, as the extension under development, so none is installed here.
    extensionsDir: path.join(scratch, 'no-extensions'),
    home: path.join(scratch, 'home'),
    folder,
    auth: 'none',
    trust: true,
    // Without this the page would not run `extensionTestsPath` to its end and report it.
    serverOptions: ['enable-smoke-test-driver'],
    settings: { 'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden' },
  });
  try {
    const ended = await openTestPage({ server, folder, extension, bundle, output });
    const report = await readFile(path.join(bundle, 'report.json'), 'utf8').catch(() => undefined);
    if (report === undefined)
      throw new Error(`The extension host wrote no report (${ended}); see ${path.join(output, 'extension-host.log')}`);
    const { lines, ...counts } = JSON.parse(report);
    console.log(lines.join('\n'));
    if (ended !== 'exit code 0' && counts.failures === 0)
      throw new Error(`No test failed, but the extension host ended with ${ended}`);
    return counts;
  } finally {
    await server.stop();
  }
}

async function bundleSuite(outdir, grep = '') {
  const suite = path.join(root, 'test', 'e2e', 'extension-host');
  const tests = (await readdir(suite)).filter(name => name.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...tests].map(name => path.join(suite, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Mocha is loaded from node_modules: it finds its own parts by path.
    external: ['vscode', 'mocha'],
    define: { 'process.env.SARGABLE_E2E_GREP': JSON.stringify(grep) },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function openTestPage({ server, folder, extension, bundle, output }) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const log = [];
    page.on('console', message => log.push(message.text()));
    let end;
    const exit = new Promise(resolve => {
      end = resolve;
    });
    await page.exposeFunction('codeAutomationExit', code => end(`exit code ${code}`));
    await page.exposeFunction('codeAutomationLog', (level, args) =>
      log.push(`${level}: ${args.map(String).join(' ')}`),
    );
    const url = workbenchUrl({
      origin: server.origin,
      folder,
      payload: [
        ['extensionDevelopmentPath', remoteUri(server.origin, extension)],
        ['extensionTestsPath', remoteUri(server.origin, path.join(bundle, 'index.cjs'))],
      ],
    });
    await page.goto(url);
    const abort = new AbortController();
    const ended = await Promise.race([
      exit,
      delay(timeout, `no end within ${timeout / 1000} s`, { signal: abort.signal }),
    ]);
    abort.abort();
    await page.screenshot({ path: path.join(output, 'screenshots', 'extension-host.png') });
    // Not printed: most of it is about natives and sign-ins that this workbench lacks.
    await writeFile(path.join(output, 'extension-host.log'), log.join('\n'));
    return ended;
  } finally {
    await browser.close();
  }
}
