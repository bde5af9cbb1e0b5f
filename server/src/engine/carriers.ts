import type { ModuleOutline } from '../core/frontend';
import type { Uri } from '../core/uri';

/** The files that put something of a name on what a framework hands around, by that name. */
export function carriersOf(
  outlines: Iterable<readonly [Uri, ModuleOutline | undefined]>,
): ReadonlyMap<string, readonly Uri[]> {
  const carriers = new Map<string, Uri[]>();
  for (const [uri, outline] of outlines) {
    for (const name of outline?.carries ?? []) carriers.set(name, [...(carriers.get(name) ?? []), uri]);
  }
  for (const uris of carriers.values()) uris.sort();
  return carriers;
}
