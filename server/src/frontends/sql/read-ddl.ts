import type { ReadDdl, SchemaStep } from '../../core/facts/migrations';
import { relocateStep } from '../../core/relocate-step';
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
      unit.kind === 'statement'
        ? unit.steps.map(step => relocateStep(step, span => shiftSpan(span, starts[n] ?? 0)))
        : [],
    );
    if (memory.size >= REMEMBERED) memory.delete(memory.keys().next().value ?? '');
    memory.set(key, steps);
    return steps;
  };
}

const REMEMBERED = 2_000;
