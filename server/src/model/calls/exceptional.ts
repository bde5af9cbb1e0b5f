import type { CallChain, Guard } from '../../core/facts/calls';
import type { Binding } from '../../core/facts/code';
import type { BindingId, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import { type BoundParameters, type KnownArgument, knownPart } from './argument-binding';
import { guardsAround } from './memoization';

/** What most calls of a function do without: it answers a failure, or looks up what this caller gives already. */
export function isExceptional(unit: CodeUnit, call: CallChain, parameters: BoundParameters): boolean {
  const guards = guardsAround(unit, call);
  return standsInCatch(guards) || guards.some(guard => standsIn(unit, call, guard, parameters));
}

/** Failures are few, and each has to be dealt with by itself. */
export function standsInCatch(guards: readonly Guard[]): boolean {
  return guards.some(({ caught }) => caught === true);
}

/** `if (!plan) plan = await findPlan(userId)`, `plan ?? (await findPlan(userId))` where the caller says `{ userId, plan }`. */
function standsIn(unit: CodeUnit, call: CallChain, guard: Guard, parameters: BoundParameters): boolean {
  const tested = testedName(guard);
  const binding = tested && unit.binding(tested.binding);
  const known = binding && (parameters.get(binding.id)?.known ?? aliasOf(binding, parameters));
  if (!tested || known === undefined || knownPart(known, tested.path).kind !== 'given') return false;
  const isResult = (value: Value) =>
    unit.sources(value).some(source => source.kind === 'call' && source.call === call.id);
  const isTested = (value: Value) => value.kind === 'ref' && value.span.start === guard.condition.span.start;
  const made = [...unit.facts.bindings.map(({ value }) => value), ...unit.facts.functions.flatMap(fn => fn.returns)];
  return (
    binding?.writes.some(({ value }) => isResult(value)) === true ||
    made.some(value => value?.kind === 'choice' && value.of.some(isTested) && value.of.some(isResult))
  );
}

/** What a condition asks to be missing: `!plan`, `plan === undefined`. */
function testedName({ condition, polarity }: Guard): { binding: BindingId; path: readonly string[] } | undefined {
  if (condition.kind === 'ref' && polarity) return undefined;
  const [only, ...others] = condition.kind === 'opaque' ? condition.uses : [condition];
  if (only?.kind !== 'ref' || only.root.kind !== 'local' || others.length > 0) return undefined;
  return { binding: only.root.binding, path: only.path };
}

/** `const { withPosts } = options`: what is known of a parameter is known of what is read from it. */
export function aliasOf({ value, path }: Binding, parameters: BoundParameters): KnownArgument | undefined {
  if (value?.kind !== 'ref' || value.root.kind !== 'local') return undefined;
  const known = parameters.get(value.root.binding)?.known;
  return known && knownPart(known, [...value.path, ...path]);
}
