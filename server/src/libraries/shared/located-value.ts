import type { CodeFacts, FunctionFact } from '../../core/facts/code';
import type { BindingId, Value } from '../../core/facts/values';
import type { SourceContext } from '../../core/library';
import type { Span } from '../../core/text';

/** A value and the unit that its references count in. */
export interface LocatedValue {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly value: Value;
  /** What the parameters of the function around it are, where its one call is known. */
  readonly parameters?: ReadonlyMap<BindingId, LocatedValue>;
}

/** The value behind names. */
export function settle(located: LocatedValue): LocatedValue {
  const { at, value, parameters } = located;
  if (value.kind !== 'ref') return located;
  const given = value.root.kind === 'local' && value.path.length === 0 && parameters?.get(value.root.binding);
  return given ? settle(given) : (at.constant(value) ?? located);
}

export function textOf(located: LocatedValue | undefined): string | undefined {
  const literal = located && literalOf(located);
  return typeof literal === 'string' ? literal : undefined;
}

export function numberOf(located: LocatedValue | undefined): number | undefined {
  const literal = located && literalOf(located);
  if (typeof literal === 'number') return literal;
  // Lengths are often written as texts: `length: '50'`.
  return typeof literal === 'string' && /^\d+$/.test(literal) ? Number(literal) : undefined;
}

export function flagOf(located: LocatedValue | undefined): boolean | undefined {
  const literal = located && literalOf(located);
  return typeof literal === 'boolean' ? literal : undefined;
}

export function literalOf(located: LocatedValue): string | number | boolean | null | undefined {
  const { value } = settle(located);
  return value.kind === 'literal' ? value.value : undefined;
}

/** The elements of an array; undefined when it is none or some of its elements are not there to see. */
export function itemsOf(located: LocatedValue | undefined): readonly LocatedValue[] | undefined {
  const settled = located && settle(located);
  if (settled?.value.kind !== 'array' || settled.value.open) return undefined;
  return settled.value.items.map(value => ({ ...settled, value }));
}

/** What `() => value` gives; the value itself when it is no function. */
export function resultOf(located: LocatedValue): LocatedValue | undefined {
  if (located.value.kind !== 'function') return located;
  const [result, more] = functionOf(located)?.returns ?? [];
  return result && !more ? { ...located, value: result } : undefined;
}

export function functionOf({ unit, value }: LocatedValue): FunctionFact | undefined {
  return value.kind === 'function' ? unit.functions.find(({ id }) => id === value.function) : undefined;
}

/** The properties that a callback reads from its parameter: `['title']` for `post => post.title`. */
export function parameterPath(located: LocatedValue): readonly string[] | undefined {
  const { unit, value } = located;
  if (value.kind !== 'ref' || value.root.kind !== 'local') return undefined;
  const { binding: id } = value.root;
  const binding = unit.bindings.find(candidate => candidate.id === id);
  return binding?.parameter ? [...binding.path, ...value.path] : undefined;
}

/** Named settings: an object with what constants spread into it. */
export interface Options {
  /** Undefined when it is not given; when `complete` is false it may all the same be. */
  get(key: string): LocatedValue | undefined;
  readonly keys: readonly string[];
  /** Where the value of a key stands, in the unit of the object itself. */
  spanOf(key: string): Span | undefined;
  /** False when something is spread into it that cannot be seen. */
  readonly complete: boolean;
}

export const NO_OPTIONS: Options = { get: () => undefined, keys: [], spanOf: () => undefined, complete: true };
const UNKNOWN_OPTIONS: Options = { ...NO_OPTIONS, complete: false };

/** Spread objects inside spread objects; nobody nests deeper. */
const MAX_SPREADS = 8;

export function readOptions(located: LocatedValue | undefined, depth = 0): Options {
  if (!located) return NO_OPTIONS;
  const settled = settle(located);
  const { value } = settled;
  if (value.kind !== 'object' || depth > MAX_SPREADS) return UNKNOWN_OPTIONS;
  const found = new Map<string, LocatedValue>();
  const spans = new Map<string, Span>();
  const parts = [
    ...value.entries.map(entry => ({ entry, spread: undefined, start: entry.span.start })),
    ...value.spreads.map(spread => ({ entry: undefined, spread, start: spread.span.start })),
  ].sort((a, b) => a.start - b.start);
  let complete = !value.open || value.spreads.length > 0;
  for (const { entry, spread } of parts) {
    if (entry) {
      found.set(entry.key, { ...settled, value: entry.value });
      spans.set(entry.key, entry.value.span);
      continue;
    }
    const inner = spread && readOptions({ ...settled, value: spread }, depth + 1);
    if (!inner?.complete) complete = false;
    for (const key of inner?.keys ?? []) {
      const part = inner?.get(key);
      if (part) found.set(key, part);
      spans.delete(key);
    }
  }
  return { get: key => found.get(key), keys: [...found.keys()], spanOf: key => spans.get(key), complete };
}

/** Settings that are given one by one. */
export function optionsOf(entries: Readonly<Record<string, LocatedValue>>): Options {
  const found = new Map(Object.entries(entries));
  return { get: key => found.get(key), keys: [...found.keys()], spanOf: () => undefined, complete: true };
}

/** The later ones win. */
export function joinOptions(parts: readonly Options[]): Options {
  const last = (key: string) => parts.findLast(part => part.get(key) !== undefined);
  return {
    get: key => last(key)?.get(key),
    keys: [...new Set(parts.flatMap(part => part.keys))],
    spanOf: key => last(key)?.spanOf(key),
    complete: parts.every(part => part.complete),
  };
}

/** The texts of the first of several settings that is given: one, or a list of them. */
export function textsOf(options: Options, keys: readonly string[]): readonly string[] | undefined {
  for (const key of keys) {
    const setting = options.get(key);
    const single = textOf(setting);
    if (single !== undefined) return [single];
    const texts = itemsOf(setting)?.map(item => textOf(item));
    if (texts?.every(text => text !== undefined)) return texts;
  }
  return undefined;
}
