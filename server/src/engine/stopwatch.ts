import type { Clock } from '../core/ports';

/** Adds up what rules, front ends and phases take. */
export interface Stopwatch {
  measure<T>(kind: Timing['kind'], name: string, work: () => T): T;
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
  return {
    measure(kind, name, work) {
      const start = clock.now();
      try {
        return work();
      } finally {
        const key = `${kind} ${name}`;
        const total = totals.get(key) ?? { kind, name, milliseconds: 0, runs: 0 };
        total.milliseconds += clock.now() - start;
        total.runs += 1;
        totals.set(key, total);
      }
    },
    timings: () => [...totals.values()].map(total => ({ ...total })),
  };
}
