import type { Problem } from '../core/facts/index';
import type { ReadDdl } from '../core/facts/migrations';
import type { ParameterizeSql, ReadSql } from '../core/facts/sql-template';
import type { WorkspaceChange } from '../core/fix';
import type { Frontend } from '../core/frontend';
import type { Library } from '../core/library';
import type { Assets, Clock, FileSystem, Logger, VersionControl } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import type { Rule } from '../core/rule';
import { baseNameOf, isInside, relativeTo, type Uri } from '../core/uri';
import { createModel } from '../model/index';
import { createModelInputs } from '../model/inputs';
import { createGraph, type Graph } from '../model/tracking';
import { createPacer, type Pacer } from './cancellation';
import { buildConfiguration, type ConfigFile, type ConfigLayers } from './config';
import { createExtractor } from './extraction';
import { createFileDialects } from './file-dialects';
import type { ExtractPool } from './file-extraction';
import { createFixes } from './fixes';
import { createLinter } from './lint';
import type { FileReport, FixAll, ReportedFinding, WorkspaceSummary } from './report';
import { type BuiltReport, buildConfigReport, buildReport, buildSilentReport, knownFindingIds } from './reporting';
import { createRuleRuns } from './runs';
import { createStopwatch, type Timing } from './stopwatch';
import { createStore } from './store';
import { gatherTableQueries } from './table-queries';

/**
 * Keeps facts, model and findings alive while files change; the same for the language server and the CLI. Every answer
 * is the one a fresh engine would give for the same texts. Past 300 lines because its answers share what was configured,
 * checked and reported last.
 */
export interface Engine {
  /**
   * The project as `host/` discovered it and every file that belongs to it. Replaces what was known before. `named`: those
   * that the user asked for by name.
   */
  setProject(project: ProjectFacts, files: readonly Uri[], named?: readonly Uri[]): void;
  setConfig(layers: ConfigLayers): void;

  /** An open document wins over its file until it is closed. */
  openDocument(uri: Uri, text: string, version: number): void;
  closeDocument(uri: Uri): void;
  /** The text of an open document, to convert positions with. */
  document(uri: Uri): { readonly text: string; readonly version: number } | undefined;
  /** Files that changed, appeared or vanished on disk. A file that appeared belongs to the project from then on. */
  filesChanged(changed: readonly Uri[], removed: readonly Uri[]): void;

  /** The findings of one file, in source order. */
  checkFile(uri: Uri, signal: AbortSignal): Promise<FileReport>;
  /** Every file with something to say; `onReport` gets each as soon as it is known, silent files only when `all` is set. */
  checkWorkspace(signal: AbortSignal, onReport: (report: FileReport) => void, all?: boolean): Promise<WorkspaceSummary>;

  /** A finding of the last report of its file. */
  finding(id: string): ReportedFinding | undefined;
  /** The edits of fix number `fix` of a finding, made for the texts as they are now. */
  resolveFix(
    findingId: string,
    fix: number,
    signal: AbortSignal,
  ): Promise<WorkspaceChange | { readonly declined: string }>;
  /**
   * The fixes of a finding without those that a committed migration rules out: what a list tells that is made for many
   * findings, without making their edits.
   */
  offeredFixes(findingId: string): Promise<ReportedFinding['fixes']>;
  /** The safe fixes of one file, or the reviewed ones too, in one change; overlapping ones wait for the next round. */
  fixFile(uri: Uri, safety: 'safe' | 'review', signal: AbortSignal): Promise<FixAll>;

  /** Milliseconds per rule and front end so far, for `--timings`. */
  timings(): readonly Timing[];
}

export interface EngineDependencies {
  readonly fileSystem: FileSystem;
  readonly assets: Assets;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly versionControl: VersionControl;
  readonly frontends: readonly Frontend[];
  readonly libraries: readonly Library[];
  readonly rules: readonly Rule[];
  readonly readSql: ReadSql;
  readonly parameterizeSql: ParameterizeSql;
  readonly readDdl: ReadDdl;
  /** Other threads that extract, for a cold check of many files. */
  readonly extractPool?: ExtractPool;
  /** Another one than the graph that follows changes. */
  readonly graph?: Graph;
}

/** Rounds of reading a file's findings while texts change under it; the next one is done without letting others in. */
const STEADY_ROUNDS = 5;

