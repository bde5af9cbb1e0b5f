import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds and kilobytes. */
export interface ProcessMeasure {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
  /** CPU and time since the start of the process at places that the program marked. */
  readonly marks: Readonly<Record<string, { readonly cpu: number; readonly wall: number }>>;
  readonly stdout: string;
}

/** Runs a program in a Node process of its own. The CPU time holds all of its threads. */
export function measureProcess(args: readonly string[], scratch: string, mostExitCode = 0): ProcessMeasure {
  const probeFile = join(scratch, 'probe.json');
  const started = performance.now();
  const child = spawnSync(process.execPath, ['--require', require.resolve('./probe.cjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, BENCH_PROBE_FILE: probeFile, NODE_OPTIONS: '' },
  });
  const wall = performance.now() - started;
  if (child.error) throw child.error;
  if (child.status === null || child.status > mostExitCode) {
    throw new Error(`${args.join(' ')} ended with ${child.status ?? child.signal}: ${child.stderr}`);
  }
  const { cpu, memory, marks } = JSON.parse(readFileSync(probeFile, 'utf8')) as Omit<ProcessMeasure, 'wall' | 'stdout'>;
  return { cpu, wall, memory, marks, stdout: child.stdout };
}
