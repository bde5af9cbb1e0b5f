import type { Frontend } from '../core/frontend';
import type { Library } from '../core/library';
import type { ProjectFacts } from '../core/project';
import type { Uri } from '../core/uri';
import type { ModelInputs } from '../model/inputs';
import type { Pacer } from './cancellation';
import type { ExtractedFile } from './file-extraction';
import { createModuleIndex } from './module-index';
import type { Store, StoredText } from './store';
import { createLibraryTexts } from './used-libraries';

/**
 * Which files are about a database, and which lead to one that is: known from their texts alone, so that what matters to
 * no rule is never parsed.
 */
export interface ModuleSurvey {
  /** Takes note of what the text of a file says. */
  note(uri: Uri, frontend: Frontend, read: ReadText): void;
  /** The file is about a database itself. */
  asks(uri: Uri): boolean;
  forget(uri: Uri): void;
  /** Tells where imports lead. */
  setProject(project: ProjectFacts): void;
  /** It leads to a database, and something in it may be done once per element. */
  mayRepeat(uri: Uri): boolean;
  /** Tells the model what the texts say of who leads to a database; true when that is news. */
  settle(): boolean;
  /**
   * Looks at the texts of all files that nobody has looked at yet, so that it is known which lead to a database: only for
   * a file in which something is done once per element does that matter. True when that is news to the model.
   */
  survey(about: Uri, pacer: Pacer): Promise<boolean>;
  /** The same for all files, whatever they are. */
  surveyAll(pacer: Pacer): Promise<boolean>;
  /** The text that was looked at last, for whoever reads the file next; undefined when it may be another one now. */
  takeText(uri: Uri): StoredText | undefined;
  forgetTexts(): void;
  /** Files may have other texts than they had: the next survey looks at them again. */
  filesChanged(): void;
}

/** `version`: of the document, while it is open. */
type ReadText = Pick<StoredText & { kind: 'text' }, 'text' | 'version'>;

export function createModuleSurvey(dependencies: {
  readonly store: Store;
  readonly inputs: ModelInputs;
  readonly libraries: readonly Library[];
  /** The state of files at their last refresh; a survey adds those that it looks at first. */
  readonly files: Map<Uri, ExtractedFile>;
  frontendOf(uri: Uri): Frontend | undefined;
  /** The model knows the file. */
  exists(uri: Uri): boolean;
}): ModuleSurvey {
  const { store, inputs, files, frontendOf } = dependencies;
  const libraryTexts = createLibraryTexts(dependencies.libraries);
  const modules = createModuleIndex(dependencies.exists);
  /** The list of files that was surveyed last; undefined when one of them may have changed since. */
  let surveyed: readonly Uri[] | undefined;
  /** Texts that are about to be read again. */
  let texts = new Map<Uri, StoredText>();

  let carriers = modules.carriers();

  function note(uri: Uri, frontend: Frontend, { text, version }: ReadText): void {
    const outline = frontend.outline?.(text);
    // Whoever types goes on with what the file is about: it is not searched with every keystroke.
    const kept = version !== undefined && modules.asks(uri) ? modules.asked(uri) : undefined;
    const asked = kept ?? (frontend.needsHints ? libraryTexts.askedBy(text, modules.isTaken) : 'always');
    modules.set(uri, { outline, asked, taken: libraryTexts.takenBy(text, outline) });
  }

  function settle(): boolean {
    const changed = modules.settle();
    const used = modules.used();
    if (used) inputs.setLibraries(used);
    const isCarried = carriers !== modules.carriers();
    carriers = modules.carriers();
    if (isCarried) inputs.setCarriers(carriers);
    for (const uri of changed) {
      const reach = {
        reaches: modules.reaches(uri),
        leads: modules.leads(uri),
        implementers: modules.implementers(uri),
      };
      inputs.setReach(uri, reach, modules.exports(uri));
    }
    return changed.length > 0 || isCarried;
  }

  /** Reads a text for what it imports alone; what else it says waits until somebody asks for it. */
  async function look(uri: Uri): Promise<void> {
    const frontend = frontendOf(uri);
    if (files.get(uri)?.stamp === store.stamp(uri) || !frontend?.outline) return;
    const stored = await store.read(uri);
    if (stored.kind !== 'text' || files.get(uri)?.content) return;
    note(uri, frontend, stored);
    if (modules.asks(uri)) texts.set(uri, stored);
    files.set(uri, { stamp: stored.stamp, checked: false });
  }

  async function surveyAll(pacer: Pacer): Promise<boolean> {
    const list = store.known();
    for (const uri of list === surveyed ? [...store.touched()].filter(store.isKnown) : list) {
      await pacer.pause();
      await look(uri);
    }
    surveyed = list;
    modules.setComplete();
    return settle();
  }

  return {
    note,
    forget: modules.delete,
    asks: modules.asks,
    setProject(project) {
      modules.setProject(project, libraryTexts.ofProject(project));
    },
    mayRepeat: modules.mayRepeat,
    settle,
    // What is known of all files once is kept up to date: an import may lead to what has come since.
    survey: async (about, pacer) =>
      (modules.repeats(about) || modules.used() !== undefined) && (await surveyAll(pacer)),
    surveyAll,
    takeText(uri) {
      const stored = texts.get(uri);
      texts.delete(uri);
      return stored?.stamp === store.stamp(uri) ? stored : undefined;
    },
    forgetTexts() {
      texts = new Map();
    },
    filesChanged() {
      surveyed = undefined;
    },
  };
}
