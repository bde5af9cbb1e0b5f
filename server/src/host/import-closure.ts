import type { PackageFact, PathAlias } from '../core/project';
import { isInside, joinUri, parentOf, type Uri } from '../core/uri';
import type { Discovery } from './discovery';
import { withoutComments } from './literals';

/** Some files and all that they import, directly or not. */
export interface ImportClosure {
  readonly files: ReadonlySet<Uri>;
  /** False when an import leads nobody knows where. */
  readonly complete: boolean;
}

export interface ModuleSources {
  readonly packages: readonly PackageFact[];
  readonly aliases: readonly PathAlias[];
}

/** A schema is made of few files; what leads into the entire program says nothing. */
const LARGEST = 500;

export async function followImports(
  discovery: Discovery,
  start: readonly Uri[],
  sources: ModuleSources,
): Promise<ImportClosure> {
  const files = new Set(start);
  let complete = true;
  for (const uri of files) {
    if (files.size > LARGEST) return { files, complete: false };
    for (const specifier of (await discovery.digest('imports', uri, specifiersIn)) ?? []) {
      const target = resolve(discovery, uri, specifier, sources);
      if (target === 'unknown') complete = false;
      else if (target !== 'outside') files.add(target);
    }
  }
  return { files, complete };
}

const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\r\n]+)['"]/g;

function specifiersIn(text: string): readonly string[] {
  return [...new Set([...withoutComments(text).matchAll(SPECIFIER)].map(match => match[1] ?? ''))];
}

const EXTENSIONS = [
  '.ts',
  '.mts',
  '.cts',
  '.tsx',
  '.js',
  '.mjs',
  '.cjs',
  '.jsx',
  '/index.ts',
  '/index.js',
  '/index.mjs',
];

function fileAt(discovery: Discovery, path: Uri): Uri | undefined {
  if (discovery.has(path)) return path;
  const stem = path.replace(/\.[cm]?jsx?$/, '');
  return EXTENSIONS.flatMap(extension => [path + extension, stem + extension]).find(discovery.has);
}

function resolve(
  discovery: Discovery,
  from: Uri,
  specifier: string,
  { packages, aliases }: ModuleSources,
): Uri | 'outside' | 'unknown' {
  // What is not there is made by a tool, or no program at all.
  if (specifier.startsWith('.')) return fileAt(discovery, joinUri(parentOf(from), specifier)) ?? 'outside';
  for (const { folder, baseUrl, paths } of aliases) {
    if (!isInside(from, folder)) continue;
    const targets = paths.flatMap(({ pattern, targets: to }) => {
      const rest = restOf(pattern, specifier);
      return rest === undefined ? [] : to.map(target => target.replace('*', rest));
    });
    const found = [...targets, ...(baseUrl === undefined ? [] : [joinUri(baseUrl, specifier)])]
      .map(target => fileAt(discovery, target))
      .find(file => file !== undefined);
    if (found !== undefined) return found;
  }
  const own = packages.find(({ name }) => name !== undefined && isInside(specifier, name));
  if (own?.name !== undefined) {
    const subpath = specifier.slice(own.name.length + 1);
    const paths = [
      ...entriesFor(own, subpath),
      ...(subpath === '' ? ['src/index', 'index'] : [subpath, `src/${subpath}`]),
    ];
    return (
      paths.map(path => fileAt(discovery, joinUri(own.folder, path))).find(file => file !== undefined) ?? 'unknown'
    );
  }
  const isInstalled = packages.some(({ dependencies }) =>
    Object.keys(dependencies).some(name => isInside(specifier, name)),
  );
  return isInstalled || /^(?:node|bun|cloudflare):|^[a-z_]+(?:\/[a-z_/]+)?$/.test(specifier) ? 'outside' : 'unknown';
}

function entriesFor(pkg: PackageFact, subpath: string): readonly string[] {
  const key = subpath === '' ? '.' : `./${subpath}`;
  const exact = pkg.entries[key];
  if (exact) return exact;
  for (const [pattern, targets] of Object.entries(pkg.entries)) {
    const rest = pattern.includes('*') ? restOf(pattern, key) : undefined;
    if (rest !== undefined) return targets.map(target => target.replace('*', rest));
  }
  return [];
}

/** What the star of a pattern stands for; empty where there is none. */
function restOf(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = text.startsWith(before) && text.endsWith(after) && text.length >= pattern.length - 1;
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}
