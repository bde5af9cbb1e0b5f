import type { CallChain, Guard } from '../../core/facts/calls';
import type { CallRef, Ref } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';

/** `if (!cache.has(id)) …`, `cache.get(id) ?? (await …)`, `if (cache[id]) continue`: asked once per key, not per element. */
export function isMemoized(unit: CodeUnit, call: CallChain): boolean {
  return guardsAround(unit, call).some(
    ({ condition, polarity }) => !polarity && unit.sources(condition).some(source => isLookup(unit, source)),
  );
}

/** The conditions of the call and of the calls in whose callbacks it stands. */
export function guardsAround(unit: CodeUnit, call: CallChain): readonly Guard[] {
  const guards = [...call.guards];
  for (let fn = unit.fn(call.in); fn?.inPlace && fn.callbackOf; fn = unit.fn(fn.parent ?? '')) {
    const around = unit.call(fn.callbackOf.call);
    if (around) guards.push(...around.guards);
  }
  return guards;
}

function isLookup(unit: CodeUnit, source: Ref | CallRef): boolean {
  if (source.kind === 'ref') return source.path.at(-1) === '[]';
  return LOOKUPS.has(unit.call(source.call)?.links.at(-1)?.name ?? '');
}

const LOOKUPS = new Set(['has', 'get', 'includes', 'hasOwn', 'hasOwnProperty']);
