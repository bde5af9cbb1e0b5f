import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { loadHost } from '../server/src/cli/node-host';
import type { Logger } from '../server/src/core/ports';
import { uriOfPath } from '../server/src/host/file-uri';
import { type Spread, spreadOf } from './statistics';

export interface EditLatency {
  readonly lines: number;
  readonly findings: number;
  readonly edits: readonly EditRow[];
}

/** One kind of edit: milliseconds of the engine and of TypeScript, and the ratio of each pair. */
export interface EditRow {
  readonly name: string;
  readonly engine: Times;
  readonly yardstick: Times;
  readonly ratio: Times;
}

export interface Times {
  readonly cpu: Spread;
  readonly wall: Spread;
}

/**
 * Types single characters into a long file of a workspace and takes the time until its diagnostics are there, next to
 * the time of `ts.updateSourceFile` for the same edit. `path` is relative to the workspace.
 */
export async function measureEditLatency(folder: string, path: string, runs: number): Promise<EditLatency> {
  const { signal } = new AbortController();
  const host = await loadHost(SILENT);
  const engine = host.createEngine(host.fileSystem, false);
  const root = uriOfPath(folder);
  const files = await host.fileSystem.list(root, signal);
  engine.setProject(await host.discoverProject([root], files, host.fileSystem, signal), files);
  const uri = uriOfPath(join(folder, path));
  let text = readFileSync(join(folder, path), 'utf8');
  let version = 1;
  engine.openDocument(uri, text, version);
  const first = await engine.checkFile(uri, signal);
  let tree = ts.createSourceFile(uri, text, ts.ScriptTarget.Latest, false);

  async function measureEdit(start: number, end: number, inserted: string): Promise<{ engine: Time; yardstick: Time }> {
    text = text.slice(0, start) + inserted + text.slice(end);
    version += 1;
    const engineTime = await measure(async () => {
      engine.openDocument(uri, text, version);
      await engine.checkFile(uri, signal);
    });
    const change = { span: { start, length: end - start }, newLength: inserted.length };
    const yardstick = await measure(() => {
      tree = ts.updateSourceFile(tree, text, change);
    });
    return { engine: engineTime, yardstick };
  }

  async function measurePlace(name: string, offset: number): Promise<EditRow> {
    const pairs: { engine: Time; yardstick: Time }[] = [];
    for (let run = -WARM_UP; run < runs; run++) {
      const pair = [await measureEdit(offset, offset, 'x'), await measureEdit(offset, offset + 1, '')];
      if (run >= 0) pairs.push(...pair);
    }
    const spread = (value: (pair: { engine: Time; yardstick: Time }) => number) => spreadOf(pairs.map(value));
    return {
      name,
      engine: { cpu: spread(pair => pair.engine.cpu), wall: spread(pair => pair.engine.wall) },
      yardstick: { cpu: spread(pair => pair.yardstick.cpu), wall: spread(pair => pair.yardstick.wall) },
      ratio: {
        cpu: spread(pair => pair.engine.cpu / pair.yardstick.cpu),
        wall: spread(pair => pair.engine.wall / pair.yardstick.wall),
      },
    };
  }

  const half = Math.floor(text.length / 2);
  return {
    lines: text.split('\n').length,
    findings: first.findings.length,
    edits: [
      await measurePlace('a name inside a function', offsetAfter(text, 'ids.length', half)),
      await measurePlace('inside an SQL template', offsetAfter(text, 'SELECT id', half)),
      await measurePlace('a comment before the first function', offsetAfter(text, '/** Reads', 0)),
    ],
  };
}

interface Time {
  readonly cpu: number;
  readonly wall: number;
}

/** Until the compiler has seen what is hot. */
const WARM_UP = 5;

const SILENT: Logger = { error: ignore, warn: ignore, info: ignore, debug: ignore };

function ignore(): void {
  // A log line would be measured with the rest.
}

async function measure(work: () => void | Promise<void>): Promise<Time> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000, wall };
}

function offsetAfter(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  if (found < 0) throw new Error(`the file has no ${what}`);
  return found + what.length;
}
