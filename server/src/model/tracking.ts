/**
 * Memoized computations that remember what they read: an input that changes makes exactly those run again whose reads
 * changed, and a result that comes out equal stops the wave. Synchronous; a computation must be a function of its reads.
 *
 * An input that changes casts suspicion on everything that was computed from it, and on nothing else: reading what is not
 * suspect is a lookup, however much it was computed from. What is suspect looks at its own reads when it is read itself.
 * A result that many read is a gate: it is compared before any of them is suspected, so that an edit which leaves the
 * names of a module as they are costs nothing where those names are used.
 */
export interface Graph {
  /** Reads an input; undefined when it was never set or was removed. */
  input<T>(family: string, key: string): T | undefined;
  /**
   * Sets an input. Nothing happens when the fingerprint is the one it has. `provisional`: it stands for what is not known
   * yet and will change as soon as it is.
   */
  setInput<T>(family: string, key: string, value: T, fingerprint: string, provisional?: boolean): void;
  removeInput(family: string, key: string): void;
  /**
   * Reads a computation, running it when it is new or when something that it read has changed. Its value may not be
   * changed afterwards: whether it comes out equal is asked only when it runs again.
   */
  derive<T>(family: string, key: string, compute: () => T, fingerprint?: (value: T) => string): T;
  /** Drops the computations that nobody has read since the last input changed. Call it after everything was read. */
  sweep(): void;
  /** How often computations of a family have run: for tests and timings. */
  runs(family: string): number;
}

interface Node {
  readonly family: string;
  readonly key: string;
  value: unknown;
  /** Of a computation: absent until its value had to be compared. */
  fingerprint: string | undefined;
  changedAt: number;
  /** None of its reads has changed up to this revision. */
  verifiedAt: number;
  /** Something below has changed since. Whoever read a suspect node is suspect too. */
  suspect: boolean;
  /** The last revision in which someone outside of all computations read it. */
  wantedAt: number;
  dependencies: readonly Node[];
  /** The computations that have it among their dependencies. */
  readonly readers: Set<Node>;
  compute: (() => unknown) | undefined;
  readonly fingerprintOf: (value: never) => string;
  running: boolean;
}

type Family = Map<string, Node>;

/** With fewer readers it is cheaper that each of them looks for itself, and only those that are read do. */
const READERS_OF_A_GATE = 16;

