import type { CodeFacts } from '../../core/facts/code';
import type { CallRef, Ref, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import type { UnitPlace } from '../handles/entity';

/** A unit's facts by id, and the flow of values inside it. */
export function createCodeUnit(at: UnitPlace, facts: CodeFacts): CodeUnit {
  const calls = byId(facts.calls);
  const loops = byId(facts.loops);
  const functions = byId(facts.functions);
  const bindings = byId(facts.bindings);
  let additions: ReadonlyMap<string, readonly Value[]> | undefined;

  /** Everything that flows into `value`, through the locals, calls and iterables that it is made of. */
  function sources(value: Value): readonly (Ref | CallRef)[] {
    const found: (Ref | CallRef)[] = [];
    const seen = new Set<string>();
    const open: Value[] = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind === 'ref') {
        found.push(next);
        open.push(...(next.keys ?? []));
        if (next.root.kind === 'local' && !seen.has(next.root.binding)) {
          seen.add(next.root.binding);
          open.push(...bindingValues(next.root.binding));
        }
      } else if (next.kind === 'call') {
        found.push(next);
        if (!seen.has(next.call)) {
          seen.add(next.call);
          open.push(...callValues(next.call));
        }
      } else {
        open.push(...partsOf(next));
      }
    }
    return found;
  }

  function bindingValues(id: string): readonly Value[] {
    const binding = bindings.get(id);
    if (!binding) return [];
    const iterable = binding.loop === undefined ? undefined : loops.get(binding.loop)?.iterable;
    return [
      ...(binding.value ? [binding.value] : []),
      ...(iterable ? [iterable] : []),
      ...binding.writes.map(w => w.value),
      ...(binding.partWrites ?? []),
      ...addedTo(id),
    ];
  }

  function addedTo(id: string): readonly Value[] {
    additions ??= additionsByBinding(facts);
    return additions.get(id) ?? [];
  }

  function callValues(id: string): readonly Value[] {
    const chain = calls.get(id);
    if (!chain) return [];
    const root = chain.root.kind === 'other' ? chain.root.value : chain.root;
    return [root, ...chain.links.flatMap(link => link.args.map(argument => argument.value))];
  }

  return {
    ...at,
    facts,
    call: id => calls.get(id),
    loop: id => loops.get(id),
    fn: id => functions.get(id),
    binding: id => bindings.get(id),
    sources,
    addedTo,
  };
}

const ADDS: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set', 'put', 'append', 'splice']);

function additionsByBinding(facts: CodeFacts): ReadonlyMap<string, readonly Value[]> {
  const found = new Map<string, Value[]>();
  for (const { root, links } of facts.calls) {
    const [first] = links;
    if (root.kind !== 'ref' || root.root.kind !== 'local' || !first || !ADDS.has(first.name)) continue;
    const added = first.args.map(argument => argument.value);
    const before = found.get(root.root.binding);
    if (before) before.push(...added);
    else found.set(root.root.binding, added);
  }
  return found;
}

function partsOf(value: Exclude<Value, Ref | CallRef>): readonly Value[] {
  switch (value.kind) {
    case 'object':
      return [...value.entries.map(entry => entry.value), ...value.spreads];
    case 'array':
      return value.items;
    case 'template':
      return value.pieces.flatMap(piece => (piece.kind === 'hole' ? [piece.value] : []));
    case 'choice':
      return value.of;
    case 'opaque':
      return value.uses;
    case 'literal':
    case 'function':
      return [];
  }
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map(item => [item.id, item] as const));
}
