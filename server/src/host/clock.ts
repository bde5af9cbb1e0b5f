import type { Clock } from '../core/ports';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  timestamp: () => new Date().toISOString().replace(/\D/g, '').slice(0, 14),
};
