import type { Clock } from '../core/ports';

/** Work that may be long stops here: throws when it was cancelled, lets other work in when it has held the thread for a while. */
export interface Pacer {
  pause(): Promise<void>;
}

/** Long enough to get work done, short enough that a keystroke in between is not felt. */
const SLICE_MILLISECONDS = 10;

export function createPacer(signal: AbortSignal, clock: Clock): Pacer {
  let sliceStart = clock.now();
  return {
    async pause() {
      signal.throwIfAborted();
      if (clock.now() - sliceStart < SLICE_MILLISECONDS) return;
      await new Promise<void>(resolve => setImmediate(resolve));
      sliceStart = clock.now();
      signal.throwIfAborted();
    },
  };
}
