import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';

/** `i` of `for (let i = 0; …)`, the element of a loop: a name that each round makes anew. */
export function isCounter(unit: CodeUnit, value: Value): boolean {
  return value.kind === 'ref' && value.root.kind === 'local' && unit.binding(value.root.binding)?.loop !== undefined;
}
