// `npm run bench [-- folder] [--smoke] [--json] [--runs n]`: how long a cold check and an edit take, next to TypeScript.
// `npm run bench -- --migrations folder …`: how long migrations take to parse and to replay, next to squawk.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ColdCheck, measureColdCheck } from './cold-check';
import type { EditLatency } from './edit-latency';
import { generateMigrations } from './generate-migrations';
import { generateLongService, generateWorkspace } from './generate-workspace';
import { measureProcess } from './measure-process';
import { type Migrations, measureMigrations } from './migrations';
import { renderColdCheck, renderEditLatency, renderMigrations } from './tables';

interface Sizes {
  readonly files: number;
  readonly models: number;
  /** Of the file that is edited. */
  readonly lines: number;
  readonly runs: number;
  readonly edits: number;
  readonly migrations: number;
}

const FULL: Sizes = { files: 3_000, models: 100, lines: 3_000, runs: 5, edits: 15, migrations: 480 };
/** Only shows that everything runs. */
const SMOKE: Sizes = { files: 40, models: 8, lines: 300, runs: 1, edits: 2, migrations: 20 };

const LONG_FILE = 'src/services/long-service.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      smoke: { type: 'boolean' },
      json: { type: 'boolean' },
      runs: { type: 'string' },
      migrations: { type: 'boolean' },
    },
  });
  const sizes = values.smoke ? SMOKE : FULL;
  const runs = values.runs === undefined ? sizes.runs : Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a number from 1 on');
  const at = (folder: string): string => resolve(process.env.INIT_CWD ?? '.', folder);
  for (const folder of positionals) if (!existsSync(at(folder))) throw new Error(`There is no folder ${at(folder)}.`);
  const dist = resolve(__dirname, '../dist');
  if (!existsSync(join(dist, 'cli.js'))) throw new Error('There is no dist/cli.js: run npm run build first.');
  const scratch = mkdtempSync(join(tmpdir(), 'sargable-bench-'));
  try {
    const histories = positionals.length > 0 && values.migrations ? positionals.map(at) : [join(scratch, 'history')];
    if (positionals.length === 0) generateMigrations(join(scratch, 'history'), sizes.migrations);
    if (values.migrations) {
      show({ migrations: measureMigrations({ folders: histories, scratch, runs }) }, values.json === true);
      return;
    }
    const given = positionals[0];
    const folder = given === undefined ? join(scratch, 'workspace') : at(given);
    if (given === undefined) generateWorkspace(folder, sizes);
    const coldCheck = await measureColdCheck({ folder, scratch, dist, runs });
    const { latency, memory } = measureEdits(scratch, sizes);
    const migrations =
      given === undefined ? { migrations: measureMigrations({ folders: histories, scratch, runs }) } : {};
    show({ coldCheck, edits: { latency, memory }, ...migrations }, values.json === true);
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
  readonly coldCheck?: ColdCheck;
  readonly edits?: { readonly latency: EditLatency; readonly memory: number };
  readonly migrations?: Migrations;
}

function show(results: Results, json: boolean): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
  if (json) console.log(JSON.stringify({ machine, ...results }, null, 2));
  else {
    console.log(`${machine}\n`);
    if (results.coldCheck) console.log(renderColdCheck(results.coldCheck));
    if (results.edits) console.log(renderEditLatency(results.edits.latency, results.edits.memory));
    if (results.migrations) console.log(renderMigrations(results.migrations));
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
