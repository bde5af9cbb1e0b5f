import type { CallChain, FunctionId } from '../../core/facts/calls';
import type { Binding, CodeFacts } from '../../core/facts/code';
import type { BindingId, Value } from '../../core/facts/values';
import type { SourceContext } from '../../core/library';
import type { Span } from '../../core/text';

/** Where a value stands: the unit its references count in, and what its parameters and loop elements are just now. */
export interface Scope {
  readonly context: SourceContext;
  readonly unit: CodeFacts;
  readonly bound: ReadonlyMap<BindingId, Bound>;
  /** In a function of another unit: the call of the migration that runs it. */
  readonly site?: Span;
}

/** `role`: a handle of the tool (`knex`, `queryInterface`, a table builder). */
export type Bound =
  | { readonly kind: 'value'; readonly value: Located }
  | { readonly kind: 'role'; readonly role: string; readonly path: readonly string[] };

export interface Located {
  readonly value: Value;
  readonly scope: Scope;
}

/** The value behind names; the value itself when no name is left to follow. */
export function resolve(located: Located, depth = 0): Located | undefined {
  const { value, scope } = located;
  if (value.kind !== 'ref' || depth > MAX_DEPTH) return located;
  if (value.root.kind === 'local') {
    const { binding: id } = value.root;
    const bound = scope.bound.get(id);
    if (bound?.kind === 'role') return undefined;
    if (bound) return follow(bound.value, value.path, depth);
    const binding = bindingOf(scope.unit, id);
    if (binding?.value && isConstant(binding)) {
      return follow({ value: binding.value, scope }, [...binding.path, ...value.path], depth);
    }
  }
  const found = scope.context.constant(value);
  return found && { value: found.value, scope: outside(found.at, found.unit, scope) };
}

const MAX_DEPTH = 40;

/** The scope of a value that another unit holds. */
export function outside(context: SourceContext, unit: CodeFacts, from: Scope): Scope {
  if (unit === from.unit) return from;
  return { context, unit, bound: new Map(), ...(from.site ? { site: from.site } : {}) };
}

function bindingOf(unit: CodeFacts, id: BindingId): Binding | undefined {
  return unit.bindings.find(binding => binding.id === id);
}

function isConstant({ kind, writes, loop }: Binding): boolean {
  return ['const', 'let', 'var', 'function', 'enum'].includes(kind) && writes.length === 0 && loop === undefined;
}

/** The property of a value, through objects and lists. */
export function follow(located: Located, path: readonly string[], depth = 0): Located | undefined {
  let current = resolve(located, depth + 1);
  for (const name of path) {
    if (!current) return undefined;
    const { value, scope } = current;
    const member: Value | undefined =
      value.kind === 'object' && !value.open
        ? value.entries.findLast(({ key }) => key === name)?.value
        : value.kind === 'array' && !value.open && /^\d+$/.test(name)
          ? value.items[Number(name)]
          : undefined;
    current = member && resolve({ value: member, scope }, depth + 1);
  }
  return current;
}

export type Constant = string | number | boolean | null;

/** A constant behind names, or a text made of constants. */
export function literal(located: Located | undefined): Constant | undefined {
  const found = located && resolve(located);
  if (!found) return undefined;
  if (found.value.kind === 'literal') return found.value.value;
  return found.value.kind === 'template' ? textOf(found) : undefined;
}

export function text(located: Located | undefined): string | undefined {
  const value = literal(located);
  return typeof value === 'string' ? value : undefined;
}

/** The text, with `HOLE` for what is known only while the program runs. */
export function textWithHoles(located: Located): string | undefined {
  const found = resolve(located);
  if (!found) return undefined;
  const { value, scope } = found;
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind !== 'template') return undefined;
  return value.pieces
    .map(piece => {
      if (piece.kind === 'text') return piece.cooked;
      const inner = literal({ value: piece.value, scope });
      if (inner !== undefined) return String(inner);
      return textWithHoles({ value: piece.value, scope }) ?? HOLE;
    })
    .join('');
}

