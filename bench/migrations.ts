import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { ProcessRow, Ratio } from './cold-check';
import { measureProcess } from './measure-process';
import { spreadOf } from './statistics';

export interface MigrationsOptions {
  /** Folders with SQL files; each is a history of its own. */
  readonly folders: readonly string[];
  readonly scratch: string;
  readonly runs: number;
}

export interface Migrations {
  readonly files: number;
  readonly kilobytes: number;
  readonly statements: number;
  readonly tables: number;
  readonly rows: readonly ProcessRow[];
  readonly ratios: readonly Ratio[];
}

/**
 * All migrations parsed and replayed by a new process, beside squawk's native binary on the same files. Both take turns;
 * what either needs to start is told apart: loading up to the first file here, a file with one statement there.
 */
export function measureMigrations({ folders, scratch, runs }: MigrationsOptions): Migrations {
  const lists = folders.map(folder => sqlFilesBelow(folder).sort());
  const files = lists.flat();
  if (files.length === 0) throw new Error(`There are no SQL files in ${folders.join(', ')}.`);
  const program = bundle(scratch);
  const list = join(scratch, 'migrations.json');
  writeFileSync(list, JSON.stringify(lists));
  const small = join(scratch, 'small.sql');
  writeFileSync(small, 'create table a (id int);\n');

  // The first runs read everything from the disk; the file cache of the system is warm from here on.
  const ours = () => measureProcess([program, list], scratch);
  const { statements, tables } = JSON.parse(ours().stdout) as { readonly statements: number; readonly tables: number };
  runSquawk(files);
  const measured: Record<string, Times>[] = [];
  for (let run = 0; run < runs; run++) {
    const squawkStart = runSquawk([small]);
    const whole = ours();
    const squawk = runSquawk(files);
    const { loaded, parsed, replayed } = whole.marks;
    if (!loaded || !parsed || !replayed) throw new Error('the program did not mark its parts');
    measured.push({
      loading: loaded,
      parse: subtract(parsed, loaded),
      replay: subtract(replayed, parsed),
      work: subtract(replayed, loaded),
      whole,
      squawkStart,
      squawkWork: subtract(squawk, squawkStart),
      squawk,
    });
  }
  const times = (key: string, of: 'cpu' | 'wall') => measured.map(run => run[key]?.[of] ?? Number.NaN);
  const row = (name: string, key: string): ProcessRow => ({
    name,
    cpu: spreadOf(times(key, 'cpu')),
    wall: spreadOf(times(key, 'wall')),
  });
  const ratio = (name: string, over: string, under: string): Ratio => {
    const of = (kind: 'cpu' | 'wall') => {
      const divisors = times(under, kind);
      return spreadOf(times(over, kind).map((time, n) => time / (divisors[n] ?? Number.NaN)));
    };
    return { name, cpu: of('cpu'), wall: of('wall') };
  };
  return {
    files: files.length,
    kilobytes: Math.round(files.reduce((sum, file) => sum + readFileSync(file).length, 0) / 1024),
    statements,
    tables,
    rows: [
      row('sargable: start and loading', 'loading'),
      row('sargable: parse', 'parse'),
      row('sargable: replay', 'replay'),
      row('sargable: whole process', 'whole'),
      row('squawk: start', 'squawkStart'),
      row('squawk: the work', 'squawkWork'),
      row('squawk: whole process', 'squawk'),
    ],
    ratios: [
      ratio('parse and replay / the work of squawk', 'work', 'squawkWork'),
      ratio('whole process / whole process', 'whole', 'squawk'),
    ],
  };
}

interface Times {
  readonly cpu: number;
  readonly wall: number;
}

function subtract(whole: Times, part: Times): Times {
  return { cpu: whole.cpu - part.cpu, wall: whole.wall - part.wall };
}

/** As the product is bundled, so that nothing is compiled while it is measured. */
function bundle(scratch: string): string {
  const outfile = join(scratch, 'replay-migrations.js');
  buildSync({
    entryPoints: [join(__dirname, 'replay-migrations.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    minify: true,
    logLevel: 'error',
  });
  // libpg-query looks for its WebAssembly beside itself.
  const wasm = join(dirname(require.resolve('libpg-query')), 'libpg-query.wasm');
  copyFileSync(wasm, join(scratch, 'libpg-query.wasm'));
  return outfile;
}

/** The CPU time of a program that is not ours is told by the shell that waits for it, in milliseconds. */
function runSquawk(files: readonly string[]): Times {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null 2>&1';
  // Its findings make it end with 1.
  const child = spawnSync('bash', ['-c', script, 'bash', squawkBinary(), ...files], { encoding: 'utf8' });
  if (child.error) throw child.error;
  const [wall, user, system] = child.stderr.trim().split(' ').map(Number);
  if (child.status === null || child.status > 1 || wall === undefined || user === undefined || system === undefined) {
    throw new Error(`squawk ended with ${child.status ?? child.signal}: ${child.stderr}`);
  }
  return { cpu: (user + system) * 1000, wall: wall * 1000 };
}

/** The package's own script starts it by way of Node. */
function squawkBinary(): string {
  const binary = resolve(
    __dirname,
    `../node_modules/@squawk-cli/${process.platform}-${process.arch}/bin/squawk${process.platform === 'win32' ? '.exe' : ''}`,
  );
  if (!existsSync(binary)) throw new Error(`There is no ${binary}: the optional packages of squawk-cli are missing.`);
  return binary;
}

function sqlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sqlFilesBelow(path);
    return entry.isFile() && entry.name.endsWith('.sql') ? [path] : [];
  });
}

const SKIPPED = new Set(['node_modules', '.git']);
