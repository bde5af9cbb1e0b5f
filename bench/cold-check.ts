import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOfUri, uriOfPath } from '../server/src/host/file-uri';
import { listFiles } from '../server/src/host/list-files';
import { generateWorkspace } from './generate-workspace';
import { measureProcess } from './measure-process';
import { type Spread, spreadOf } from './statistics';

export interface ColdCheckOptions {
  /** The repository to check. */
  readonly folder: string;
  /** A folder for lists and small workspaces. */
  readonly scratch: string;
  /** Where the bundles are. */
  readonly dist: string;
  readonly runs: number;
}

export interface ColdCheck {
  readonly files: number;
  readonly findings: number;
  readonly rows: readonly ProcessRow[];
  readonly ratios: readonly Ratio[];
}

export interface ProcessRow {
  readonly name: string;
  readonly cpu: Spread;
  readonly wall: Spread;
  /** Kilobytes; only of whole processes. */
  readonly memory?: Spread;
}

/** Of the times of one and the same run. */
export interface Ratio {
  readonly name: string;
  readonly cpu: Spread;
  readonly wall: Spread;
}

/**
 * `sargable check` in a new process beside one that parses every TypeScript file. A check of a workspace with one file of
 * each language tells what start and module loading take; the rest is the work.
 */
export async function measureColdCheck({ folder, scratch, dist, runs }: ColdCheckOptions): Promise<ColdCheck> {
  const sources = await listTypeScriptFiles(folder);
  const listFile = join(scratch, 'files.txt');
  writeFileSync(listFile, sources.join('\n'));
  const small = join(scratch, 'small');
  generateWorkspace(small, { files: 3, models: 2 });
  const cli = join(dist, 'cli.js');
  const check = (path: string) => measureProcess([cli, 'check', path, '--format', 'json'], scratch, 1);

  // The first runs read everything from the disk; the file cache of the system is warm from here on.
  let findings = countFindings(check(folder).stdout);
  const measured: Record<string, Times>[] = [];
  for (let run = 0; run < runs; run++) {
    const nothing = measureProcess(['-e', '0'], scratch);
    const loading = check(small);
    const whole = check(folder);
    const parser = measureProcess([require.resolve('./parse-all.cjs'), join(dist, 'typescript.js'), listFile], scratch);
    const { loaded, parsed } = parser.marks;
    if (!loaded || !parsed) throw new Error('the parser did not mark its parts');
    findings = countFindings(whole.stdout);
    measured.push({
      nothing,
      loading: subtract(loading, nothing),
      work: subtract(whole, loading),
      whole,
      parserLoading: subtract(loaded, nothing),
      parse: subtract(parsed, loaded),
      parser,
    });
  }
  const row = (name: string, key: string): ProcessRow => {
    const memory = measured.flatMap(run => run[key]?.memory ?? []);
    return {
      name,
      cpu: spreadOf(measured.map(run => run[key]?.cpu ?? Number.NaN)),
      wall: spreadOf(measured.map(run => run[key]?.wall ?? Number.NaN)),
      ...(memory.length === 0 ? {} : { memory: spreadOf(memory) }),
    };
  };
  const ratio = (name: string, over: string, under: string): Ratio => ({
    name,
    cpu: spreadOf(measured.map(run => (run[over]?.cpu ?? Number.NaN) / (run[under]?.cpu ?? Number.NaN))),
    wall: spreadOf(measured.map(run => (run[over]?.wall ?? Number.NaN) / (run[under]?.wall ?? Number.NaN))),
  });
  return {
    files: sources.length,
    findings,
    rows: [
      row('node that does nothing', 'nothing'),
      row('sargable: loading modules', 'loading'),
      row('sargable: the work', 'work'),
      row('sargable: whole process', 'whole'),
      row('typescript: loading', 'parserLoading'),
      row('typescript: parse of all files', 'parse'),
      row('typescript: whole process', 'parser'),
    ],
    ratios: [
      ratio('work / parse of all files', 'work', 'parse'),
      ratio('whole process / whole process', 'whole', 'parser'),
    ],
  };
}

interface Times {
  readonly cpu: number;
  readonly wall: number;
  readonly memory?: number;
}

async function listTypeScriptFiles(folder: string): Promise<string[]> {
  const uris = await listFiles(uriOfPath(folder), new AbortController().signal);
  return uris.filter(uri => /\.[cm]?tsx?$/.test(uri)).flatMap(uri => pathOfUri(uri) ?? []);
}

function subtract(whole: Times, part: Times): Times {
  return { cpu: whole.cpu - part.cpu, wall: whole.wall - part.wall };
}

function countFindings(stdout: string): number {
  return (JSON.parse(stdout) as { readonly findings: readonly unknown[] }).findings.length;
}
