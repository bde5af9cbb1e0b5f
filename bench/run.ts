// `npm run bench [-- folder] [--smoke] [--json] [--runs n]`: how long a cold check and an edit take, next to TypeScript.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ColdCheck, measureColdCheck } from './cold-check';
import type { EditLatency } from './edit-latency';
import { generateLongService, generateWorkspace } from './generate-workspace';
import { measureProcess } from './measure-process';
import { renderColdCheck, renderEditLatency } from './tables';

interface Sizes {
  readonly files: number;
  readonly models: number;
  /** Of the file that is edited. */
  readonly lines: number;
  readonly runs: number;
  readonly edits: number;
}

const FULL: Sizes = { files: 3_000, models: 100, lines: 3_000, runs: 5, edits: 15 };
/** Only shows that everything runs. */
const SMOKE: Sizes = { files: 40, models: 8, lines: 300, runs: 1, edits: 2 };

const LONG_FILE = 'src/services/long-service.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { smoke: { type: 'boolean' }, json: { type: 'boolean' }, runs: { type: 'string' } },
  });
  const sizes = values.smoke ? SMOKE : FULL;
  const runs = values.runs === undefined ? sizes.runs : Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a number from 1 on');
  const dist = resolve(__dirname, '../dist');
  if (!existsSync(join(dist, 'cli.js'))) throw new Error('There is no dist/cli.js: run npm run build first.');
  const scratch = mkdtempSync(join(tmpdir(), 'sargable-bench-'));
  try {
    const given = positionals[0];
    const folder = given === undefined ? join(scratch, 'workspace') : resolve(process.env.INIT_CWD ?? '.', given);
    if (given === undefined) generateWorkspace(folder, sizes);
    else if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
    const coldCheck = await measureColdCheck({ folder, scratch, dist, runs });
    const { latency, memory } = measureEdits(scratch, sizes);
    show({ coldCheck, latency, memory }, values.json === true);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function measureEdits(scratch: string, sizes: Sizes): { latency: EditLatency; memory: number } {
  const folder = join(scratch, 'edited');
  generateWorkspace(folder, { files: 10, models: sizes.models });
  mkdirSync(join(folder, 'src/services'), { recursive: true });
  writeFileSync(join(folder, LONG_FILE), generateLongService(sizes.lines, sizes.models));
  const script = require.resolve('./edit-latency-process');
  const args = ['--require', 'tsx/cjs', script, folder, LONG_FILE, String(sizes.edits)];
  const { stdout, memory } = measureProcess(args, scratch);
  return { latency: JSON.parse(stdout) as EditLatency, memory };
}

interface Results {
  readonly coldCheck: ColdCheck;
  readonly latency: EditLatency;
  readonly memory: number;
}

function show(results: Results, json: boolean): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
  if (json) console.log(JSON.stringify({ machine, ...results }, null, 2));
  else {
    console.log(`${machine}\n`);
    console.log(renderColdCheck(results.coldCheck));
    console.log(renderEditLatency(results.latency, results.memory));
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
