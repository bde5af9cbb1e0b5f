import type { FileFacts } from '../core/facts/index';
import type { Dialect } from '../core/facts/sql-template';
import type { ExtractInput, Frontend, Extraction as FrontendExtraction } from '../core/frontend';
import type { Library } from '../core/library';
import type { Assets, Logger } from '../core/ports';
import type { ProjectFacts } from '../core/project';
import type { Place, Region, Span } from '../core/text';
import { baseNameOf, type Uri } from '../core/uri';
import type { ModelInputs } from '../model/inputs';
import type { Pacer } from './cancellation';
import type { FileDialects } from './file-dialects';
import { createHintSearch } from './hint-search';
import { createModuleIndex } from './module-index';
import type { Stopwatch } from './stopwatch';
import type { Store, StoredText } from './store';
import { startOf } from './unit-starts';

/** Extracts in other threads; gives the facts alone, and undefined when it cannot. */
export interface ExtractPool {
  extract(frontendId: string, input: ExtractInput): Promise<FileFacts | undefined>;
}

/** Keeps the facts of files equal to their texts, and the model's inputs equal to the facts. */
export interface Extractor {
  /** Loads what front ends need. */
  load(): Promise<void>;
  /** Tells where imports lead. */
  setProject(project: ProjectFacts): void;
  /** Brings the model's list of files up to the store's. */
  syncFiles(): void;
  /** Brings one file up to date. `demanded`: also when nothing in its text says that it is about databases. */
  refresh(uri: Uri, demanded: boolean): Promise<void>;
  /** Brings all files up to date, those nobody has read yet only when they are about databases or lead to one that is. */
  refreshAll(pacer: Pacer): Promise<void>;
  /**
   * Looks at the texts of all files that nobody has looked at yet, so that it is known which lead to a database: only for
   * a file in which something is done once per element does that matter.
   */
  survey(about: Uri, pacer: Pacer): Promise<void>;
  /** Files may have other texts than they had: the next survey looks at them again. */
  filesChanged(): void;
  /** Brings the files up to date that the model has read or asks for; true when its inputs changed. */
  refreshRead(pacer: Pacer): Promise<boolean>;
  /** The state of a file at its last refresh. */
  file(uri: Uri): ExtractedFile | undefined;
  /** Where a place is in the text of its file at the last refresh. */
  locate(place: Place): Span | undefined;
  frontendOf(uri: Uri): Frontend | undefined;
  /** Another number whenever the model's inputs have changed. */
  revision(): number;
}

export interface ExtractedFile {
  readonly stamp: number;
  /** It is about a database itself: its language has no need of hints, or its text holds one. */
  readonly asks: boolean;
  /** Rules look at it: it asks a database, or leads to a file that does and may do so once per element. */
  readonly checked: boolean;
  /** Absent while the file was only looked at for hints. */
  readonly content?: ExtractedContent;
  readonly failure?: string;
}

export interface ExtractedContent {
  readonly text: string;
  /** Only fixes and linters ask for it. */
  hash(): string;
  /** What the front end was told. */
  readonly dialect?: Dialect;
  readonly version?: number;
  readonly facts: FileFacts;
  readonly state?: unknown;
}

interface ExtractorDependencies {
  readonly store: Store;
  readonly inputs: ModelInputs;
  readonly dialects: FileDialects;
  readonly frontends: readonly Frontend[];
  readonly libraries: readonly Library[];
  readonly assets: Assets;
  readonly logger: Logger;
  readonly stopwatch: Stopwatch;
  readonly pool?: ExtractPool;
}

/** Other threads may extract: this many files under way keep them busy without holding many texts. */
const PARALLEL_READS = 16;

