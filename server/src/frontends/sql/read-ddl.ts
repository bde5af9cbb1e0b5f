import type { ReadDdl, SchemaStep } from '../../core/facts/migrations';
import { shiftSpan } from '../../core/text';
import { extractSql } from './extract';

/** A reader of DDL in strings with a memory of its own: the same text is read once. */
export function createReadDdl(): ReadDdl {
  const memory = new Map<string, readonly SchemaStep[]>();
  return (text, dialect) => {
    const key = `${dialect} ${text}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const { units, starts } = extractSql({ uri: 'ddl.sql', text, dialect }).facts;
    const steps = units.flatMap((unit, n) =>
      unit.kind === 'statement' ? unit.steps.map(step => shiftSpans(step, starts[n] ?? 0)) : [],
    );
    if (memory.size >= REMEMBERED) memory.delete(memory.keys().next().value ?? '');
    memory.set(key, steps);
    return steps;
  };
}

/** Every span of a step, at whatever depth, counted from the start of the text instead of its statement. */
function shiftSpans<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map(item => shiftSpans(item, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 2 && 'start' in value && 'end' in value) {
    return shiftSpan(value as { start: number; end: number }, by) as T;
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, shiftSpans(member, by)])) as T;
}

const REMEMBERED = 2_000;
