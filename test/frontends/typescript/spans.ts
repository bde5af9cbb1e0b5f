import type { Span } from '../../../server/src/core/text';

/** Every span anywhere inside facts. */
export function spansOf(value: unknown): Span[] {
  if (value === null || typeof value !== 'object') return [];
  const own = value as { start?: unknown; end?: unknown };
  const isSpan = typeof own.start === 'number' && typeof own.end === 'number';
  return isSpan ? [value as Span] : Object.values(value).flatMap(spansOf);
}
