import type { ModuleOutline } from '../core/frontend';
import type { Library } from '../core/library';
import type { ProjectFacts } from '../core/project';
import { packageName } from '../model/handles/package-name';
import { createHintSearch } from './hint-search';

/** Which libraries texts speak of: no other library's names mean anything in the workspace. */
export interface LibraryTexts {
  /** The libraries that a module takes something from. */
  takenBy(text: string, outline: ModuleOutline | undefined): readonly Library[];
  /**
   * The libraries that something in the text may ask, or at least one that is in use; `always` where the text speaks to
   * Sargable itself.
   */
  askedBy(text: string, isUsed: (library: Library) => boolean): readonly Library[] | 'always';
  /** Those that the project uses whatever its modules import. */
  ofProject(project: ProjectFacts): readonly Library[];
}

export function createLibraryTexts(libraries: readonly Library[]): LibraryTexts {
  const findHints = createHintSearch([['sargable-ignore'], ...libraries.map(({ hints }) => hints)]);
  const bySpecifier = new Map<string, readonly Library[]>();
  const global = libraries.filter(({ globalTypes }) => globalTypes !== undefined);

  function namedBy(specifier: string): readonly Library[] {
    let named = bySpecifier.get(specifier);
    if (!named) {
      const target = packageName(specifier);
      named = libraries.filter(({ packages }) =>
        packages.some(name => target === name || target.startsWith(`${name}/`)),
      );
      bySpecifier.set(specifier, named);
    }
    return named;
  }

  return {
    takenBy(text, outline) {
      const named = [...(outline?.imports ?? []), ...(outline?.types ?? [])]
        .filter(specifier => !specifier.startsWith('.'))
        .flatMap(namedBy);
      return [...named, ...global.filter(({ globalTypes }) => globalTypes?.some(name => text.includes(name)))];
    },
    askedBy(text, isUsed) {
      const groups = findHints(text, group => group === 0 || isUsed(libraries[group - 1] as Library));
      return groups.includes(0) ? 'always' : groups.flatMap(group => libraries[group - 1] ?? []);
    },
    ofProject: ({ databases, migrationSets }) =>
      libraries.filter(
        ({ generatesClients, migrationTools }) =>
          (generatesClients &&
            databases.some(({ clientModules, clientPackages }) => clientModules.length + clientPackages.length > 0)) ||
          migrationSets.some(({ tool }) => migrationTools?.includes(tool)),
      ),
  };
}
