import type { CodeFacts } from '../../core/facts/code';
import type { Library } from '../../core/library';
import type { Database } from '../../core/project';
import type { UnitId } from '../../core/text';
import { parentOf, type Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import { type LocalCall, localCalls } from './local-calls';
import { type ModuleScope, moduleScope } from './module-scope';
import { type ResolvedModule, resolveModule } from './resolve-module';

/** What value and type resolution share. */
export interface ResolutionContext {
  readonly inputs: ModelInputs;
  /**
   * Undefined on re-entry and beyond any sensible depth: code may refer to itself in a circle, and a circle denotes
   * nothing. Inside one outermost call a key is resolved once, or barrels that pass each other on would take forever.
   */
  guarded<T>(key: string, resolve: () => T | undefined): T | undefined;
  scopeOf(uri: Uri): ModuleScope;
  /** Who in the module calls which of its names. */
  callsIn(uri: Uri): Readonly<Record<string, readonly LocalCall[]>>;
  codeOf(uri: Uri, unit: UnitId): CodeFacts | undefined;
  libraryOf(target: ResolvedModule): LibraryOwner | undefined;
  /** Where an import leads. While calls are followed, only to modules that may lead to a database. */
  moduleOf(from: Uri, specifier: string): ResolvedModule | undefined;
  /** Asks about calls: what cannot lead to a database is not looked at, and so is not parsed for it. */
  followingCalls<T>(work: () => T): T;
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
  let followsCalls = false;
  return {
    inputs,
    moduleOf(from, specifier) {
      // Dozens of paths are tried for one import, and the files of a folder import the same.
      const target = graph.derive('module', `${parentOf(from)} ${specifier}`, () =>
        resolveModule(from, specifier, inputs),
      );
      return target?.kind === 'file' && followsCalls && !inputs.mayQuery(target.uri) ? undefined : target;
    },
    followingCalls(work) {
      const before = followsCalls;
      followsCalls = true;
      try {
        return work();
      } finally {
        followsCalls = before;
      }
    },
    guarded: createGuard(),
    scopeOf: uri => moduleScope(uri, inputs, graph),
    callsIn: uri => localCalls(uri, inputs, graph),
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

/** What was resolved inside the outermost call, and how far out the circle reaches that it was cut from. */
interface Resolved {
  readonly value: unknown;
  readonly cut: number;
}

/**
 * An answer that was cut short because it leads back to a call further out holds only while that call runs: its own
 * alternatives may still lead somewhere. Nothing is kept beyond the outermost call, so that every computation reads for
 * itself what it depends on.
 */
function createGuard(): ResolutionContext['guarded'] {
  const active = new Map<string, number>();
  const known = new Map<string, Resolved>();
  let cut = Number.POSITIVE_INFINITY;

  function forget(from: number): void {
    for (const [key, resolved] of known) if (resolved.cut === from) known.delete(key);
  }

  return <T>(key: string, resolve: () => T | undefined): T | undefined => {
    const resolved = known.get(key);
    if (resolved) {
      cut = Math.min(cut, resolved.cut);
      return resolved.value as T | undefined;
    }
    const depth = active.size;
    const running = active.get(key);
    if (running !== undefined || depth >= MAX_DEPTH) {
      cut = Math.min(cut, running ?? 0);
      return undefined;
    }
    const cutBefore = cut;
    cut = Number.POSITIVE_INFINITY;
    active.set(key, depth);
    try {
      const value = resolve();
      if (cut <= depth) forget(depth);
      if (cut >= depth) cut = Number.POSITIVE_INFINITY;
      known.set(key, { value, cut });
      return value;
    } finally {
      active.delete(key);
      cut = Math.min(cut, cutBefore);
      if (depth === 0) {
        known.clear();
        cut = Number.POSITIVE_INFINITY;
      }
    }
  };
}
