import type { Link } from '../../core/facts/calls';
import type { ObjectEntry, Value } from '../../core/facts/values';

/** The argument at a position; undefined where none is given or a spread before it moves it. */
export function argumentAt(link: Link, index: number): Value | undefined {
  const given = link.args.slice(0, index + 1);
  return given.some(({ spread }) => spread) ? undefined : given[index]?.value;
}

/** A named argument of an object that is written in place. */
export function entryOf(value: Value | undefined, key: string): ObjectEntry | undefined {
  return value?.kind === 'object' ? value.entries.findLast(entry => entry.key === key) : undefined;
}

/** Named arguments under the names that all libraries share: `relations` → `include`, `order` → `orderBy`. */
export function namedClauses(
  options: Value | undefined,
  names: Readonly<Record<string, string>>,
): { readonly clauses: readonly ObjectEntry[]; readonly clausesComplete: boolean } {
  if (options === undefined) return { clauses: [], clausesComplete: true };
  if (options.kind !== 'object') return { clauses: [], clausesComplete: false };
  const clauses = options.entries.map(entry => {
    const key = Object.hasOwn(names, entry.key) ? names[entry.key] : undefined;
    return key === undefined ? entry : { ...entry, key };
  });
  return { clauses, clausesComplete: !options.open };
}

/** `{ createdAt: 'DESC' }` → `{ createdAt: 'desc' }`: libraries differ in how they write a direction. */
export function lowerDirections(order: Value): Value {
  switch (order.kind) {
    case 'object':
      return { ...order, entries: order.entries.map(entry => ({ ...entry, value: lowerDirections(entry.value) })) };
    case 'array':
      return { ...order, items: order.items.map(lowerDirections) };
    case 'literal':
      return typeof order.value === 'string' ? { ...order, value: order.value.toLowerCase() } : order;
    default:
      return order;
  }
}
