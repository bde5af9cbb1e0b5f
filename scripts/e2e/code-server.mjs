/**
 * VS Code's workbench in a browser, from npm packages alone: code-server, and the Node it needs.
 * Used by `npm run test:e2e` and `npm start -- --browser`. Needs no installed package.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, SetupError } from '../bootstrap.mjs';

const codeServerVersion = '4.139.1';
// With another major version code-server answers /healthz, but its page is an error 500.
const nodeMajor = '24';

/** Installs code-server and its Node into an ignored folder, once. A second run does nothing. */
export async function ensureCodeServer({ log = line => console.error(line) } = {}) {
  if (process.platform === 'win32')
    throw new SetupError('code-server does not run on Windows: use `npm start -- --editor`, or WSL');
  const folder = process.env.SARGABLE_CODE_SERVER_DIR ?? path.join(root, '.cache', 'code-server');
  const stamp = `code-server@${codeServerVersion} node@${nodeMajor} ${process.platform}-${process.arch}`;
  const installed = await readFile(path.join(folder, 'installed.txt'), 'utf8').catch(() => '');
  if (installed !== stamp) {
    log(`Installing code-server ${codeServerVersion} (about 830 MB) into ${folder}`);
    await install(folder, stamp, log);
  }
  const modules = path.join(folder, 'node_modules');
  return {
    folder,
    node: path.join(modules, nodePackage(), 'bin', 'node'),
    entry: path.join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** Starts code-server in a process group of its own and waits until it serves the workbench's page. */
export async function startCodeServer(options) {
  const { userDataDir, extensionsDir, folder, auth, trust, home, settings, serverOptions = [], log } = options;
  const codeServer = await ensureCodeServer(log ? { log } : {});
  const port = options.port || (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  // `password` decides for itself: a login page that anyone could pass would be worse than none.
  const password = auth === 'password' ? (options.password ?? randomUUID()) : undefined;
  if (settings) await writeSettings(userDataDir, settings);

  const logFile = path.join(userDataDir, 'code-server.log');
  const server = launch(codeServer, {
    userDataDir,
    extensionsDir,
    logFile,
    home,
    environment: password === undefined ? {} : { PASSWORD: password },
    options: [
      '--auth',
      auth,
      ...(trust ? ['--disable-workspace-trust'] : []),
      '--bind-addr',
      `127.0.0.1:${port}`,
      ...serverOptions.flatMap(option => ['--vscode-option', option]),
    ],
  });
  const stop = () => stopGroup(server.process);
  const release = endWithCaller(server.process);

  const url = workbenchUrl({ origin, folder });
  try {
    await waitForPage({ origin, url, password, server, logFile });
  } catch (error) {
    release();
    await stop();
    throw error;
  }
  return {
    url,
    origin,
    password,
    processGroup: server.process.pid,
    logFile,
    exited: server.exited,
    async stop() {
      release();
      await stop();
    },
  };
}

/** Installs a packaged extension; code-server does this without being started. */
export async function installExtension({ vsix, userDataDir, extensionsDir, home }) {
  const codeServer = await ensureCodeServer();
  const logFile = path.join(userDataDir, 'install-extension.log');
  const { exited } = launch(codeServer, {
    userDataDir,
    extensionsDir,
    logFile,
    home,
    environment: {},
    options: ['--install-extension', vsix, '--force'],
  });
  const code = await exited;
  if (code !== 0) throw new Error(`code-server could not install ${vsix} (exit code ${code}):\n${tail(logFile)}`);
}

/** The page that opens a folder. Each payload pair is read by VS Code's web workbench, such as `['openFile', uri]`. */
export function workbenchUrl({ origin, folder, payload }) {
  const url = new URL(origin);
  url.searchParams.set('folder', folder);
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** A file as the page names it. With any other authority no squiggle would be drawn in the editor. */
export function remoteUri(origin, file) {
  return `vscode-remote://${new URL(origin).host}${file}`;
}

async function writeSettings(userDataDir, settings) {
  const file = path.join(userDataDir, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}

async function install(folder, stamp, log) {
  // Installed beside and renamed at the end: an interrupted run leaves nothing that looks complete.
  const fresh = `${folder}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    await writeFile(
      path.join(fresh, 'package.json'),
      `${JSON.stringify({ name: 'sargable-workbench', private: true })}\n`,
    );
    // Scripts are ignored because some would compile natives that need system headers, which the workbench lives without.
    // They are also what installs the two inner folders, so these follow by hand.
    await npmInstall(fresh, [`code-server@${codeServerVersion}`, `${nodePackage()}@${nodeMajor}`], log);
    const inner = path.join(fresh, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(inner, [], log);
    await npmInstall(path.join(inner, 'extensions'), [], log);
    await writeFile(path.join(fresh, 'installed.txt'), stamp);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

function npmInstall(folder, packages, log) {
  log(`npm install in ${folder}`);
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn('npm', [...options, ...packages], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = chunk => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`npm install failed in ${folder} (exit code ${code}):\n${output}`));
    });
  });
}

function launch({ node, entry }, { userDataDir, extensionsDir, logFile, home, environment, options }) {
  for (const folder of [userDataDir, extensionsDir, ...(home ? [home] : [])]) mkdirSync(folder, { recursive: true });
  const output = openSync(logFile, 'a');
  const child = spawn(
    node,
    [
      entry,
      '--config',
      path.join(userDataDir, 'code-server.yaml'),
      '--user-data-dir',
      userDataDir,
      '--extensions-dir',
      extensionsDir,
      '--disable-telemetry',
      '--disable-update-check',
      ...options,
    ],
    {
      // A group of its own: the extension host and the language server are stopped with it.
      detached: true,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        // No gallery: nothing is looked up or downloaded.
        EXTENSIONS_GALLERY: '{"serviceUrl":""}',
        ...(home ? { HOME: home } : {}),
        ...environment,
      },
    },
  );
  closeSync(output);
  const exited = new Promise(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', code => resolve(code ?? 1));
  });
  return { process: child, exited };
}

async function waitForPage({ origin, url, password, server, logFile }) {
  let ended = false;
  server.exited.then(() => {
    ended = true;
  });
  let last = 'no answer yet';
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(200)) {
    if (ended) throw new Error(`code-server ended before it served a page:\n${tail(logFile)}`);
    last = await requestPage({ origin, url, password }).catch(error => error.message);
    if (last === 'workbench') return;
  }
  throw new Error(`code-server served no workbench within 60 s (last: ${last}):\n${tail(logFile)}`);
}

async function requestPage({ origin, url, password }) {
  const signal = AbortSignal.timeout(20_000);
  const headers = {};
  if (password !== undefined) {
    const login = await fetch(new URL('/login', origin), {
      method: 'POST',
      body: new URLSearchParams({ password }),
      redirect: 'manual',
      signal,
    });
    headers.cookie = login.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ');
  }
  const page = await fetch(url, { headers, signal });
  const text = await page.text();
  return page.ok && text.includes('vscode-workbench-web-configuration') ? 'workbench' : `status ${page.status}`;
}

/** Ends the whole group: stopping only the first process leaves the extension host behind. */
async function stopGroup(child) {
  for (const [signal, patience] of [
    ['SIGTERM', 5000],
    ['SIGKILL', 5000],
  ]) {
    for (const deadline = Date.now() + patience, sent = signalGroup(child, signal); ; await delay(50)) {
      if (!sent || !signalGroup(child, 0)) return;
      if (Date.now() > deadline) break;
    }
  }
}

/** However the caller ends, no server may be left behind that nobody knows of. Returns how to call this off. */
function endWithCaller(child) {
  const kill = () => signalGroup(child, 'SIGKILL');
  // Without a listener these signals end Node at once, and 'exit' is never heard. The first lets the server finish what
  // it writes; whoever cannot wait for that sends another.
  let ending = false;
  const end = () => {
    if (ending) process.exit(130);
    ending = true;
    stopGroup(child).finally(() => process.exit(130));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  process.once('exit', kill);
  for (const signal of signals) process.on(signal, end);
  return () => {
    process.off('exit', kill);
    for (const signal of signals) process.off(signal, end);
  };
}

/** Whether there was anybody in the group to hear it. */
function signalGroup(child, signal) {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function tail(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-4000) : '';
}
