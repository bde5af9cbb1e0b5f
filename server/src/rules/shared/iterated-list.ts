import type { Link, Loop } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import { isCounter } from './loop-counter';

/** What a loop goes through: a value, and the calls that make the list of it (`users.filter(isActive)`). */
export interface IteratedList {
  readonly root: Value;
  readonly links: readonly Link[];
}

/** Names are followed to the calls that they stand for; nothing else of the loop's surroundings is. */
export function iteratedList(unit: CodeUnit, loop: Loop): IteratedList | undefined {
  const list = listInFront(unit, loop);
  return list && followed(unit, list);
}

/** As it stands in the loop. */
export function listInFront(unit: CodeUnit, loop: Loop): IteratedList | undefined {
  const { iterable, callbackArgument } = loop;
  // The condition of `for (let i = 0; i < users.length; i++)` is about the users.
  if (loop.form === 'for') {
    const list = iterable.kind === 'opaque' ? iterable.uses.find(use => !isCounter(unit, use)) : undefined;
    return list && { root: list, links: [] };
  }
  const chain = callbackArgument && callbackArgument.link > 0 ? unit.call(loop.call ?? '') : undefined;
  return chain ? { root: rootOf(chain), links: chain.links.slice(0, callbackArgument?.link) } : partsOf(unit, iterable);
}

/** A call as what it is called on and how. */
export function partsOf(unit: CodeUnit, value: Value): IteratedList {
  const chain = value.kind === 'call' && value.path.length === 0 ? unit.call(value.call) : undefined;
  return chain ? { root: rootOf(chain), links: chain.links } : { root: value, links: [] };
}

/** `Object` in `Object.entries(xs)`, `chunk` in `chunk(xs, 100)`. */
export function nameOfRoot({ root }: IteratedList): string | undefined {
  return root.kind === 'ref' && root.root.kind === 'outer' && root.path.length === 0 ? root.root.name : undefined;
}

function followed(unit: CodeUnit, list: IteratedList): IteratedList {
  const seen = new Set<string>();
  let current = list;
  while (current.root.kind === 'ref' && current.root.root.kind === 'local' && current.root.path.length === 0) {
    const { binding: id } = current.root.root;
    const binding = unit.binding(id);
    if (seen.has(id) || !binding?.value || binding.path.length > 0 || binding.writes.length > 0) break;
    if (binding.loop !== undefined || binding.parameter) break;
    seen.add(id);
    const before = partsOf(unit, binding.value);
    current = { root: before.root, links: [...before.links, ...current.links] };
  }
  return current;
}

function rootOf({ root }: { readonly root: Value | { readonly kind: 'other'; readonly value: Value } }): Value {
  return root.kind === 'other' ? root.value : root;
}
