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
  /** Where an import leads. While calls are followed, only to modules that may lead to a database. */
  moduleOf(from: Uri, specifier: string): ResolvedModule | undefined;
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
  return {
    ...guard,
    inputs,
    moduleOf(from, specifier) {
      // Dozens of paths are tried for one import, and the files of a folder import the same.
      const target = graph.derive('module', `${parentOf(from)} ${specifier}`, () =>
        resolveModule(from, specifier, inputs),
      );
      return target?.kind === 'file' && guard.followsCalls() && !inputs.mayQuery(target.uri) ? undefined : target;
    },
    scopeOf: uri => moduleScope(uri, inputs, graph),
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
