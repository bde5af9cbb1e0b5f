import type { CallId } from '../../core/facts/calls';
import type { UnitId } from '../../core/text';
import type { Uri } from '../../core/uri';
import { type ModelInputs, unitKey } from '../inputs';
import type { Graph } from '../tracking';

/** A call of a name of the module: `load(client, id)`. */
export interface LocalCall {
  readonly unit: UnitId;
  readonly call: CallId;
}

/** Who in a module calls which of its names, as `#load` for a private method. Stable while arguments change. */
export function localCalls(
  uri: Uri,
  inputs: ModelInputs,
  graph: Graph,
): Readonly<Record<string, readonly LocalCall[]>> {
  return graph.derive('local-calls', uri, () => {
    const calls = Object.create(null) as Record<string, LocalCall[]>;
    for (const unit of inputs.units(uri)) {
      for (const [name, call] of callsOfUnit(uri, unit, inputs, graph)) {
        const known = calls[name] ?? [];
        known.push({ unit, call });
        calls[name] = known;
      }
    }
    return calls;
  });
}

function callsOfUnit(
  uri: Uri,
  unit: UnitId,
  inputs: ModelInputs,
  graph: Graph,
): readonly (readonly [string, CallId])[] {
  return graph.derive('unit-local-calls', unitKey(uri, unit), () => {
    const facts = inputs.unit(uri, unit);
    if (facts?.kind !== 'code') return [];
    return facts.code.calls.flatMap(({ id, root, links }) => {
      const [first] = links;
      if (root.kind !== 'ref' || root.path.length > 0 || !first || first.form !== 'call') return [];
      if (root.root.kind === 'this') return first.name.startsWith('#') ? [[first.name, id] as const] : [];
      if (first.name !== '') return [];
      if (root.root.kind === 'outer') return [[root.root.name, id] as const];
      // A function of the module that is declared in this unit has its name for an id.
      return root.root.kind === 'local' ? [[root.root.binding, id] as const] : [];
    });
  });
}
