// Makes a fresh clone ready to run. Uses nothing but Node itself, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that runs Sargable: the one inside the oldest VS Code of `engines.vscode` (see docs/gotchas.md). */
export const oldestNode = [20, 19];

/** Installs dependencies and builds the bundles, each only when something they depend on has changed. */
export async function bootstrap({ build = true } = {}) {
  const complaint = complaintAboutNode(process.versions.node);
  if (complaint) throw new SetupError(complaint);
  installDependencies();
  if (build) await buildBundles();
}

/** What to tell a user whose Node is too old, or undefined. */
export function complaintAboutNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return undefined;
  return `Sargable needs Node.js ${oldestNode.join('.')} or newer; this is ${version}. Install a current LTS release and run the command again.`;
}

/** Runs a script's main function: a set-up error is told in one line, any other error with its stack. */
export function runMain(main) {
  main().then(
    code => {
      process.exitCode = code ?? 0;
    },
    error => {
      console.error(error instanceof SetupError ? error.message : error);
      process.exitCode = 2;
    },
  );
}

/** Something the user can put right; the message says how. */
export class SetupError extends Error {}

/** What the installed packages depend on: the lockfile, how npm installs, and the Node that installed them. */
export function installFingerprint(folder, nodeVersion = process.version) {
  const hash = createHash('sha256').update(`${nodeVersion} ${process.platform} ${process.arch}`);
  for (const file of ['package-lock.json', '.npmrc'])
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

/** The paths of all files below `path` (or itself), sorted, without hidden ones and node_modules. */
export function filesBelow(path) {
  const files = [];
  const visit = current => {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const child = join(current, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (entry.isFile()) files.push(child);
    }
  };
  if (!existsSync(path)) return files;
  visit(path);
  return files.sort();
}

/** A hash over the names and contents of everything that the bundles are made from. */
export function sourceFingerprint(folder, flavour) {
  const hash = createHash('sha256').update(flavour);
  const files = ['server/src', 'client/src'].flatMap(part => filesBelow(join(folder, part)));
  for (const single of ['package-lock.json', 'scripts/build.mjs', 'scripts/licences.mjs', 'tsconfig.json']) {
    if (existsSync(join(folder, single))) files.push(join(folder, single));
  }
  for (const file of files) hash.update(`\0${relative(folder, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function installDependencies() {
  const stampFile = join(root, 'node_modules', '.sargable-stamp');
  if (readStamp(stampFile) === installFingerprint(root)) return;
  console.error('Installing dependencies (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    // Under `npm test` the variables of the outer npm would be taken for options of this one.
    env: withoutNpmOptions(process.env),
  });
  if (result.error) throw new SetupError(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new SetupError('npm ci failed; its messages are above.');
  writeStamp(stampFile, installFingerprint(root));
}

async function buildBundles() {
  const stampFile = join(root, 'dist', '.build-stamp');
  const stamp = readStamp(stampFile);
  if (stamp === sourceFingerprint(root, 'development') || stamp === sourceFingerprint(root, 'production')) return;
  const { buildAll } = await import('./build.mjs');
  await buildAll({ production: false });
}

function withoutNpmOptions(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_config_(global|prefix|omit|include)$/i.test(name)),
  );
}

export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

export function writeStamp(file, fingerprint) {
  writeFileSync(file, `${fingerprint}\n`);
}
