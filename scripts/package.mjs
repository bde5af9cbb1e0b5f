// `npm run package`: builds for release and writes the .vsix, printing what is in it and its size.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, root, runMain, SetupError } from './bootstrap.mjs';
import { runTool } from './run-tool.mjs';

const required = ['client.js', 'server.js', 'cli.js'];

/** Writes the .vsix into the project's folder and returns its path. */
export async function packageExtension() {
  const { buildAll } = await import('./build.mjs');
  await buildAll({ production: true });
  const missing = required.filter(file => !existsSync(join(root, 'dist', file)));
  if (missing.length > 0) throw new SetupError(`The build lacks ${missing.join(', ')}.`);

  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = join(root, `${name}-${version}.vsix`);
  // The bundles contain their dependencies.
  const code = runTool('@vscode/vsce', ['package', '--no-dependencies', '--out', file]);
  if (code !== 0) throw new SetupError('vsce could not package the extension; its messages are above.');
  console.log(`${basename(file)}: ${(statSync(file).size / 1024 / 1024).toFixed(2)} MB`);
  return file;
}

async function main() {
  await bootstrap({ build: false });
  await packageExtension();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) runMain(main);
