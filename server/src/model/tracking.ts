/**
 * Memoized computations that remember what they read: an input that changes makes exactly those run again whose reads
 * changed, and a result that comes out equal stops the wave. Synchronous; a computation must be a function of its reads.
 */
export interface Graph {
  /** Reads an input; undefined when it was never set or was removed. */
  input<T>(family: string, key: string): T | undefined;
  /** Sets an input. Nothing happens when the fingerprint is the one it has. */
  setInput<T>(family: string, key: string, value: T, fingerprint: string): void;
  removeInput(family: string, key: string): void;
  /** Reads a computation, running it when it is new or when something that it read has changed. */
  derive<T>(family: string, key: string, compute: () => T, fingerprint?: (value: T) => string): T;
  /** Drops the computations that nobody has read since the last input changed. Call it after everything was read. */
  sweep(): void;
  /** How often computations of a family have run: for tests and timings. */
  runs(family: string): number;
}

interface Node {
  readonly name: string;
  value: unknown;
  fingerprint: string | undefined;
  changedAt: number;
  verifiedAt: number;
  dependencies: Node[];
  compute: (() => unknown) | undefined;
  fingerprintOf: ((value: never) => string) | undefined;
  running: boolean;
}

export function createGraph(): Graph {
  const inputs = new Map<string, Node>();
  const computations = new Map<string, Node>();
  const runCounts = new Map<string, number>();
  let revision = 1;
  let reader: Set<Node> | undefined;

  function inputNode(family: string, key: string): Node {
    const name = `${family}\u0000${key}`;
    let node = inputs.get(name);
    if (!node) {
      node = newNode(name, revision);
      inputs.set(name, node);
    }
    return node;
  }

  function changeInput(family: string, key: string, value: unknown, fingerprint: string | undefined): void {
    if (reader) throw new Error('an input was changed while a computation runs');
    const node = inputNode(family, key);
    if (node.fingerprint === fingerprint) return;
    revision += 1;
    node.value = value;
    node.fingerprint = fingerprint;
    node.changedAt = revision;
  }

  function run(node: Node): void {
    const family = node.name.slice(0, node.name.indexOf('\u0000'));
    runCounts.set(family, (runCounts.get(family) ?? 0) + 1);
    const outer = reader;
    const reads = new Set<Node>();
    reader = reads;
    node.running = true;
    try {
      node.value = node.compute?.();
    } catch (error) {
      // Whoever survives the failure depends on all that led to it.
      for (const read of reads) outer?.add(read);
      throw error;
    } finally {
      node.running = false;
      reader = outer;
    }
    node.dependencies = [...reads];
    const fingerprint = node.fingerprintOf ? node.fingerprintOf(node.value as never) : JSON.stringify(node.value);
    if (fingerprint !== node.fingerprint) {
      node.fingerprint = fingerprint;
      node.changedAt = revision;
    }
    node.verifiedAt = revision;
  }

  function refresh(node: Node): void {
    if (node.running) throw new Error(`a computation reads itself: ${node.name.replace('\u0000', ' ')}`);
    if (node.verifiedAt === revision || !node.compute) return;
    for (const dependency of node.dependencies) {
      if (!isRefreshed(dependency) || dependency.changedAt > node.verifiedAt) {
        run(node);
        return;
      }
    }
    node.verifiedAt = revision;
  }

  /** False when it fails: its reader then runs again, which meets the failure itself or no longer reads it. */
  function isRefreshed(node: Node): boolean {
    try {
      refresh(node);
      return true;
    } catch {
      return false;
    }
  }

  return {
    input<T>(family: string, key: string) {
      const node = inputNode(family, key);
      reader?.add(node);
      return node.value as T | undefined;
    },
    setInput: changeInput,
    removeInput: (family, key) => changeInput(family, key, undefined, undefined),
    derive<T>(family: string, key: string, compute: () => T, fingerprint?: (value: T) => string) {
      const name = `${family}\u0000${key}`;
      let node = computations.get(name);
      if (node) {
        node.compute = compute;
        refresh(node);
      } else {
        node = newNode(name, 0);
        node.compute = compute;
        node.fingerprintOf = fingerprint;
        computations.set(name, node);
        try {
          run(node);
        } catch (error) {
          // Kept only once it has a result: a computation that threw runs again at its next reading.
          computations.delete(name);
          throw error;
        }
      }
      reader?.add(node);
      return node.value as T;
    },
    sweep() {
      for (const [name, node] of computations) if (node.verifiedAt < revision) computations.delete(name);
    },
    runs: family => runCounts.get(family) ?? 0,
  };
}

function newNode(name: string, changedAt: number): Node {
  return {
    name,
    value: undefined,
    fingerprint: undefined,
    changedAt,
    verifiedAt: 0,
    dependencies: [],
    compute: undefined,
    fingerprintOf: undefined,
    running: false,
  };
}
