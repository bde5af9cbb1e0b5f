/** The package that a specifier of another runtime names: `npm:pg@8`, `jsr:@db/x`, `https://esm.sh/kysely@0.27?target=deno`. */
export function packageName(specifier: string): string {
  const scheme = /^(?:npm|jsr):\/?(.*)$/.exec(specifier)?.[1];
  if (scheme !== undefined) return withoutVersion(scheme);
  const [, host = '', path = ''] = /^https?:\/\/([^/]+)\/([^?#]*)/.exec(specifier) ?? [];
  const prefix = HOSTS.get(host);
  if (prefix === undefined) return specifier;
  const name = withoutVersion(path.replace(prefix, ''));
  return host === 'deno.land' ? (NAMED_OTHERWISE.get(name.split('/')[0] ?? '') ?? name) : name;
}

/** Hosts that serve packages, and what may stand before the name of one. */
const HOSTS: ReadonlyMap<string, RegExp> = new Map([
  ['esm.sh', /^(?:(?:v\d+|stable|gh|jsr|npm)\/)?(?:\*)?/],
  ['cdn.jsdelivr.net', /^npm\//],
  ['unpkg.com', /^/],
  ['cdn.skypack.dev', /^(?:pin\/)?/],
  ['esm.run', /^/],
  ['deno.land', /^x\//],
]);

/** Deno's own `postgres` is another client than the package of that name. */
const NAMED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['postgresjs', 'postgres'],
  ['postgres', 'deno-postgres'],
]);

/** `@scope/name@1.2.3/sub/path` → `@scope/name/sub/path`. */
function withoutVersion(name: string): string {
  return name.replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]*/, '$1');
}
