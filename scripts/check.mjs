// `npm run check`: everything that can be told without running the product. Every step runs; any red one is red.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root, runMain } from './bootstrap.mjs';
import { generateExampleClients } from './generate-example-clients.mjs';
import { runNode, runTool } from './run-tool.mjs';

const steps = [
  ['types', () => runTool('typescript', ['--project', '.', '--noEmit'], { bin: 'tsc' })],
  ['types of the examples', checkExamples],
  ['format and lint', () => runTool('@biomejs/biome', ['check', '--error-on-warnings', '--no-errors-on-unmatched'])],
  ['dead exports and dependencies', () => runTool('knip', [])],
  ['generated files', () => runTool('tsx', ['scripts/generate.ts', '--check'])],
  ['lockfile', () => runNode(['scripts/lockfile.mjs'])],
];

async function checkExamples() {
  await generateExampleClients();
  const projects = readdirSync(join(root, 'examples'))
    .map(name => join('examples', name))
    .filter(folder => existsSync(join(root, folder, 'tsconfig.json')));
  const codes = projects.map(folder => runTool('typescript', ['--project', folder, '--noEmit'], { bin: 'tsc' }));
  if (codes.length === 0) throw new Error('No example has a tsconfig.json.');
  return Math.max(...codes);
}

runMain(async () => {
  await bootstrap({ build: false });
  const results = [];
  for (const [name, run] of steps) {
    console.log(`\n== ${name}`);
    const started = performance.now();
    const green = (await attempt(run)) === 0;
    results.push({ name, green, seconds: (performance.now() - started) / 1000 });
  }
  console.log('');
  for (const { name, green, seconds } of results)
    console.log(`${green ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
  return results.every(result => result.green) ? 0 : 1;
});

async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    console.error(error);
    return 1;
  }
}
