import { resolve } from 'node:path';
import type { FileSystem } from '../core/ports';
import type { Uri } from '../core/uri';
import type { Engine, FileReport, ReportedFinding } from '../engine/engine';
import { uriOfPath } from '../host/file-uri';
import { buildCheckResult, type CheckResult, type FileFailure } from './check-result';
import { readConfigLayers } from './config-files';
import type { CliEnvironment, CliHost } from './environment';
import { createLogger } from './logger';
import { nativePath } from './paths';
import { isInScope, resolveTargets, type Targets } from './targets';

/** A project that is loaded into an engine, and the part of it that a command was asked for. */
export interface Session {
  readonly targets: Targets;
  readonly engine: Engine;
  readonly fileSystem: FileSystem;
  /** Lists and discovers the project again, after files came into being. */
  reload(): Promise<void>;
  check(): Promise<SessionCheck>;
}

export interface SessionCheck {
  readonly result: CheckResult;
  /** The files that have findings, in the order of their addresses. */
  readonly reports: readonly FileReport[];
}

export interface SessionOptions {
  readonly paths: readonly string[];
  readonly config?: string | undefined;
  readonly verbose: boolean;
  /** Everything is asked for once, and no file changes in between. */
  readonly once?: boolean;
  /** Puts something between the engine and the files on disk. */
  readonly wrapFileSystem?: (fileSystem: FileSystem) => FileSystem;
}

export async function openSession(options: SessionOptions, environment: CliEnvironment): Promise<Session> {
  const { signal, cwd } = environment;
  const logger = createLogger(environment.stderr, options.verbose);
  // Wrong arguments are told before anything is loaded.
  const targets = await resolveTargets(options.paths, environment);
  logger.info(`root ${nativePath(targets.root)}, projects ${targets.projects.map(nativePath).join(', ')}`);
  const host = await environment.loadHost(logger);
  const fileSystem = options.wrapFileSystem?.(host.fileSystem) ?? host.fileSystem;
  const config = options.config === undefined ? undefined : uriOfPath(resolve(cwd, options.config));
  const engine = host.createEngine(fileSystem, options.once === true);
  let files = await loadProject(engine, host, targets, fileSystem, signal);
  const layers = await readConfigLayers(config, targets.projects, files, fileSystem);
  engine.setConfig(layers);

  return {
    targets,
    engine,
    fileSystem,
    async reload() {
      files = await loadProject(engine, host, targets, fileSystem, signal);
    },
    async check() {
      const all = files.every(uri => isInScope(uri, targets.scope));
      const checked = all
        ? await checkProject(engine, signal)
        : await checkScope(
            engine,
            files.filter(uri => isInScope(uri, targets.scope) && isChecked(uri)),
            fileSystem,
            signal,
          );
      const offered = await withOfferedFixes(checked.reports, engine);
      return {
        result: buildCheckResult(targets.root, offered, checked.failures, checked.files),
        reports: checked.reports.filter(({ findings }) => findings.length > 0).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      };
    },
  };

  function isChecked(uri: Uri): boolean {
    return host.isReadable(uri) || layers.some(({ origin }) => origin === uri);
  }
}

/** What a check tells of must be given when it is asked for. */
async function withOfferedFixes(reports: readonly FileReport[], engine: Engine): Promise<FileReport[]> {
  const offered: FileReport[] = [];
  for (const report of reports) {
    const findings: ReportedFinding[] = [];
    for (const finding of report.findings) {
      findings.push(
        finding.fixes.length === 0 ? finding : { ...finding, fixes: await engine.offeredFixes(finding.id) },
      );
    }
    offered.push({ ...report, findings });
  }
  return offered;
}

interface Checked {
  readonly reports: FileReport[];
  readonly failures: readonly FileFailure[];
  readonly files: number;
}

async function checkProject(engine: Engine, signal: AbortSignal): Promise<Checked> {
  const reports: FileReport[] = [];
  const { files, failures } = await engine.checkWorkspace(signal, report => reports.push(report));
  return { reports, failures, files };
}

/** Reads of the rest of the project only what the files in scope need. */
async function checkScope(
  engine: Engine,
  files: readonly Uri[],
  fileSystem: FileSystem,
  signal: AbortSignal,
): Promise<Checked> {
  const reports: FileReport[] = [];
  const failures: FileFailure[] = [];
  for (const uri of files) {
    const report = await engine.checkFile(uri, signal);
    reports.push(report);
    if (report.text !== '') continue;
    // A file that cannot be read has an empty report like an empty file.
    const read = await fileSystem.read(uri);
    if (read.kind === 'failed') failures.push({ uri, message: read.message });
  }
  return { reports, failures, files: files.length };
}

async function loadProject(
  engine: Engine,
  host: CliHost,
  targets: Targets,
  fileSystem: FileSystem,
  signal: AbortSignal,
): Promise<readonly Uri[]> {
  const found = new Set<Uri>();
  for (const project of targets.projects) {
    for (const uri of await fileSystem.list(project, signal)) found.add(uri);
  }
  // What is asked for by name is looked at even where git ignores it.
  for (const { kind, uri } of targets.scope) {
    if (kind === 'file') found.add(uri);
    else if (!targets.projects.includes(uri)) for (const below of await fileSystem.list(uri, signal)) found.add(below);
  }
  const files = [...found].sort();
  const named = targets.scope.flatMap(({ kind, uri }) => (kind === 'file' ? [uri] : []));
  engine.setProject(await host.discoverProject(targets.projects, files, fileSystem, signal), files, named);
  return files;
}
