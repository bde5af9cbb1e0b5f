import type { CallChain, FunctionId, Loop } from '../../core/facts/calls';
import type { Binding, CodeFacts } from '../../core/facts/code';
import { follow, items, type Located, members, type Scope } from './evaluate';

/** The outermost loop around a call inside its function that has not been entered. */
export function outermostLoop(
  call: CallChain,
  fn: FunctionId,
  unit: CodeFacts,
  entered: ReadonlySet<string>,
): Loop | undefined {
  const id = call.loops.findLast(
    one => !entered.has(one) && unit.loops.some(loop => loop.id === one && loop.in === fn && loop.form !== 'callback'),
  );
  return id === undefined ? undefined : unit.loops.find(loop => loop.id === id);
}

/** The scope of each round, where all that is iterated is known. */
export function roundsOf(loop: Loop, scope: Scope): readonly Scope[] | undefined {
  const elements = elementsOf(loop, scope);
  return elements?.map(element => {
    const bound = new Map(scope.bound);
    for (const binding of scope.unit.bindings) {
      if (!loop.elements.includes(binding.id)) continue;
      const value = isIndex(binding) ? undefined : follow(element, binding.path);
      if (value) bound.set(binding.id, { kind: 'value', value });
    }
    return { ...scope, bound };
  });
}

/** The second parameter of `forEach` counts. */
function isIndex({ parameter }: Binding): boolean {
  return parameter !== undefined && parameter.index > 0;
}

function elementsOf(loop: Loop, scope: Scope): readonly Located[] | undefined {
  const iterable: Located = { value: loop.iterable, scope };
  if (loop.exits.length > 0) return undefined;
  if (loop.form === 'for-in') {
    const found = members(iterable);
    if (!found || found.open) return undefined;
    return found.entries.map(({ key, span }) => ({ value: { kind: 'literal', value: key, span }, scope }));
  }
  if (loop.form === 'callback' && !EVERY_ELEMENT.has(loop.method ?? '')) return undefined;
  return loop.form === 'for-of' || loop.form === 'callback' ? items(iterable) : undefined;
}

const EVERY_ELEMENT: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap', 'each', 'mapSeries']);
