import type { Graph } from './tracking';

interface Input {
  value: unknown;
  fingerprint: string | undefined;
  /** Stands for what is not known yet. */
  provisional: boolean;
  /** A result that is kept for good was computed from it. */
  relied: boolean;
}

interface Result {
  readonly value: unknown;
  /** The state of the inputs that it holds for; undefined for any that this run will see. */
  readonly state: number | undefined;
}

/**
 * A graph for one check of a workspace whose files stay as they are: results are kept without what they were computed
 * from, which would take as much time and memory as the results themselves. What was computed from an input that was only
 * provisional is computed again once an input has changed; a change of any other input drops everything. So each answer is
 * the one of `createGraph`, at the price that a change after the check costs the whole check.
 */
export function createOneRunGraph(): Graph {
  const inputs = new Map<string, Map<string, Input>>();
  const results = new Map<string, Map<string, Result>>();
  const runCounts = new Map<string, number>();
  let state = 0;
  let isRunning = false;
  /** What runs has read something provisional. */
  let isProvisional = false;

  function inputOf(family: string, key: string): Input {
    const byKey = entriesOf(inputs, family);
    let input = byKey.get(key);
    if (!input) {
      input = { value: undefined, fingerprint: undefined, provisional: false, relied: false };
      byKey.set(key, input);
    }
    return input;
  }

  function change(
    family: string,
    key: string,
    value: unknown,
    fingerprint: string | undefined,
    provisional: boolean,
  ): void {
    if (isRunning) throw new Error('an input was changed while a computation runs');
    const input = inputOf(family, key);
    if (input.fingerprint === fingerprint) return;
    if (input.relied) {
      results.clear();
      for (const byKey of inputs.values()) for (const other of byKey.values()) other.relied = false;
    }
    state += 1;
    input.value = value;
    input.fingerprint = fingerprint;
    input.provisional = provisional;
  }

  function run<T>(family: string, compute: () => T): { readonly value: T; readonly provisional: boolean } {
    runCounts.set(family, (runCounts.get(family) ?? 0) + 1);
    const outer = { isRunning, isProvisional };
    isRunning = true;
    isProvisional = false;
    try {
      return { value: compute(), provisional: isProvisional };
    } finally {
      isRunning = outer.isRunning;
      // Whoever survives a failure depends on what led to it.
      isProvisional = outer.isProvisional || isProvisional;
    }
  }

  return {
    input<T>(family: string, key: string) {
      const input = inputOf(family, key);
      if (input.provisional) isProvisional = true;
      else if (isRunning) input.relied = true;
      return input.value as T | undefined;
    },
    setInput: (family, key, value, fingerprint, provisional = false) =>
      change(family, key, value, fingerprint, provisional),
    removeInput: (family, key) => change(family, key, undefined, undefined, false),
    derive<T>(family: string, key: string, compute: () => T) {
      const kept = entriesOf(results, family).get(key);
      if (kept && (kept.state === undefined || kept.state === state)) {
        if (kept.state !== undefined) isProvisional = true;
        return kept.value as T;
      }
      const { value, provisional } = run(family, compute);
      entriesOf(results, family).set(key, { value, state: provisional ? state : undefined });
      return value;
    },
    sweep: () => results.clear(),
    runs: family => runCounts.get(family) ?? 0,
  };
}

function entriesOf<T>(families: Map<string, Map<string, T>>, family: string): Map<string, T> {
  let entries = families.get(family);
  if (!entries) {
    entries = new Map();
    families.set(family, entries);
  }
  return entries;
}
