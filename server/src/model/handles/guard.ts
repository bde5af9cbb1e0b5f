import type { Graph } from '../tracking';

/** Keeps the resolution of names finite, and what it has found. */
export interface Guard {
  /**
   * Undefined on re-entry and beyond any sensible depth: code may refer to itself in a circle, and a circle denotes
   * nothing. Inside one outermost call a key is resolved once, or barrels that pass each other on would take forever.
   */
  guarded<T>(key: string, resolve: () => T | undefined): T | undefined;
  /**
   * The same for what many ask, such as a name of a module: a computation of its own, as long as it meets no circle. The
   * key must say all that `resolve` depends on.
   */
  shared<T>(key: string, resolve: () => T | undefined): T | undefined;
  /** While calls are followed, answers may be others: they are kept apart. */
  followingCalls<T>(work: () => T): T;
  followsCalls(): boolean;
}

/** What was resolved inside the outermost call, and how far out the circle reaches that it was cut from. */
interface Resolved {
  readonly value: unknown;
  readonly cut: number;
  /** It met a circle, even if it is a circle of its own. */
  readonly circular: boolean;
}

/** Names lead to names no deeper than this in code that people write; generated code may be endless. */
const MAX_DEPTH = 48;

/**
 * An answer that was cut short because it leads back to a call further out holds only while that call runs: its own
 * alternatives may still lead somewhere. Of what is not shared, nothing is kept beyond the computation that asks, so that
 * every computation reads for itself what it depends on.
 */
export function createGuard(graph: Graph): Guard {
  const active = new Map<string, number>();
  /** The keys that are no computations of their own: what they denote depends on where one enters their circle. */
  const circular = new Set<string>();
  let known = new Map<string, Resolved>();
  let cut = Number.POSITIVE_INFINITY;
  /** How many circles were met so far. */
  let circles = 0;
  let followsCalls = false;
  const asText = createTexts();

  function forget(from: number): void {
    for (const [key, resolved] of known) if (resolved.cut === from) known.delete(key);
  }

  /** What was found before in this computation; undefined with a cut where the key leads back to itself. */
  function recall(key: string): Resolved | undefined {
    const resolved =
      known.get(key) ?? (isRunning(key) ? { value: undefined, cut: active.get(key) ?? 0, circular: true } : undefined);
    if (!resolved) return undefined;
    cut = Math.min(cut, resolved.cut);
    if (resolved.circular) circles += 1;
    return resolved;
  }

  function isRunning(key: string): boolean {
    return active.has(key) || active.size >= MAX_DEPTH;
  }

  function settle(key: string, resolve: () => unknown): Resolved {
    const depth = active.size;
    const cutBefore = cut;
    const circlesBefore = circles;
    cut = Number.POSITIVE_INFINITY;
    active.set(key, depth);
    try {
      const value = resolve();
      if (cut <= depth) forget(depth);
      if (cut >= depth) cut = Number.POSITIVE_INFINITY;
      return { value, cut, circular: circles !== circlesBefore };
    } finally {
      active.delete(key);
      cut = Math.min(cut, cutBefore);
      if (depth === 0) {
        known.clear();
        cut = Number.POSITIVE_INFINITY;
      }
    }
  }

  function guarded<T>(key: string, resolve: () => T | undefined): T | undefined {
    const before = recall(key);
    if (before) return before.value as T | undefined;
    const resolved = settle(key, resolve);
    if (active.size > 0) known.set(key, resolved);
    return resolved.value as T | undefined;
  }

  /** What others have found says nothing of what it was read from: a computation of its own starts afresh. */
  function resolveAlone(key: string, followed: boolean, resolve: () => unknown): unknown {
    const outer = { known, cut, followsCalls };
    known = new Map();
    followsCalls = followed;
    try {
      const resolved = recall(key) ?? settle(key, resolve);
      if (resolved.circular) throw new Circle();
      return resolved.value;
    } finally {
      ({ known, cut, followsCalls } = outer);
    }
  }

  return {
    guarded,
    shared<T>(key: string, resolve: () => T | undefined) {
      const family = followsCalls ? 'resolved-for-calls' : 'resolved';
      const followed = followsCalls;
      if (isRunning(key) || circular.has(key)) return guarded(key, resolve);
      try {
        return graph.derive(family, key, () => resolveAlone(key, followed, resolve) as T | undefined, asText);
      } catch (error) {
        if (!(error instanceof Circle)) throw error;
        circular.add(key);
        return guarded(key, resolve);
      }
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
    followsCalls: () => followsCalls,
  };
}

/** Facts and libraries are large and the same object while they stay as they are. */
const NAMED_BY_IDENTITY: ReadonlySet<string> = new Set(['library', 'database', 'unit']);

function createTexts(): (value: unknown) => string {
  const numbers = new WeakMap<object, number>();
  let next = 0;

  function numberOf(part: object): number {
    const number = numbers.get(part) ?? next++;
    numbers.set(part, number);
    return number;
  }

  return value => {
    const text = JSON.stringify(value, (key, part: unknown) => {
      if (part instanceof Map) return [...part];
      return typeof part === 'object' && part !== null && NAMED_BY_IDENTITY.has(key) ? numberOf(part) : part;
    });
    return text ?? '';
  };
}

/** Thrown out of a computation that must not be kept. */
class Circle extends Error {}
