import type { FileSystem, Logger } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import type { Uri } from '../core/uri';
import type { Engine } from '../engine/engine';
import type { RuleDescription } from './rule-description';

/** Everything a command knows of the outside; the entry makes the real one, tests one of their own. */
export interface CliEnvironment {
  readonly version: string;
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Folders that never count as a project, whatever lies in them: the user's home, the folder of temporary files. */
  readonly neverProjects: readonly string[];
  /** Results. */
  readonly stdout: TextSink;
  /** Everything else. */
  readonly stderr: TextSink;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Kept apart from the host, so that listing rules loads no parser. */
  loadRules(): Promise<readonly RuleDescription[]>;
  /** Loads the engine and what it stands on; not called for help texts and wrong arguments. */
  loadHost(logger: Logger): Promise<CliHost>;
}

export interface TextSink {
  readonly isTerminal: boolean;
  readonly columns?: number | undefined;
  write(text: string): Promise<void>;
}

export interface CliHost {
  readonly fileSystem: FileSystem;
  /** Whether a file is in a language that is read at all. */
  isReadable(uri: Uri): boolean;
  discoverProject(
    roots: readonly Uri[],
    files: readonly Uri[],
    fileSystem: FileSystem,
    signal: AbortSignal,
  ): Promise<ProjectFacts>;
  /** An engine that reads its files through `fileSystem`. `once`: nothing will change while it is used. */
  createEngine(fileSystem: FileSystem, once: boolean): Engine;
}
