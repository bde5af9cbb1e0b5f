/** Counts what may change findings, so that a request can wait for the next of it. */
export interface Changes {
  readonly revision: number;
  record(): void;
  /** Resolves when something has changed after `revision`; rejects when the signal is aborted. */
  after(revision: number, signal: AbortSignal): Promise<void>;
}

export function createChanges(): Changes {
  let revision = 0;
  const waiting = new Set<() => void>();
  return {
    get revision() {
      return revision;
    },
    record() {
      revision += 1;
      for (const wake of [...waiting]) wake();
    },
    after(seen, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (revision > seen) return resolve();
        const settle = (end: () => void) => () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', abort);
          end();
        };
        const wake = settle(resolve);
        const abort = settle(() => reject(signal.reason));
        waiting.add(wake);
        signal.addEventListener('abort', abort);
      });
    },
  };
}
