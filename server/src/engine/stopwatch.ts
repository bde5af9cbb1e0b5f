import type { Clock } from '../core/ports';

/** Adds up what rules, front ends and phases take. */
export interface Stopwatch {
  measure<T>(kind: Timing['kind'], name: string, work: () => T): T;
  /** For work that waits in between; what is never stopped does not count. */
  start(kind: Timing['kind'], name: string): { stop(): void };
  timings(): readonly Timing[];
}

export interface Timing {
  readonly kind: 'rule' | 'frontend' | 'phase';
  readonly name: string;
  readonly milliseconds: number;
  readonly runs: number;
}

export function createStopwatch(clock: Clock): Stopwatch {
  const totals = new Map<string, { kind: Timing['kind']; name: string; milliseconds: number; runs: number }>();
  function start(kind: Timing['kind'], name: string) {
    const started = clock.now();
    return {
      stop() {
        const key = `${kind} ${name}`;
        const total = totals.get(key) ?? { kind, name, milliseconds: 0, runs: 0 };
        total.milliseconds += clock.now() - started;
        total.runs += 1;
        totals.set(key, total);
      },
    };
  }

  return {
    start,
    measure(kind, name, work) {
      const running = start(kind, name);
      try {
        return work();
      } finally {
        running.stop();
      }
    },
    timings: () => [...totals.values()].map(total => ({ ...total })),
  };
}
