import type { Frontend } from '../core/frontend';
import type { ProjectFacts } from '../core/project';
import type { Uri } from '../core/uri';
import type { ModelInputs } from '../model/inputs';
import type { Pacer } from './cancellation';
import type { ExtractedFile } from './file-extraction';
import { createHintSearch } from './hint-search';
import { createModuleIndex } from './module-index';
import type { Store } from './store';

/**
 * Which files are about a database, and which lead to one that is: known from their texts alone, so that what matters to
 * no rule is never parsed.
 */
export interface ModuleSurvey {
  /** Takes note of what the text of a file says; true when the file is about a database itself. */
  note(uri: Uri, frontend: Frontend, text: string): boolean;
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
  /** Files may have other texts than they had: the next survey looks at them again. */
  filesChanged(): void;
}

export function createModuleSurvey(dependencies: {
  readonly store: Store;
  readonly inputs: ModelInputs;
  /** Texts that speak of databases hold one of them. */
  readonly hints: Parameters<typeof createHintSearch>[0];
  /** The state of files at their last refresh; a survey adds those that it looks at first. */
  readonly files: Map<Uri, ExtractedFile>;
  frontendOf(uri: Uri): Frontend | undefined;
  /** The model knows the file. */
  exists(uri: Uri): boolean;
}): ModuleSurvey {
  const { store, inputs, files, frontendOf } = dependencies;
  const hasHint = createHintSearch(dependencies.hints);
  const modules = createModuleIndex(dependencies.exists);
  /** The list of files that was surveyed last; undefined when one of them may have changed since. */
  let surveyed: readonly Uri[] | undefined;

  let carriers = modules.carriers();

  function note(uri: Uri, frontend: Frontend, text: string): boolean {
    const asks = !frontend.needsHints || hasHint(text);
    modules.set(uri, frontend.outline?.(text), asks);
    return asks;
  }

  function settle(): boolean {
    const changed = modules.settle();
    const isCarried = carriers !== modules.carriers();
    carriers = modules.carriers();
    if (isCarried) inputs.setCarriers(carriers);
    for (const uri of changed) {
      inputs.setReach(uri, { reaches: modules.reaches(uri), implementers: modules.implementers(uri) });
    }
    return changed.length > 0 || isCarried;
  }

  /** Reads a text for what it imports alone; what else it says waits until somebody asks for it. */
  async function look(uri: Uri): Promise<void> {
    const frontend = frontendOf(uri);
    if (files.get(uri)?.stamp === store.stamp(uri) || !frontend?.outline) return;
    const stored = await store.read(uri);
    if (stored.kind !== 'text' || files.get(uri)?.content) return;
    files.set(uri, { stamp: stored.stamp, asks: note(uri, frontend, stored.text), checked: false });
  }

  return {
    note,
    forget: modules.delete,
    setProject: modules.setProject,
    mayRepeat: modules.mayRepeat,
    settle,
    async survey(about, pacer) {
      if (!modules.repeats(about)) return false;
      const list = store.known();
      for (const uri of list === surveyed ? [] : list) {
        await pacer.pause();
        await look(uri);
      }
      surveyed = list;
      return settle();
    },
    filesChanged() {
      surveyed = undefined;
    },
  };
}
