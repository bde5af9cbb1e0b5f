import type { CodeFacts } from '../../core/facts/code';
import type { Library } from '../../core/library';
import type { Database } from '../../core/project';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import { type ModuleScope, moduleScope } from './module-scope';
import type { ResolvedModule } from './resolve-module';

/** What value and type resolution share. */
export interface ResolutionContext {
  readonly inputs: ModelInputs;
  /** Undefined on re-entry and beyond any sensible depth: code may refer to itself in a circle, and a circle denotes nothing. */
  guarded<T>(key: string, resolve: () => T | undefined): T | undefined;
  scopeOf(uri: Uri): ModuleScope;
  codeOf(uri: Uri, unit: UnitId): CodeFacts | undefined;
  libraryOf(target: ResolvedModule): LibraryOwner | undefined;
}

export interface LibraryOwner {
  readonly library: Library;
  readonly database?: Database;
}

/** Names lead to names no deeper than this in code that people write; generated code may be endless. */
const MAX_DEPTH = 48;

export function createResolutionContext(
  graph: Graph,
  inputs: ModelInputs,
  libraries: readonly Library[],
): ResolutionContext {
  const active = new Set<string>();
  return {
    inputs,
    guarded(key, resolve) {
      if (active.has(key) || active.size >= MAX_DEPTH) return undefined;
      active.add(key);
      try {
        return resolve();
      } finally {
        active.delete(key);
      }
    },
    scopeOf: uri => moduleScope(uri, inputs, graph),
    codeOf(uri, unit) {
      const facts = inputs.unit(uri, unit);
      return facts?.kind === 'code' ? facts.code : undefined;
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