export function createGraph(): Graph {
  const inputs = new Map<string, Family>();
  const computations = new Map<string, Family>();
  const runCounts = new Map<string, number>();
  let revision = 1;
  let reader: Set<Node> | undefined;
  /** Gates that are suspect while their readers are not yet. */
  const closedGates = new Set<Node>();

  function inputNode(family: string, key: string): Node {
    const nodes = familyOf(inputs, family);
    let node = nodes.get(key);
    if (!node) {
      node = newNode(family, key, asJson, revision);
      nodes.set(key, node);
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
    suspectReaders(node);
  }

  /** Stops at what is suspect already: all that was computed from it is too, or waits behind a closed gate. */
  function suspectReaders(changed: Node): void {
    const reached = [changed];
    for (let node = reached.pop(); node; node = reached.pop()) {
      for (const reader of node.readers) {
        if (reader.suspect) continue;
        reader.suspect = true;
        if (reader.readers.size < READERS_OF_A_GATE) reached.push(reader);
        else closedGates.add(reader);
      }
    }
  }

  function compareGates(): void {
    for (const gate of closedGates) {
      closedGates.delete(gate);
      const { changedAt } = gate;
      if (!isRefreshed(gate) || gate.changedAt !== changedAt) suspectReaders(gate);
    }
  }

  /** What runs may read whatever it likes, so nothing may look sound only because a gate has not been compared yet. */
  function openGates(): void {
    for (const gate of closedGates) {
      closedGates.delete(gate);
      suspectReaders(gate);
    }
  }

  function run(node: Node): void {
    if (closedGates.size > 0) openGates();
    runCounts.set(node.family, (runCounts.get(node.family) ?? 0) + 1);
    const outer = reader;
    const reads = new Set<Node>();
    reader = reads;
    node.running = true;
    let value: unknown;
    try {
      value = node.compute?.();
    } catch (error) {
      // Whoever survives the failure depends on all that led to it.
      for (const read of reads) outer?.add(read);
      throw error;
    } finally {
      node.running = false;
      reader = outer;
    }
    link(node, reads);
    accept(node, value);
  }

  /** Nobody asks whether a value that no computation has read comes out equal: most are never compared. */
  function accept(node: Node, value: unknown): void {
    if (node.readers.size === 0) {
      node.fingerprint = undefined;
      node.changedAt = revision;
    } else {
      const before = node.fingerprint ?? node.fingerprintOf(node.value as never);
      node.fingerprint = node.fingerprintOf(value as never);
      if (node.fingerprint !== before) node.changedAt = revision;
    }
    node.value = value;
    node.suspect = false;
    node.verifiedAt = revision;
  }

  function refresh(node: Node): void {
    if (node.running) throw new Error(`a computation reads itself: ${node.family} ${node.key}`);
    if (!node.suspect) return;
    for (const dependency of node.dependencies) {
      if (!isRefreshed(dependency) || dependency.changedAt > node.verifiedAt) {
        run(node);
        return;
      }
    }
    node.suspect = false;
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

  /** Whoever was wanted since the last change, with everything below. */
  function liveNodes(): ReadonlySet<Node> {
    const live = new Set<Node>();
    for (const nodes of computations.values()) {
      for (const node of nodes.values()) if (node.wantedAt === revision) live.add(node);
    }
    // A set is walked up to what is added to it on the way.
    for (const node of live) for (const dependency of node.dependencies) live.add(dependency);
    return live;
  }

  return {
    input<T>(family: string, key: string) {
      const node = inputNode(family, key);
      reader?.add(node);
      return node.value as T | undefined;
    },
    setInput: (family, key, value, fingerprint) => changeInput(family, key, value, fingerprint),
    removeInput: (family, key) => changeInput(family, key, undefined, undefined),
    derive<T>(family: string, key: string, compute: () => T, fingerprint?: (value: T) => string) {
      if (!reader && closedGates.size > 0) compareGates();
      const nodes = familyOf(computations, family);
      let node = nodes.get(key);
      if (node) {
        node.compute = compute;
        refresh(node);
      } else {
        node = newNode(family, key, fingerprint ?? asJson, 0);
        node.compute = compute;
        nodes.set(key, node);
        try {
          run(node);
        } catch (error) {
          // Kept only once it has a result: a computation that threw runs again at its next reading.
          nodes.delete(key);
          throw error;
        }
      }
      if (reader) reader.add(node);
      else node.wantedAt = revision;
      return node.value as T;
    },
    sweep() {
      // Where one is still closed nothing has been read since, and all of it goes.
      closedGates.clear();
      const live = liveNodes();
      for (const nodes of computations.values()) {
        for (const [key, node] of nodes) {
          if (live.has(node)) continue;
          nodes.delete(key);
          for (const dependency of node.dependencies) dependency.readers.delete(node);
        }
      }
      for (const nodes of inputs.values()) {
        for (const [key, node] of nodes) {
          if (node.fingerprint === undefined && node.readers.size === 0) nodes.delete(key);
        }
      }
    },
    runs: family => runCounts.get(family) ?? 0,
  };
}

function familyOf(families: Map<string, Family>, name: string): Family {
  let family = families.get(name);
  if (!family) {
    family = new Map();
    families.set(name, family);
  }
  return family;
}

function link(node: Node, reads: Set<Node>): void {
  for (const dependency of node.dependencies) if (!reads.has(dependency)) dependency.readers.delete(node);
  for (const dependency of reads) dependency.readers.add(node);
  node.dependencies = [...reads];
}

function asJson(value: unknown): string {
  return JSON.stringify(value);
}

function newNode(family: string, key: string, fingerprintOf: (value: never) => string, changedAt: number): Node {
  return {
    family,
    key,
    value: undefined,
    fingerprint: undefined,
    changedAt,
    verifiedAt: 0,
    suspect: false,
    wantedAt: 0,
    dependencies: [],
    readers: new Set(),
    compute: undefined,
    fingerprintOf,
    running: false,
  };
}