export function createEngine(dependencies: EngineDependencies): Engine {
  const { fileSystem, assets, logger, clock, versionControl, frontends, libraries, rules } = dependencies;
  const graph = dependencies.graph ?? createGraph();
  const inputs = createModelInputs(graph);
  const stopwatch = createStopwatch(clock);
  const store = createStore(fileSystem);
  const pool = dependencies.extractPool;
  const dialects = createFileDialects(store, frontends, settled => {
    changes += 1;
    inputs.setProject(settled);
  });
  const extractor = createExtractor({
    ...{ store, inputs, dialects, frontends, libraries, assets, logger, stopwatch },
    ...(pool ? { pool } : {}),
  });
  const model = createModel(graph, inputs, {
    libraries,
    readSql: dependencies.readSql,
    parameterizeSql: dependencies.parameterizeSql,
    readDdl: dependencies.readDdl,
  });
  let changes = 0;
  const revision = () => extractor.revision() + changes;
  const linter = createLinter(frontends, extractor, logger);
  const runs = createRuleRuns({ graph, model, rules, logger, stopwatch });
  const knownIds = knownFindingIds(rules.map(rule => rule.meta.id));
  const reports = new Map<Uri, BuiltReport>();
  const fileOfFinding = new Map<string, Uri>();
  let project: ProjectFacts | undefined;
  /** The schemas and migrations of the project. */
  let schemaFiles: ReadonlySet<Uri> = new Set();
  let namedFiles: ReadonlySet<Uri> = new Set();
  let roots: readonly Uri[] = [];
  let configuration = buildConfiguration([], rules);

  const fixes = createFixes({
    ...{ store, extractor, versionControl, clock, logger },
    check: (uri, signal) => checkFile(uri, createPacer(signal, clock)),
    finding,
  });

  function finding(id: string): ReportedFinding | undefined {
    const uri = fileOfFinding.get(id);
    return uri === undefined ? undefined : reports.get(uri)?.report.findings.find(candidate => candidate.id === id);
  }

  /** Relative to its root. Where an earlier root holds the same path, its number tells the two apart. */
  function pathForIds(uri: Uri): string {
    const root = roots.filter(candidate => isInside(uri, candidate)).sort((a, b) => b.length - a.length)[0];
    const path = root === undefined ? undefined : relativeTo(uri, root);
    if (root === undefined || path === undefined) return baseNameOf(uri);
    const earlier = roots.slice(0, roots.indexOf(root)).filter(other => store.isListed(`${other}/${path}`)).length;
    return earlier === 0 ? path : `${earlier}:${path}`;
  }

  function keep(built: BuiltReport): BuiltReport {
    const { uri, findings } = built.report;
    for (const { id } of reports.get(uri)?.report.findings ?? []) {
      if (fileOfFinding.get(id) === uri) fileOfFinding.delete(id);
    }
    reports.set(uri, built);
    for (const { id } of findings) fileOfFinding.set(id, uri);
    return built;
  }

  function forget(uri: Uri): void {
    keep(buildSilentReport(uri, '', undefined));
    reports.delete(uri);
  }

  function isChecked(uri: Uri): boolean {
    const file = extractor.file(uri);
    // A schema whose builders another module re-exports holds no hint.
    const isMeant = file?.checked === true || (file !== undefined && schemaFiles.has(uri));
    return isMeant && !configuration.forFile(uri).ignores(uri);
  }

  async function checkFile(uri: Uri, pacer: Pacer): Promise<BuiltReport> {
    await extractor.load();
    const configFile = configuration.files.find(file => file.uri === uri);
    if (configFile) return keep(checkConfigFile(configFile));
    await dialects.settle();
    extractor.syncFiles();
    await extractor.refresh(uri, schemaFiles.has(uri));
    await extractor.survey(uri, pacer);
    await extractor.refresh(uri, schemaFiles.has(uri));
    if (!isChecked(uri)) return keep(silentReport(uri));
    return keep(await reportSteadily(uri, pacer));
  }

  /** Runs until the model asks for no more files and nothing has changed under the run. */
  async function reportSteadily(uri: Uri, pacer: Pacer): Promise<BuiltReport> {
    for (let round = 0; ; round++) {
      await dialects.settle();
      await extractor.refreshRead(pacer);
      await extractor.refresh(uri, schemaFiles.has(uri));
      if (!isChecked(uri)) return silentReport(uri);
      const before = revision();
      const run = await runs.run(uri, configuration.forFile(uri), round < STEADY_ROUNDS ? pacer : UNPACED);
      if ((await extractor.refreshRead(pacer)) || revision() !== before) continue;
      // Nothing else may run between the comparison and the report, or its spans would count in another text.
      const content = extractor.file(uri)?.content;
      if (!content) return silentReport(uri);
      const context = { uri, extractor, config: configuration.forFile(uri), logger, path: pathForIds(uri) };
      return buildReport(content, run, knownIds, { ...context, tellsProblems: tellsProblems(uri) });
    }
  }

  /**
   * A script that belongs to no database of the project may be for another tool: a template, psql, a foreign dialect. Who
   * names it asks for its problems all the same.
   */
  function tellsProblems(uri: Uri): boolean {
    return extractor.frontendOf(uri)?.dialectOf === undefined || schemaFiles.has(uri) || namedFiles.has(uri);
  }

  function checkConfigFile(file: ConfigFile): BuiltReport {
    const document = store.document(file.uri);
    const version = document?.text === file.text ? document.version : undefined;
    return buildConfigReport(file, configuration.forFile(file.uri), pathForIds(file.uri), version);
  }

  function silentReport(uri: Uri): BuiltReport {
    const document = store.document(uri);
    return buildSilentReport(uri, document?.text ?? '', document?.version);
  }

  return {
    setProject(discovered, files, named = []) {
      changes += 1;
      namedFiles = new Set(named);
      project = discovered;
      schemaFiles = new Set([
        ...discovered.databases.flatMap(database => database.schemaFiles),
        ...discovered.migrationSets.flatMap(set => set.files),
      ]);
      roots = [...project.roots].sort();
      store.setFiles(files, roots);
      dialects.setProject(project);
      extractor.setProject(project);
      for (const uri of [...reports.keys()]) if (!store.isKnown(uri)) forget(uri);
    },
    setConfig(layers) {
      changes += 1;
      for (const { uri } of configuration.files) forget(uri);
      configuration = buildConfiguration(layers, rules);
      dialects.setConfiguration(configuration);
      for (const message of configuration.messages) logger.warn(message);
    },
    openDocument: (uri, text, version) => store.open(uri, text, version),
    closeDocument: uri => store.close(uri),
    document: uri => store.document(uri),
    filesChanged(changed, removed) {
      extractor.filesChanged();
      for (const uri of removed) for (const file of store.remove(uri)) forget(file);
      for (const uri of changed) {
        if (store.isListed(uri)) store.touch(uri);
        else store.add(uri);
      }
    },
    checkFile: async (uri, signal) => (await checkFile(uri, createPacer(signal, clock))).report,
    async checkWorkspace(signal, onReport, all = false) {
      const pacer = createPacer(signal, clock);
      await extractor.load();
      await dialects.settle();
      extractor.syncFiles();
      const reading = stopwatch.start('phase', 'read and extract');
      await extractor.refreshAll(pacer);
      reading.stop();
      const linting = stopwatch.start('phase', 'lint');
      const linted = project ? await linter.lint(project) : new Map<Uri, never>();
      linting.stop();
      const gathering = stopwatch.start('phase', 'queries of tables');
      const checked = store.known().filter(isChecked).sort();
      await gatherTableQueries(checked, model, inputs, extractor, pacer, logger);
      gathering.stop();
      const running = stopwatch.start('phase', 'rules');
      const before = revision();
      const failures: { uri: Uri; message: string }[] = [];
      const uris = [...new Set([...store.known(), ...configuration.files.map(file => file.uri)])].sort();
      let files = 0;
      for (const uri of uris) {
        await pacer.pause();
        const readable = extractor.frontendOf(uri) !== undefined || configuration.files.some(file => file.uri === uri);
        if (!readable) continue;
        const report = withProblems(
          (await checkFile(uri, pacer)).report,
          isChecked(uri) ? (linted.get(uri) ?? []) : [],
        );
        const failure = extractor.file(uri)?.failure;
        if (failure !== undefined) failures.push({ uri, message: failure });
        files += 1;
        if (all || report.findings.length > 0 || report.problems.length > 0) onReport(report);
      }
      // Where files were read on the way, what was computed before that looks unread; the next check sweeps.
      if (revision() === before) graph.sweep();
      running.stop();
      return { files, failures };
    },
    finding,
    resolveFix: fixes.resolve,
    async offeredFixes(id) {
      const uri = fileOfFinding.get(id);
      const intents = uri === undefined ? undefined : reports.get(uri)?.fixes.get(id);
      const offered: ReportedFinding['fixes'][number][] = [];
      for (const intent of intents ?? []) {
        if (!(await fixes.isBarred(intent))) offered.push({ title: intent.title, safety: intent.safety });
      }
      return offered;
    },
    fixFile: fixes.fixFile,
    timings: stopwatch.timings,
  };
}

/** What the language's own tool says is complete: our reading of the same lines would say it twice. */
function withProblems(report: FileReport, problems: readonly Problem[]): FileReport {
  return problems.length === 0 ? report : { ...report, problems };
}

const UNPACED: Pacer = { pause: () => Promise.resolve() };

export type { FileReport, FixAll, ReportedFinding, Timing, WorkspaceSummary };
