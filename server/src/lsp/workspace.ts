import { FileChangeType } from 'vscode-languageserver/node';
import type { FileSystem, Logger } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import { baseNameOf, isInside, type Uri } from '../core/uri';
import type { Engine } from '../engine/engine';
import { describeOrmFile } from '../host/orm-schemas';
import { type Debounced, debounce } from './debounce';
import type { Guard } from './guard';
import type { OpenFolder } from './open-folder';
import { CONFIG_FILE_NAME, type Settings } from './settings';
import type { StatusReporter } from './status';

export type DiscoverProject = (
  roots: readonly Uri[],
  files: readonly Uri[],
  fileSystem: FileSystem,
  signal: AbortSignal,
) => Promise<ProjectFacts>;

/** The folders that are open, their files, and what the files say about the project. */
export interface Workspace {
  /** Before the first discovery, or in place of all folders there were. */
  setFolders(folders: readonly OpenFolder[]): void;
  readonly folders: readonly OpenFolder[];
  /** Resolves when the project and the settings are known for the first time; rejects when the signal is aborted. */
  ready(signal: AbortSignal): Promise<void>;
  /** Lists files and discovers the project, once more when that is asked for meanwhile. */
  discover(): Promise<void>;
  filesChanged(changes: readonly FileChange[]): void;
  /** The files with settings may say something else: on disk, or in an open document. */
  settingsFileChanged(): void;
  stop(): void;
}

export interface FileChange {
  readonly uri: Uri;
  readonly type: FileChangeType;
}

export interface WorkspaceDependencies {
  readonly engine: Engine;
  readonly fileSystem: FileSystem;
  readonly discoverProject: DiscoverProject;
  readonly settings: Settings;
  readonly status: StatusReporter;
  readonly guard: Guard;
  readonly logger: Logger;
  /** Findings may be others than before. */
  readonly onChange: () => void;
}

/** Files that say something about the project; `*.prisma` does so too. Watched beside the files of the front ends. */
export const PROJECT_FILE_GLOB =
  '**/{package.json,pnpm-workspace.yaml,tsconfig*.json,jsconfig*.json,.gitignore,migration_lock.toml,_journal.json,config.toml,flyway.conf,flyway.toml,ormconfig.json,.sequelizerc,sargable.config.json}';

const PROJECT_FILE =
  /^(?:package\.json|pnpm-workspace\.yaml|(?:ts|js)config.*\.json|\.gitignore|migration_lock\.toml|_journal\.json|config\.toml|flyway\.(?:conf|toml)|sargable\.config\.json|.*\.prisma|(?:prisma|drizzle.*|mikro-orm.*)\.config\.\w+|ormconfig\.\w+|\.sequelizerc|knexfile\.\w+)$/;

const CODE_FILE = /\.[cm]?[jt]s$/;

/** Long enough for the files of one checkout or of one generator to arrive together. */
const DISCOVERY_DELAY_MILLISECONDS = 200;

