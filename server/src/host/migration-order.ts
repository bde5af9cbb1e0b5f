import { baseNameOf, type Uri } from '../core/uri';
import { asRecord } from './package-files';

/** By the number in front, as a number (`2_b` before `10_a`), then by name. */
export function compareNumbered(a: Uri, b: Uri): number {
  return compareNumbers([leadingNumber(a)], [leadingNumber(b)]) || compareText(a, b);
}

/** Versioned migrations by their versions (`V1.10` after `V1.2`), then the repeatable ones by name. */
export function compareFlyway(a: Uri, b: Uri): number {
  const [versionA, versionB] = [flywayVersion(a), flywayVersion(b)];
  if (versionA && versionB) return compareNumbers(versionA, versionB) || compareText(a, b);
  if (versionA || versionB) return versionA ? -1 : 1;
  return compareText(a, b);
}

/** The tags of `meta/_journal.json` in the order in which drizzle runs them. */
export function drizzleTags(journal: Readonly<Record<string, unknown>>): readonly string[] {
  const entries = Array.isArray(journal.entries) ? journal.entries.map(asRecord) : [];
  return entries.flatMap(({ tag }) => (typeof tag === 'string' ? [tag] : []));
}

/** Numbers as bigints: the time stamps of some tools have 17 digits. */
function leadingNumber(uri: Uri): bigint {
  // `0001_init.sql`, or `0001_init/up.sql`.
  const name = baseNameOf(uri);
  const digits = /^\d+/.exec(name) ?? /\/(\d+)[^/]*\/[^/]*$/.exec(uri);
  return BigInt(digits?.[1] ?? digits?.[0] ?? 0);
}

function flywayVersion(uri: Uri): readonly bigint[] | undefined {
  const version = /^V([\d._]+?)__/.exec(baseNameOf(uri))?.[1];
  return version
    ?.split(/[._]/)
    .filter(part => part !== '')
    .map(BigInt);
}

function compareNumbers(a: readonly bigint[], b: readonly bigint[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i] ?? 0n;
    const right = b[i] ?? 0n;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
