// Starts the project's own tools (mocha, tsc, biome …) with the Node that runs this script, without a shell between.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, SetupError } from './bootstrap.mjs';

/** Runs the `bin` of an installed package and returns its exit code. */
export function runTool(packageName, args, { cwd = root, env = {}, bin = packageName.split('/').pop() } = {}) {
  return runNode([binOf(packageName, bin), ...args], { cwd, env });
}

/** Runs Node with the given arguments and returns its exit code. */
export function runNode(args, { cwd = root, env = {} } = {}) {
  const result = spawnSync(process.execPath, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  if (result.error) throw new SetupError(`${args[0]} could not be started: ${result.error.message}`);
  if (result.signal) console.error(`${args[0]} was ended by ${result.signal}`);
  return result.status ?? 1;
}

function binOf(packageName, bin) {
  const manifestFile = join(root, 'node_modules', packageName, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[bin];
  if (!path) throw new Error(`${packageName} has no command '${bin}'.`);
  return join(dirname(manifestFile), path);
}