export function createWorkspace(dependencies: WorkspaceDependencies): Workspace {
  const { engine, fileSystem, discoverProject, settings, status, guard, logger, onChange } = dependencies;
  const stopped = new AbortController();
  let folders: readonly OpenFolder[] = [];
  let files: ReadonlySet<Uri> = new Set();
  let discovered = '';
  let running: Promise<void> | undefined;
  let again = false;
  let announceReady: () => void;
  const firstDiscovery = new Promise<void>(resolve => {
    announceReady = resolve;
  });
  /** What changed files said in the words of an ORM when they were last looked at. */
  const ormWords = new Map<Uri, string>();
  /** Files that came into being; only a listing tells whether they belong to the project. */
  const appeared = new Set<Uri>();

  const discovery: Debounced = debounce(DISCOVERY_DELAY_MILLISECONDS, () => guard.background('discovery', discover));
  const settingsReload: Debounced = debounce(DISCOVERY_DELAY_MILLISECONDS, () =>
    guard.background('reading settings', async () => {
      await settings.readFiles(files);
      if (settings.apply()) onChange();
    }),
  );

  async function discover(): Promise<void> {
    again = true;
    // Asked for just when a run came to its end, the next one is begun by whoever asked.
    while (again && !stopped.signal.aborted) {
      running ??= runDiscoveries().finally(() => {
        running = undefined;
      });
      await running;
    }
  }

  async function runDiscoveries(): Promise<void> {
    while (again && !stopped.signal.aborted) {
      again = false;
      try {
        await discoverOnce(stopped.signal);
        status.ready();
      } catch (error) {
        if (stopped.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        logger.error(`the project could not be read: ${error instanceof Error ? error.stack : message}`);
        status.failed(`The project could not be read: ${message}`);
      } finally {
        announceReady();
      }
    }
  }

  async function discoverOnce(signal: AbortSignal): Promise<void> {
    // Other schemes than `file:` belong to virtual file systems, which the server cannot read.
    const roots = folders.map(({ uri }) => uri).filter(uri => uri.startsWith('file:'));
    const lists = await Promise.all(roots.map(root => fileSystem.list(root, signal)));
    const found = [...new Set(lists.flat())].sort();
    const project = await discoverProject(roots, found, fileSystem, signal);
    files = new Set(found);
    const text = JSON.stringify([project, found]);
    const isFirst = discovered === '';
    const news = text !== discovered;
    if (news) {
      discovered = text;
      engine.setProject(project, found);
    }
    const changed = [...appeared].filter(uri => files.has(uri));
    appeared.clear();
    if (changed.length > 0) engine.filesChanged(changed, []);
    await settings.readFiles(files);
    const applied = settings.apply();
    // Before the first discovery nobody was told anything.
    if (!isFirst && (news || applied || changed.length > 0)) onChange();
  }

  /** A file that begins to declare tables, or sets up a connection in another way, changes what the project is. */
  async function noticeSchemas(changed: readonly Uri[]): Promise<void> {
    for (const uri of changed) {
      const result = await fileSystem.read(uri);
      const words = result.kind === 'text' ? describeOrmFile(uri, result.text) : '';
      if (words !== (ormWords.get(uri) ?? '')) discovery.schedule();
      ormWords.set(uri, words);
    }
  }

  return {
    get folders() {
      return folders;
    },
    setFolders(next) {
      folders = next;
    },
    async ready(signal) {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        void firstDiscovery.then(() => {
          signal.removeEventListener('abort', abort);
          resolve();
        });
      });
    },
    discover,
    filesChanged(changes) {
      const removed = changes.filter(({ type }) => type === FileChangeType.Deleted).map(({ uri }) => uri);
      const present = changes.filter(({ type }) => type !== FileChangeType.Deleted).map(({ uri }) => uri);
      const changed = present.filter(uri => files.has(uri));
      const created = present.filter(uri => !files.has(uri));
      const gone = removed.filter(uri => files.has(uri) || [...files].some(file => isInside(file, uri)));
      for (const uri of created) appeared.add(uri);
      for (const uri of removed) appeared.delete(uri);
      if (changed.length > 0 || gone.length > 0) {
        engine.filesChanged(changed, gone);
        onChange();
      }
      const shapesProject = [...changed, ...gone].some(uri => PROJECT_FILE.test(baseNameOf(uri)));
      if (created.length > 0 || gone.length > 0 || shapesProject) discovery.schedule();
      const code = changed.filter(uri => CODE_FILE.test(uri));
      if (code.length > 0) guard.background('looking for schemas', () => noticeSchemas(code));
    },
    settingsFileChanged: () => settingsReload.schedule(),
    stop() {
      stopped.abort();
      discovery.cancel();
      settingsReload.cancel();
    },
  };
}

export function isConfigFile(uri: Uri): boolean {
  return baseNameOf(uri) === CONFIG_FILE_NAME;
}