export function createExtractor(dependencies: ExtractorDependencies): Extractor {
  const { store, inputs, dialects, frontends, assets, logger, stopwatch, pool } = dependencies;
  const hasHint = createHintSearch(['sargable-ignore', ...dependencies.libraries.flatMap(library => library.hints)]);
  const files = new Map<Uri, ExtractedFile>();
  const inputFiles = new Set<Uri>();
  const demandedFiles = new Set<Uri>();
  const modules = createModuleIndex(uri => inputFiles.has(uri));
  let loading: Promise<void> | undefined;
  let syncedList: readonly Uri[] | undefined;
  let revision = 0;
  /** Every file with facts is as new as this: the stamp of the store and the revision of the dialects. */
  let readUpTo = '';
  /** The list of files that was surveyed last; undefined when one of them may have changed since. */
  let surveyed: readonly Uri[] | undefined;

  function frontendOf(uri: Uri): Frontend | undefined {
    const name = baseNameOf(uri);
    return frontends.find(frontend => frontend.extensions.some(extension => name.endsWith(extension)));
  }

  function dialectOf(uri: Uri): Dialect | undefined {
    return frontendOf(uri)?.dialectOf ? dialects.of(uri) : undefined;
  }

  function syncFiles(): void {
    const list = store.known();
    if (list === syncedList) return;
    syncedList = list;
    const known = new Set(list.filter(uri => frontendOf(uri) !== undefined));
    for (const uri of inputFiles) {
      if (known.has(uri)) continue;
      inputFiles.delete(uri);
      files.delete(uri);
      demandedFiles.delete(uri);
      modules.delete(uri);
      inputs.remove(uri);
      revision += 1;
    }
    for (const uri of known) {
      if (inputFiles.has(uri)) continue;
      inputFiles.add(uri);
      inputs.setUnread(uri);
      revision += 1;
    }
  }

  function isUpToDate(uri: Uri, demanded: boolean): boolean {
    const file = files.get(uri);
    if (!file || file.stamp !== store.stamp(uri)) return false;
    if (file.content !== undefined && file.content.dialect !== dialectOf(uri)) return false;
    if (file.checked !== isChecked(file.asks, uri) && file.failure === undefined) return false;
    return file.content !== undefined || file.failure !== undefined || !demanded || !frontendOf(uri);
  }

  function isChecked(asks: boolean, uri: Uri): boolean {
    return asks || modules.mayRepeat(uri);
  }

  /** What the texts say of who leads to a database, told to the model. */
  function settleModules(): void {
    for (const uri of modules.settle()) {
      inputs.setReach(uri, { reaches: modules.reaches(uri), implementers: modules.implementers(uri) });
      revision += 1;
    }
  }

  async function refresh(uri: Uri, demanded: boolean): Promise<void> {
    const frontend = frontendOf(uri);
    if (!frontend || !store.isKnown(uri)) return;
    if (!inputFiles.has(uri)) syncFiles();
    while (!isUpToDate(uri, demanded)) {
      const stored = await store.read(uri);
      if (!store.isKnown(uri)) return;
      const previous = files.get(uri);
      if (stored.kind !== 'text') {
        accept(uri, unreadable(frontend, stored, dialectOf(uri)));
        continue;
      }
      const asks = !frontend.needsHints || hasHint(stored.text);
      modules.set(uri, frontend.outline?.(stored.text), asks);
      const checked = isChecked(asks, uri);
      const wanted = checked || demanded || previous?.content !== undefined;
      if (!wanted) {
        accept(uri, { stamp: stored.stamp, asks, checked });
        continue;
      }
      const content = await extractContent(frontend, uri, stored, dialectOf(uri), previous?.content);
      if (store.stamp(uri) === stored.stamp && store.isKnown(uri))
        accept(uri, { stamp: stored.stamp, asks, checked, content });
    }
  }

  function accept(uri: Uri, file: ExtractedFile): void {
    const before = files.get(uri);
    files.set(uri, file);
    if (!file.content || file.content.facts === before?.content?.facts) return;
    inputs.setFacts(uri, file.content.facts);
    revision += 1;
  }

  async function extractContent(
    frontend: Frontend,
    uri: Uri,
    stored: StoredText & { kind: 'text' },
    dialect: Dialect | undefined,
    previous: ExtractedContent | undefined,
  ): Promise<ExtractedContent> {
    const open = stored.version !== undefined;
    const told = dialect === undefined ? {} : { dialect };
    const identity = { text: stored.text, hash: stored.hash, ...told, ...(open ? { version: stored.version } : {}) };
    // Equal text has equal facts: a file that is opened, closed, touched or checked out again costs nothing.
    if (previous?.text === stored.text && previous.dialect === dialect) {
      const state = open && previous.state !== undefined ? { state: previous.state } : {};
      return { ...identity, facts: previous.facts, ...state };
    }
    const input = {
      uri,
      text: frontend.regions ? blankOutside(stored.text, frontend.regions(uri, stored.text)) : stored.text,
      ...told,
    };
    const fromPool = open ? undefined : await pool?.extract(frontend.id, input);
    if (fromPool) return { ...identity, facts: fromPool };
    const memory = open && previous?.state !== undefined ? { facts: previous.facts, state: previous.state } : undefined;
    const { facts, state } = extract(frontend, input, memory);
    return { ...identity, facts, ...(open && state !== undefined ? { state } : {}) };
  }

  function extract(frontend: Frontend, input: ExtractInput, previous?: FrontendExtraction): FrontendExtraction {
    try {
      return stopwatch.measure('frontend', frontend.id, () => frontend.extract(input, previous));
    } catch (error) {
      // Front ends are total; one that throws all the same costs its file's facts and nothing else.
      logger.error(`the ${frontend.id} front end failed on ${input.uri}: ${describeError(error)}`);
      return { facts: emptyFacts(frontend) };
    }
  }

  /** Runs `refresh` for each file, several at a time. Files are independent of each other, so their order does not matter. */
  async function refreshEach(uris: readonly Uri[], demanded: boolean, pacer: Pacer): Promise<void> {
    let next = 0;
    const work = async () => {
      for (let uri = uris[next++]; uri !== undefined; uri = uris[next++]) {
        await pacer.pause();
        await refresh(uri, demanded);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_READS, uris.length) }, work));
  }

  async function refreshStale(pacer: Pacer): Promise<void> {
    const stale = store.known().filter(uri => frontendOf(uri) !== undefined && !isUpToDate(uri, false));
    await refreshEach(stale, false, pacer);
  }

  /** Reads a text for what it imports alone; what else it says waits until somebody asks for it. */
  async function surveyFile(uri: Uri): Promise<void> {
    if (files.get(uri)?.stamp === store.stamp(uri) || !frontendOf(uri)?.outline) return;
    const stored = await store.read(uri);
    if (stored.kind !== 'text' || files.get(uri)?.content) return;
    const asks = hasHint(stored.text);
    modules.set(uri, frontendOf(uri)?.outline?.(stored.text), asks);
    files.set(uri, { stamp: stored.stamp, asks, checked: false });
  }

  return {
    frontendOf,
    async refresh(uri, demanded) {
      await refresh(uri, demanded);
      // What it imports now may be what makes rules look at it, or no longer.
      settleModules();
      await refresh(uri, demanded);
    },
    load() {
      loading ??= Promise.all(frontends.map(frontend => frontend.load?.(assets))).then(
        () => undefined,
        error => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
    setProject: modules.setProject,
    syncFiles,
    async refreshAll(pacer) {
      await refreshStale(pacer);
      settleModules();
      await refreshStale(pacer);
    },
    async survey(about, pacer) {
      if (!modules.repeats(about)) return;
      const list = store.known();
      for (const uri of list === surveyed ? [] : list) {
        await pacer.pause();
        await surveyFile(uri);
      }
      surveyed = list;
      settleModules();
    },
    filesChanged() {
      surveyed = undefined;
    },
    async refreshRead(pacer) {
      for (const uri of inputs.takeWanted()) demandedFiles.add(uri);
      const before = revision;
      const stamp = `${store.lastStamp()} ${dialects.revision()}`;
      const stale =
        stamp === readUpTo
          ? []
          : [...files].filter(([uri, file]) => file.content && !isUpToDate(uri, true)).map(([uri]) => uri);
      await refreshEach([...new Set([...stale, ...demandedFiles])], true, pacer);
      settleModules();
      // Only what was brought up to date is done with: a cancelled refresh leaves the demand standing.
      for (const uri of demandedFiles) if (isUpToDate(uri, true) || !store.isKnown(uri)) demandedFiles.delete(uri);
      readUpTo = stamp;
      return revision !== before;
    },
    file: uri => files.get(uri),
    locate(place) {
      const facts = files.get(place.uri)?.content?.facts;
      const start = facts && startOf(facts, place.unit);
      return start === undefined ? undefined : { start: start + place.span.start, end: start + place.span.end };
    },
    revision: () => revision,
  };
}

function unreadable(
  frontend: Frontend,
  stored: StoredText & { kind: 'skipped' | 'failed' },
  dialect: Dialect | undefined,
): ExtractedFile {
  return {
    stamp: stored.stamp,
    asks: false,
    checked: false,
    content: { text: '', hash: () => '', facts: emptyFacts(frontend), ...(dialect === undefined ? {} : { dialect }) },
    ...(stored.kind === 'failed' ? { failure: stored.message } : {}),
  };
}

function emptyFacts(frontend: Frontend): FileFacts {
  return { frontend: frontend.id, units: [], starts: [], directives: [], problems: [] };
}

/** Spaces instead of what is outside the regions, line ends kept, so that every offset stays what it is. */
function blankOutside(text: string, regions: readonly Region[]): string {
  let result = '';
  let end = 0;
  for (const { span } of [...regions].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(end, span.start).replace(/[^\r\n]/g, ' ') + text.slice(span.start, span.end);
    end = span.end;
  }
  return result + text.slice(end).replace(/[^\r\n]/g, ' ');
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
