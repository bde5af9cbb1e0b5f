import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../core/facts/index';
import type { ExtractInput } from '../core/frontend';
import type { Logger } from '../core/ports';
import type { ExtractPool } from '../engine/file-extraction';

/** What the pool sends to `entries/extract-worker.ts`, and what that answers. */
export interface ExtractRequest {
  readonly id: number;
  readonly frontendId: string;
  readonly input: ExtractInput;
}

export interface ExtractReply {
  readonly id: number;
  /** Absent when the extraction failed: the engine then does it itself, and logs what is wrong. */
  readonly facts?: FileFacts;
}

export interface ExtractPoolOptions {
  /** The bundled `extract-worker.js`. */
  readonly script: string;
  readonly logger: Logger;
  readonly size?: number;
  readonly execArgv?: readonly string[];
}

/** Requests that one worker may have open: enough that it never waits, few enough that the caller takes its share. */
const OPEN_REQUESTS = 2;

/**
 * Extracts in other threads. A busy pool answers `undefined` at once, so that the caller's own thread works too instead of
 * waiting; so does a pool whose workers cannot run.
 */
export function createExtractPool(options: ExtractPoolOptions): ExtractPool & { close(): Promise<void> } {
  const { script, logger, size = usualSize(availableParallelism()), execArgv } = options;
  const workers: PooledWorker[] = [];
  let usable = size > 0;
  let nextId = 1;

  function start(): PooledWorker {
    const worker = new Worker(script, execArgv ? { execArgv: [...execArgv] } : {});
    const pooled: PooledWorker = { worker, open: new Map() };
    worker.unref();
    worker.on('message', ({ id, facts }: ExtractReply) => settle(pooled, id, facts));
    worker.on('error', error => giveUp(pooled, error.message));
    worker.on('exit', () => giveUp(pooled, 'the worker has ended'));
    workers.push(pooled);
    return pooled;
  }

  function settle(pooled: PooledWorker, id: number, facts: FileFacts | undefined): void {
    const resolve = pooled.open.get(id);
    pooled.open.delete(id);
    // A process must not end while it waits for an answer, and must not wait for a worker that has nothing to do.
    if (pooled.open.size === 0) pooled.worker.unref();
    resolve?.(facts);
  }

  function giveUp(pooled: PooledWorker, reason: string): void {
    if (usable) logger.warn(`files are read in one thread from now on: ${reason}`);
    usable = false;
    for (const id of [...pooled.open.keys()]) settle(pooled, id, undefined);
  }

  return {
    async extract(frontendId, input) {
      if (!usable) return undefined;
      let pooled = workers.find(({ open }) => open.size < OPEN_REQUESTS);
      if (!pooled && workers.length < size) pooled = start();
      if (!pooled) return undefined;
      const { worker, open } = pooled;
      const id = nextId++;
      return new Promise(resolve => {
        open.set(id, resolve);
        worker.ref();
        const request: ExtractRequest = { id, frontendId, input };
        worker.postMessage(request);
      });
    },
    async close() {
      usable = false;
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}

/**
 * None below four cores: on two, extracting 945 files of one repository took 40 % more CPU time (each thread loads and
 * warms up its own parser, and facts are copied) and no less time.
 */
function usualSize(cores: number): number {
  return cores < 4 ? 0 : Math.min(cores - 1, 4);
}

interface PooledWorker {
  readonly worker: Worker;
  readonly open: Map<number, (facts: FileFacts | undefined) => void>;
}
