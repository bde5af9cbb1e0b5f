import type { FileFacts } from '../core/facts/index';
import type { UnitId } from '../core/text';

const startsByUnit = new WeakMap<FileFacts, ReadonlyMap<UnitId, number>>();

/** Where a unit begins in the text of its file; asked for every finding with every keystroke. */
export function startOf(facts: FileFacts, unit: UnitId): number | undefined {
  let starts = startsByUnit.get(facts);
  if (!starts) {
    starts = new Map(
      facts.units.flatMap(({ id }, i) => (facts.starts[i] === undefined ? [] : [[id, facts.starts[i]]])),
    );
    startsByUnit.set(facts, starts);
  }
  return starts.get(unit);
}
