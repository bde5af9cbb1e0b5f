import type { SchemaStep } from './facts/migrations';
import type { Span } from './text';

/** The step with every span, at whatever depth, at its new place. Expressions count in another text and are left out. */
export function relocateStep(step: SchemaStep, place: (span: Span) => Span): SchemaStep {
  return relocate(step, place);
}

function relocate<T>(value: T, place: (span: Span) => Span): T {
  if (Array.isArray(value)) return value.map(item => relocate(item, place)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === 'tree') continue;
    result[key] = isSpan(member) ? place(member) : relocate(member, place);
  }
  return result as T;
}

function isSpan(value: unknown): value is Span {
  if (typeof value !== 'object' || value === null) return false;
  return 'start' in value && 'end' in value && Object.keys(value).length === 2;
}
