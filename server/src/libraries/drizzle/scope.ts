import type { CallChain, Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { ObjectEntry, Opaque, Ref, Value } from '../../core/facts/values';
import type { ResolvedName, SourceContext } from '../../core/library';
import type { CoreDialect } from './core-modules';

/** Where names are understood: a unit, and what the parameters of the functions around stand for. */
export interface Scope {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** How many names and calls of the project's own functions were followed to get here. */
  readonly depth: number;
}

export type Parameter =
  | Located
  /** `t` in `pgTable('users', t => ({ id: t.integer() }))`: every builder of columns. */
  | { readonly kind: 'builders'; readonly dialect: CoreDialect }
  /** `t` in `t => [index().on(t.email)]`: the columns of the table. */
  | { readonly kind: 'row' };

/** A value and the scope in which its names count. */
export interface Located<V extends Value = Value> {
  readonly kind: 'value';
  readonly value: V;
  readonly scope: Scope;
}

export interface LocatedChain {
  readonly chain: CallChain;
  readonly scope: Scope;
}

/** Names that lead to each other in a circle make no table. */
const MAX_DEPTH = 12;

export function scopeOf(at: SourceContext, unit: CodeFacts): Scope {
  return { at, unit, parameters: new Map(), depth: 0 };
}

/** What a value is bound to for good, through constants of any module and the parameters of functions that are followed. */
export function locate(value: Value, scope: Scope): Located {
  if (value.kind !== 'ref') return { kind: 'value', value, scope };
  const given = parameterOf(value, scope);
  if (given) {
    if (given.parameter.kind !== 'value') return { kind: 'value', value, scope };
    return follow(given.parameter, given.path);
  }
  const constant = scope.at.constant(value);
  if (!constant) return { kind: 'value', value, scope };
  const stays = constant.at.uri === scope.at.uri && constant.at.unit === scope.at.unit;
  const inner = stays ? scope : { at: constant.at, unit: constant.unit, parameters: new Map(), depth: scope.depth };
  return { kind: 'value', value: constant.value, scope: inner };
}

/** The parameter that a name stands for, with the properties read from it. */
export function parameterOf(
  ref: Ref,
  scope: Scope,
): { readonly parameter: Parameter; readonly path: readonly string[] } | undefined {
  const { root } = ref;
  if (root.kind !== 'local') return undefined;
  const binding = scope.unit.bindings.find(({ id }) => id === root.binding);
  const parameter = binding?.parameter && scope.parameters.get(binding.id);
  return parameter && binding && { parameter, path: [...binding.path, ...ref.path] };
}

function follow(from: Located, path: readonly string[]): Located {
  let current = from;
  for (const [index, name] of path.entries()) {
    const { value, scope } = current;
    if (value.kind === 'ref') {
      return locate({ ...value, path: [...value.path, ...path.slice(index)] }, scope);
    }
    const entry = value.kind === 'object' ? value.entries.findLast(({ key }) => key === name) : undefined;
    if (!entry) return { kind: 'value', value: { kind: 'opaque', uses: [], span: value.span }, scope };
    current = locate(entry.value, scope);
  }
  return current.value.kind === 'ref' ? locate(current.value, current.scope) : current;
}

/** The chain of calls whose result a value is. */
export function chainOf({ value, scope }: Located): LocatedChain | undefined {
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const chain = scope.unit.calls.find(({ id }) => id === value.call);
  return chain && { chain, scope };
}

export type Callee =
  | Extract<ResolvedName, { readonly kind: 'package' }>
  | Extract<ResolvedName, { readonly kind: 'declared' }>
  | { readonly kind: 'builder'; readonly dialect: CoreDialect; readonly name: string };

/** What the first call of a chain calls. */
export function calleeOf({ chain, scope }: LocatedChain): Callee | undefined {
  const [first] = chain.links;
  if (!first || chain.root.kind !== 'ref') return undefined;
  const path = first.name === '' ? chain.root.path : [...chain.root.path, first.name];
  return meaningOf({ ...chain.root, path }, scope);
}

function meaningOf(ref: Ref, scope: Scope): Callee | undefined {
  const given = parameterOf(ref, scope);
  if (!given) return scope.at.resolve(ref);
  const { parameter, path } = given;
  if (parameter.kind === 'builders') {
    const [name, more] = path;
    return name === undefined || more !== undefined ? undefined : { kind: 'builder', dialect: parameter.dialect, name };
  }
  if (parameter.kind !== 'value' || parameter.value.kind !== 'ref') return undefined;
  return meaningOf({ ...parameter.value, path: [...parameter.value.path, ...path] }, parameter.scope);
}

/** What a declared name is made of: the initializer of a constant, or the function. */
export function valueOfDeclared(
  name: Extract<ResolvedName, { readonly kind: 'declared' }>,
  asker: Scope,
): Located | undefined {
  const binding = name.unit.bindings.find(({ id }) => id === name.name);
  if (!binding?.value || binding.path.length > 0 || binding.writes.length > 0 || asker.depth >= MAX_DEPTH)
    return undefined;
  const scope = { ...scopeOf(name.at, name.unit), depth: asker.depth + 1 };
  return { kind: 'value', value: binding.value, scope };
}

/** What a function of the project gives when it is called with the arguments of a link; undefined when it is not one expression. */
export function resultOf(fn: Located, link: Link, caller: Scope): Located | undefined {
  return enter(fn, index => {
    const argument = link.args[index];
    return argument && !argument.spread ? { kind: 'value', value: argument.value, scope: caller } : undefined;
  });
}

/** What a named function of the project gives when it is called. */
export function resultOfDeclared(
  name: Extract<ResolvedName, { readonly kind: 'declared' }>,
  link: Link,
  caller: Scope,
): Located | undefined {
  const declared = valueOfDeclared(name, caller);
  return declared && resultOf(locate(declared.value, declared.scope), link, caller);
}

/** The returned value of a function whose parameters stand for what `given` says. */
export function enter({ value, scope }: Located, given: (index: number) => Parameter | undefined): Located | undefined {
  if (value.kind !== 'function' || scope.depth >= MAX_DEPTH) return undefined;
  const fact = scope.unit.functions.find(({ id }) => id === value.function);
  const [returned, more] = fact?.returns ?? [];
  if (!returned || more) return undefined;
  const parameters = new Map(scope.parameters);
  for (const { id, parameter, value: fallback } of scope.unit.bindings) {
    if (parameter?.function !== value.function || parameter.rest) continue;
    const argument = given(parameter.index) ?? (fallback && { kind: 'value', value: fallback, scope });
    if (argument) parameters.set(id, argument);
  }
  const inner = { ...scope, parameters, depth: scope.depth + 1 };
  return locate(returned, inner);
}

/** A constant text, with names and parameters in it filled in. */
export function textOf(value: Value, scope: Scope): string | undefined {
  const { value: known, scope: at } = locate(value, scope);
  if (known.kind === 'literal') return typeof known.value === 'string' ? known.value : undefined;
  if (known.kind !== 'template') return undefined;
  let text = '';
  for (const piece of known.pieces) {
    const part = piece.kind === 'text' ? piece.cooked : wordOf(piece.value, at);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function wordOf(value: Value, scope: Scope): string | undefined {
  const number = numberOf(value, scope);
  return number === undefined ? textOf(value, scope) : String(number);
}

export function numberOf(value: Value | undefined, scope: Scope): number | undefined {
  const known = value && locate(value, scope).value;
  if (known?.kind === 'opaque' && known.hint === 'number') return lengthOf(known, scope);
  return known?.kind === 'literal' && typeof known.value === 'number' ? known.value : undefined;
}

/** `options.length`: the facts keep of a length only whose it is. Of an object it is a property like any other. */
function lengthOf({ uses: [owner, more] }: Opaque, scope: Scope): number | undefined {
  if (owner?.kind !== 'ref' || more) return undefined;
  const length = entryOf(locate(owner, scope), 'length')?.value;
  return length?.kind === 'literal' && typeof length.value === 'number' ? length.value : undefined;
}

export function booleanOf(value: Value | undefined, scope: Scope): boolean | undefined {
  const known = value && locate(value, scope).value;
  return known?.kind === 'literal' && typeof known.value === 'boolean' ? known.value : undefined;
}

/** The entry of an object literal, wherever the object is written. */
export function entryOf(object: Located | undefined, key: string): Located | undefined {
  if (object?.value.kind !== 'object') return undefined;
  const entry: ObjectEntry | undefined = object.value.entries.findLast(one => one.key === key);
  return entry && { kind: 'value', value: entry.value, scope: object.scope };
}

/** An argument of a call, followed to what it is bound to. */
export function argumentOf(link: Link, index: number, scope: Scope): Located | undefined {
  const argument = link.args[index];
  return argument && !argument.spread ? locate(argument.value, scope) : undefined;
}