/** The texts it may be, where each hole is one of a few constants: a variable that is set several times, `a ? b : c`. */
export function possibleTexts(located: Located): readonly string[] | undefined {
  const { value, scope } = located;
  if (value.kind !== 'template') return undefined;
  let texts: readonly string[] = [''];
  for (const piece of value.pieces) {
    const given = piece.kind === 'text' ? [piece.cooked] : possibleConstants({ value: piece.value, scope });
    if (!given || texts.length * given.length > MAX_VARIANTS) return undefined;
    texts = texts.flatMap(start => given.map(end => start + end));
  }
  return texts;
}

const MAX_VARIANTS = 16;

function possibleConstants(located: Located): readonly string[] | undefined {
  const known = literal(located);
  if (known !== undefined) return [String(known)];
  const { value, scope } = located;
  let values: readonly Value[] = [];
  if (value.kind === 'choice') values = value.of;
  else if (value.kind === 'ref' && value.root.kind === 'local' && value.path.length === 0) {
    const binding = bindingOf(scope.unit, value.root.binding);
    if (!binding || binding.path.length > 0 || binding.parameter || binding.loop !== undefined) return undefined;
    if (binding.writes.some(({ operator }) => operator !== '=')) return undefined;
    values = [...(binding.value ? [binding.value] : []), ...binding.writes.map(write => write.value)];
  }
  const constants = values.map(one => literal({ value: one, scope }));
  if (constants.length === 0 || !constants.every(one => one !== undefined)) return undefined;
  return [...new Set(constants.map(String))];
}

export const HOLE = '\u0000';

function textOf(located: Located): string | undefined {
  const whole = textWithHoles(located);
  return whole?.includes(HOLE) ? undefined : whole;
}

/** The items of a list, or undefined when it is none or not all of them are known. */
export function items(located: Located | undefined): readonly Located[] | undefined {
  const found = located && resolve(located);
  if (found?.value.kind !== 'array' || found.value.open) return undefined;
  const { scope } = found;
  return found.value.items.map(value => ({ value, scope }));
}

/** A text or a list of texts, as most tools let columns be given. */
export function texts(located: Located | undefined): readonly string[] | undefined {
  const one = text(located);
  if (one !== undefined) return [one];
  const all = items(located)?.map(text);
  return all?.every(item => item !== undefined) ? all : undefined;
}

export interface Member extends Located {
  readonly key: string;
  readonly span: Span;
}

/** An object's properties. */
export interface Members {
  readonly entries: readonly Member[];
  /** A spread or a computed key that cannot be followed: properties may be missing. */
  readonly open: boolean;
}

export function members(located: Located | undefined): Members | undefined {
  const found = located && resolve(located);
  if (found?.value.kind !== 'object') return undefined;
  const { value, scope } = found;
  const own = value.entries.map((entry): Member => ({ key: entry.key, value: entry.value, span: entry.span, scope }));
  if (!value.open) return { entries: own, open: false };
  const spread = value.spreads.map(one => members({ value: one, scope }));
  const entries = new Map<string, Member>();
  for (const one of spread) for (const entry of one?.entries ?? []) entries.set(entry.key, entry);
  for (const entry of own) entries.set(entry.key, entry);
  return { entries: [...entries.values()], open: spread.some(one => one === undefined || one.open) };
}

export function member(of: Members | undefined, key: string): Located | undefined {
  return of?.entries.findLast(entry => entry.key === key);
}

/** The chain a value is the result of, when nothing is read from it. */
export function callOf(located: Located | undefined): { readonly chain: CallChain; readonly scope: Scope } | undefined {
  const found = located && resolve(located);
  if (found?.value.kind !== 'call' || found.value.path.length > 0) return undefined;
  const { call } = found.value;
  const chain = found.scope.unit.calls.find(({ id }) => id === call);
  return chain && { chain, scope: found.scope };
}

export function functionOf(
  located: Located | undefined,
): { readonly fn: FunctionId; readonly scope: Scope } | undefined {
  const found = located && resolve(located);
  return found?.value.kind === 'function' ? { fn: found.value.function, scope: found.scope } : undefined;
}
