import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliEnvironment } from '../../server/src/cli/environment';
import { runCli } from '../../server/src/cli/run-cli';
import type { FileSystem } from '../../server/src/core/ports';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { createMarkerEngine } from './marker-engine';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The settings that the engine was given. */
  readonly configured: readonly unknown[];
}

export interface RunOptions {
  readonly cwd: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** Instead of the real files. */
  readonly fileSystem?: FileSystem;
  /** Instead of the engine that finds markers. */
  readonly environment?: Partial<CliEnvironment>;
}

/** Runs the command line in this process, on real files. */
export async function runSargable(args: readonly string[], options: RunOptions): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const configured: unknown[] = [];
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: options.terminal ?? false,
    columns: 80,
    write: (text: string) => {
      output[name] += text;
      return Promise.resolve();
    },
  });
  const exitCode = await runCli(args, {
    version: '1.2.3',
    cwd: options.cwd,
    variables: options.variables ?? {},
    neverProjects: [realpathSync(tmpdir())],
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    signal: options.signal ?? new AbortController().signal,
    loadRules: () =>
      Promise.resolve([
        { id: 'test/warning', summary: 'A warning', why: 'Because.', remedy: 'Do it.', severity: 'warning' },
        { id: 'test/off', summary: 'Not asked for', why: 'Because.', remedy: 'Do it.', severity: 'off' },
      ]),
    loadHost: () =>
      Promise.resolve({
        fileSystem: options.fileSystem ?? createNodeFileSystem(),
        isReadable: uri => /\.(ts|sql)$/.test(uri),
        discoverProject: roots =>
          Promise.resolve({ roots, packages: [], pathAliases: [], databases: [], migrationSets: [] }),
        createEngine: fileSystem => createMarkerEngine(fileSystem, { configured }),
      }),
    ...options.environment,
  });
  return { exitCode, ...output, configured };
}

/** Folders of files that are removed after each test. */
export function useFolders(): (files: Readonly<Record<string, string | Buffer>>) => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return files => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sargable-cli-')));
    folders.push(folder);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return folder;
  };
}
