import type { CallChain, Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';

/**
 * Where the builder was made on which a link is called: `chain` in the same chain; `variable` in another chain of the unit,
 * whose variable other statements may add to; `elsewhere` in code whose references mean nothing here.
 */
export type BuilderOrigin = 'chain' | 'variable' | 'elsewhere';

/** `begins` are the names of the calls that make a builder. */
export function builderOrigin(unit: CodeUnit, link: Link, begins: ReadonlySet<string>): BuilderOrigin {
  const chain = unit.facts.calls.find(({ links }) => links.includes(link));
  if (!chain) return 'elsewhere';
  if (chain.links.slice(0, chain.links.indexOf(link)).some(({ name }) => begins.has(name))) return 'chain';
  return isMadeHere(unit, chain, begins, 0) ? 'variable' : 'elsewhere';
}

/** Builders are handed from variable to variable a few times at most. */
const MAX_STEPS = 8;

function isMadeHere(unit: CodeUnit, chain: CallChain, begins: ReadonlySet<string>, steps: number): boolean {
  const made = chain.root.kind === 'other' ? undefined : madeBy(unit, chain.root, steps);
  if (!made || steps > MAX_STEPS) return false;
  return made.links.some(({ name }) => begins.has(name)) || isMadeHere(unit, made, begins, steps + 1);
}

function madeBy(unit: CodeUnit, value: Value, steps: number): CallChain | undefined {
  if (value.kind === 'call') return unit.call(value.call);
  if (value.kind !== 'ref' || value.root.kind !== 'local' || value.path.length > 0) return undefined;
  const binding = unit.binding(value.root.binding);
  if (!binding?.value || binding.path.length > 0 || steps > MAX_STEPS) return undefined;
  return madeBy(unit, binding.value, steps + 1);
}
