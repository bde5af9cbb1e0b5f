// Runs a script that needs dependencies, in a fresh clone as well: `node scripts/run.mjs [--build] <file> [arguments]`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root, runMain, SetupError } from './bootstrap.mjs';
import { runNode, runTool } from './run-tool.mjs';

runMain(async () => {
  const args = process.argv.slice(2);
  const build = args[0] === '--build';
  const [file, ...rest] = build ? args.slice(1) : args;
  if (!file || !existsSync(join(root, file))) throw new SetupError(`There is no script ${file ?? ''}.`);
  await bootstrap({ build });
  return file.endsWith('.mjs') ? runNode([file, ...rest]) : runTool('tsx', [file, ...rest]);
});
