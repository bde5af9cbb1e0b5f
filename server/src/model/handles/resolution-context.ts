import type { CodeFacts } from '../../core/facts/code';
import type { Library } from '../../core/library';
import type { Database } from '../../core/project';
import type { UnitId } from '../../core/text';
import { parentOf, type Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import { createGuard, type Guard } from './guard';
import { type LocalCall, localCalls } from './local-calls';
import { type ModuleScope, moduleScope } from './module-scope';
import { type ResolvedModule, resolveModule } from './resolve-module';

/** What value and type resolution share. */
export interface ResolutionContext extends Guard {
  readonly inputs: ModelInputs;
  scopeOf(uri: Uri): ModuleScope;
  /** Who in the module calls which of its names. */
  callsIn(uri: Uri): Readonly<Record<string, readonly LocalCall[]>>;
  codeOf(uri: Uri, unit: UnitId): CodeFacts | undefined;
  libraryOf(target: ResolvedModule): LibraryOwner | undefined;
  /** The library whose runtime declares a type of that name for every file. */
  ownerOfGlobal(type: string): LibraryOwner | undefined;
  /** Where an import leads. */
  moduleOf(from: Uri, specifier: string): ResolvedModule | undefined;
  /** The same, only to modules that may give something which asks a database; while calls are followed, that run such. */
  handleModuleOf(from: Uri, specifier: string): ResolvedModule | undefined;
  /** The modules whose exports the module passes on, without those that do not export the name. */
  passesOn(uri: Uri, name: string): readonly string[];
}

export interface LibraryOwner {
  readonly library: Library;
  readonly database?: Database;
}

export function createResolutionContext(
  graph: Graph,
  inputs: ModelInputs,
  libraries: readonly Library[],
): ResolutionContext {
  const guard = createGuard(graph);

  function moduleOf(from: Uri, specifier: string): ResolvedModule | undefined {
    // Dozens of paths are tried for one import, and the files of a folder import the same.
    return graph.derive('module', `${parentOf(from)} ${specifier}`, () => resolveModule(from, specifier, inputs));
  }

  function scopeOf(uri: Uri): ModuleScope {
    return moduleScope(uri, inputs, graph);
  }

  return {
    ...guard,
    inputs,
    moduleOf,
    handleModuleOf(from, specifier) {
      const target = moduleOf(from, specifier);
      if (target?.kind !== 'file') return target;
      const may = guard.followsCalls() ? inputs.mayQuery(target.uri) : inputs.mayLead(target.uri);
      return may ? target : undefined;
    },
    scopeOf,
    passesOn: (uri, name) =>
      scopeOf(uri).passesOn.filter(specifier => {
        const target = moduleOf(uri, specifier);
        return target?.kind !== 'file' || inputs.mayExport(target.uri, name);
      }),
    callsIn: uri => localCalls(uri, inputs, graph),
    codeOf(uri, unit) {
      const facts = inputs.unit(uri, unit);
      return facts?.kind === 'code' ? facts.code : undefined;
    },
    ownerOfGlobal(type) {
      const library = libraries.find(({ globalTypes }) => globalTypes?.includes(type));
      return library && { library };
    },
    libraryOf(target) {
      if (target.kind === 'file') return undefined;
      if (target.kind === 'client') {
        const library = libraries.find(({ generatesClients }) => generatesClients);
        return library && { library, database: target.database };
      }
      const library = libraries.find(({ packages }) =>
        packages.some(name => target.name === name || target.name.startsWith(`${name}/`)),
      );
      return library && { library };
    },
  };
}
