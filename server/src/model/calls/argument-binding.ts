import type { Argument, CallChain, FunctionId, Loop } from '../../core/facts/calls';
import type { Binding } from '../../core/facts/code';
import type { BindingId, ObjectEntry, Ref, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import { RESOLVER_ROUND } from '../../core/repetition';
import type { Callee } from './callees';
import { NO_ROUNDS, type RoundFlow, type Rounds } from './round-flow';

/** What a caller says of one parameter. */
export interface BoundParameter {
  readonly rounds: Rounds;
  readonly known: KnownArgument;
}

/** What of an argument is known for good: nothing at all, that it is left out, what it is, or which properties it has. */
export type KnownArgument =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, KnownArgument> }
  /** What the caller has at hand, though it may be nothing at times. */
  | { readonly kind: 'given' }
  /** Something, whatever it is: a function, a list, an object with more properties than are seen. */
  | { readonly kind: 'something' };

export type BoundParameters = ReadonlyMap<BindingId, BoundParameter>;

const UNKNOWN: KnownArgument = { kind: 'unknown' };
const GIVEN: KnownArgument = { kind: 'given' };
const ABSENT: KnownArgument = { kind: 'absent' };
const SOMETHING: KnownArgument = { kind: 'something' };

/** What the parameters of a function are in one call; `unit` is where the function stands. */
export function bindArguments(
  unit: CodeUnit,
  { target, link, wrapped }: Callee,
  call: CallChain,
  caller: CodeUnit,
  flow: RoundFlow,
  callerParameters?: BoundParameters,
): BoundParameters {
  const args: readonly Argument[] = call.links[link]?.args ?? [];
  if (wrapped) {
    // A wrapper gives it what it is given itself, in whatever form.
    const rounds = flow.ofArguments(args);
    return bindEach(unit, target.function, () => ({ rounds, known: UNKNOWN }));
  }
  const spread = args.findIndex(argument => argument.spread);
  return bindEach(unit, target.function, binding => {
    const { index, rest } = binding.parameter ?? { index: 0, rest: false };
    if (rest || (spread >= 0 && index >= spread)) {
      return { rounds: flow.ofArguments(args.slice(spread >= 0 ? Math.min(spread, index) : index)), known: UNKNOWN };
    }
    const argument = args[index]?.value;
    if (!argument) return { rounds: NO_ROUNDS, known: ABSENT };
    const part = valueAt(argument, binding.path);
    if (part === 'absent') return { rounds: NO_ROUNDS, known: ABSENT };
    return part
      ? { rounds: flow.ofValue(part), known: knownOf(part, caller, callerParameters) }
      : { rounds: flow.ofValue(argument), known: UNKNOWN };
  });
}

/**
 * A function that stands inside of the one that calls it sees what that one sees as well: its parameters, and the elements
 * of the loops around the call.
 */
export function withSurroundings(
  bound: BoundParameters,
  { target }: Callee,
  call: CallChain,
  caller: CodeUnit,
  callerParameters?: BoundParameters,
): BoundParameters {
  const isInside = target.uri === caller.uri && target.unit === caller.unit && !isAround(target.function, call.in);
  if (!isInside) return bound;
  const elements = callerParameters ? [] : call.loops.flatMap(id => caller.loop(id) ?? []).flatMap(elementsOf);
  return new Map([...(callerParameters ?? []), ...elements, ...bound]);
}

/** The function itself, or one that it stands in. */
function isAround(outer: FunctionId, inner: FunctionId): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

function elementsOf(loop: Loop): (readonly [BindingId, BoundParameter])[] {
  const round = new Set([loop.id]);
  return loop.elements.map(id => [id, { rounds: { dependsOn: round, variesIn: round }, known: UNKNOWN }] as const);
}

/** The function is handed over to something that calls it with each element. */
export function bindElement(callee: CodeUnit, fn: FunctionId, loop: Loop): BoundParameters {
  const round = new Set([loop.id]);
  const rounds = { dependsOn: round, variesIn: round };
  const element = loop.callbackArgument?.element ?? 0;
  return bindEach(callee, fn, ({ parameter }) =>
    parameter && parameter.index >= element ? { rounds, known: UNKNOWN } : { rounds: NO_ROUNDS, known: UNKNOWN },
  );
}

/** The object whose field a resolver gives is one of its parameters. */
export function bindResolverParent(
  unit: CodeUnit,
  fn: FunctionId,
  isParent: (parameter: Binding) => boolean,
): BoundParameters {
  const round = new Set([RESOLVER_ROUND]);
  const rounds = { dependsOn: round, variesIn: round };
  return bindEach(unit, fn, binding => ({ rounds: isParent(binding) ? rounds : NO_ROUNDS, known: UNKNOWN }));
}

function bindEach(unit: CodeUnit, fn: FunctionId, bind: (binding: Binding) => BoundParameter): BoundParameters {
  return new Map(
    unit.facts.bindings
      .filter(({ parameter }) => parameter?.function === fn)
      .map(binding => [binding.id, bind(binding)] as const),
  );
}

/** What a destructured parameter takes out of its argument; undefined where the argument does not show it. */
function valueAt(argument: Value, path: readonly string[]): Value | 'absent' | undefined {
  let value: Value = argument;
  for (const name of path) {
    // `...rest` is all that the others leave.
    if (value.kind !== 'object' || name === '...') return undefined;
    const entry: ObjectEntry | undefined = value.entries.find(({ key }) => key === name);
    if (!entry) return value.open ? undefined : 'absent';
    value = entry.value;
  }
  return value;
}

function knownOf(value: Value, caller: CodeUnit, parameters: BoundParameters | undefined): KnownArgument {
  switch (value.kind) {
    case 'literal':
      return { kind: 'literal', value: value.value };
    case 'object':
      if (value.open) return SOMETHING;
      return {
        kind: 'object',
        entries: new Map(value.entries.map(entry => [entry.key, knownOf(entry.value, caller, parameters)] as const)),
      };
    case 'array':
    case 'function':
    case 'template':
      return SOMETHING;
    case 'ref':
      return knownOfRef(value, caller, parameters);
    case 'call':
      return GIVEN;
    default:
      return UNKNOWN;
  }
}

/** Whether a parameter of the caller is given as well, its own callers know. */
function knownOfRef({ root, path }: Ref, caller: CodeUnit, parameters: BoundParameters | undefined): KnownArgument {
  if (root.kind === 'outer') return root.name === 'undefined' && path.length === 0 ? ABSENT : GIVEN;
  if (root.kind !== 'local') return GIVEN;
  const known = parameters?.get(root.binding)?.known;
  if (known) return knownPart(known, path);
  const isOptional =
    caller.binding(root.binding)?.kind === 'parameter' && caller.binding(root.binding)?.loop === undefined;
  return isOptional ? UNKNOWN : GIVEN;
}

/** `options.withPosts` of which the object is known. */
export function knownPart(known: KnownArgument, path: readonly string[]): KnownArgument {
  let part = known;
  for (const name of path) {
    if (part.kind === 'absent') return ABSENT;
    if (part.kind !== 'object') return UNKNOWN;
    part = part.entries.get(name) ?? ABSENT;
  }
  return part;
}

/** Whether what is known counts as true in a condition; undefined where that is open. */
export function truthOf(known: KnownArgument): boolean | undefined {
  switch (known.kind) {
    case 'absent':
      return false;
    case 'literal':
      return Boolean(known.value);
    case 'object':
    case 'something':
      return true;
    case 'unknown':
    case 'given':
      return undefined;
  }
}
