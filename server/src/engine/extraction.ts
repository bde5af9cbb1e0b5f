import type { Dialect } from '../core/facts/sql-template';
import type { Frontend } from '../core/frontend';
import type { Library } from '../core/library';
import type { Assets, Logger } from '../core/ports';
import type { Place, Span } from '../core/text';
import { baseNameOf, type Uri } from '../core/uri';
import type { ModelInputs } from '../model/inputs';
import type { Pacer } from './cancellation';
import type { FileDialects } from './file-dialects';
import { createFileExtraction, type ExtractedFile, type ExtractPool } from './file-extraction';
import { createModuleSurvey, type ModuleSurvey } from './module-survey';
import type { Stopwatch } from './stopwatch';
import type { Store } from './store';
import { startOf } from './unit-starts';

/** Keeps the facts of files equal to their texts, and the model's inputs equal to the facts. */
export interface Extractor {
  /** Loads what front ends need. */
  load(): Promise<void>;
  setProject: ModuleSurvey['setProject'];
  /** Brings the model's list of files up to the store's. */
  syncFiles(): void;
  /** Brings one file up to date. `demanded`: also when nothing in its text says that it is about databases. */
  refresh(uri: Uri, demanded: boolean): Promise<void>;
  /** Brings all files up to date, those nobody has read yet only when they are about databases or lead to one that is. */
  refreshAll(pacer: Pacer): Promise<void>;
  /** Makes known which files lead to a database, where that matters to the rules that look at this one. */
  survey(about: Uri, pacer: Pacer): Promise<void>;
  filesChanged: ModuleSurvey['filesChanged'];
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
  const { store, inputs, dialects, frontends, assets } = dependencies;
  const extraction = createFileExtraction(dependencies);
  const files = new Map<Uri, ExtractedFile>();
  const inputFiles = new Set<Uri>();
  const demandedFiles = new Set<Uri>();
  const survey = createModuleSurvey({
    store,
    inputs,
    libraries: dependencies.libraries,
    files,
    frontendOf,
    exists: uri => inputFiles.has(uri),
  });
  let loading: Promise<void> | undefined;
  let syncedList: readonly Uri[] | undefined;
  let revision = 0;
  /** Every file with facts is as new as this: the stamp of the store and the revision of the dialects. */
  let readUpTo = '';

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
      survey.forget(uri);
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
    if (file.checked !== isChecked(uri) && file.failure === undefined) return false;
    return file.content !== undefined || file.failure !== undefined || !demanded || !frontendOf(uri);
  }

  function isChecked(uri: Uri): boolean {
    return survey.asks(uri) || survey.mayRepeat(uri);
  }

  function settleModules(): void {
    if (survey.settle()) revision += 1;
  }

  async function refresh(uri: Uri, demanded: boolean): Promise<void> {
    const frontend = frontendOf(uri);
    if (!frontend || !store.isKnown(uri)) return;
    if (!inputFiles.has(uri)) syncFiles();
    while (!isUpToDate(uri, demanded)) {
      const stored = survey.takeText(uri) ?? (await store.read(uri));
      if (!store.isKnown(uri)) return;
      const previous = files.get(uri);
      if (stored.kind !== 'text') {
        accept(uri, extraction.ofUnreadable(frontend, stored, dialectOf(uri)));
        continue;
      }
      if (previous?.stamp !== stored.stamp) survey.note(uri, frontend, stored);
      const checked = isChecked(uri);
      const wanted = checked || demanded || previous?.content !== undefined;
      if (!wanted) {
        accept(uri, { stamp: stored.stamp, checked });
        continue;
      }
      const content = await extraction.ofText(frontend, uri, stored, dialectOf(uri), previous?.content);
      if (store.stamp(uri) === stored.stamp && store.isKnown(uri))
        accept(uri, { stamp: stored.stamp, checked, content });
    }
  }

  function accept(uri: Uri, file: ExtractedFile): void {
    const before = files.get(uri);
    files.set(uri, file);
    if (!file.content || file.content.facts === before?.content?.facts) return;
    inputs.setFacts(uri, file.content.facts);
    revision += 1;
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
    setProject: survey.setProject,
    syncFiles,
    async refreshAll(pacer) {
      if (await survey.surveyAll(pacer)) revision += 1;
      await refreshStale(pacer);
      survey.forgetTexts();
    },
    async survey(about, pacer) {
      if (await survey.survey(about, pacer)) revision += 1;
    },
    filesChanged: survey.filesChanged,
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
