import { parse } from 'jsonc-parser';
import type { PackageFact, PathAlias } from '../core/project';
import { joinUri, parentOf, type Uri } from '../core/uri';
import { asRecord } from './package-files';

/** Reads a file of the project; undefined when it is not there. */
export type ReadFile = (uri: Uri) => Promise<string | undefined>;

/** `paths` and `baseUrl` of a tsconfig.json or jsconfig.json, its bases and the projects in its folder it refers to. */
export async function readPathAliases(
  uri: Uri,
  packages: readonly PackageFact[],
  read: ReadFile,
): Promise<readonly PathAlias[]> {
  const folder = parentOf(uri);
  const config = await readConfig(uri, packages, read, new Set());
  const aliases = [aliasOf(folder, config)];
  for (const reference of config.references) {
    const target = reference.endsWith('.json')
      ? joinUri(folder, reference)
      : joinUri(folder, `${reference}/tsconfig.json`);
    // Another folder's config is found by itself.
    if (target === uri || parentOf(target) !== folder) continue;
    aliases.push(aliasOf(folder, await readConfig(target, packages, read, new Set([uri]))));
  }
  return aliases.filter(alias => alias.baseUrl !== undefined || alias.paths.length > 0);
}

interface Config {
  readonly baseUrl?: Uri;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** The folder of the file that says `paths`: they count from there when there is no `baseUrl`. */
  readonly pathsFolder?: Uri;
  readonly references: readonly string[];
}

async function readConfig(
  uri: Uri,
  packages: readonly PackageFact[],
  read: ReadFile,
  seen: ReadonlySet<Uri>,
): Promise<Config> {
  const text = seen.has(uri) ? undefined : await read(uri);
  if (text === undefined) return { references: [] };
  const folder = parentOf(uri);
  const content = asRecord(parse(text));
  const options = asRecord(content.compilerOptions);
  let base: Config = { references: [] };
  for (const specifier of [content.extends].flat()) {
    if (typeof specifier !== 'string') continue;
    for (const target of extendedFiles(specifier, folder, packages)) {
      base = { ...base, ...(await readConfig(target, packages, read, new Set([...seen, uri]))) };
    }
  }
  const baseUrl = typeof options.baseUrl === 'string' ? inFolder(folder, options.baseUrl) : base.baseUrl;
  const own = typeof options.paths === 'object' && options.paths !== null;
  const paths = own ? listsOf(options.paths) : base.paths;
  const pathsFolder = own ? folder : base.pathsFolder;
  const references = Array.isArray(content.references) ? content.references : [];
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(paths === undefined ? {} : { paths }),
    ...(pathsFolder === undefined ? {} : { pathsFolder }),
    references: references.map(reference => asRecord(reference).path).filter(path => typeof path === 'string'),
  };
}

/** The files a specifier of `extends` may mean: a path, or a file in a package of the workspace. */
function extendedFiles(specifier: string, folder: Uri, packages: readonly PackageFact[]): readonly Uri[] {
  if (specifier.startsWith('.')) {
    const target = joinUri(folder, specifier);
    return target.endsWith('.json') ? [target] : [target, `${target}.json`];
  }
  for (const { name, folder: packageFolder } of packages) {
    if (name === undefined || !(specifier === name || specifier.startsWith(`${name}/`))) continue;
    const rest = specifier.slice(name.length + 1);
    const target = joinUri(packageFolder, rest === '' ? 'tsconfig.json' : rest);
    return target.endsWith('.json') ? [target] : [`${target}.json`, `${target}/tsconfig.json`];
  }
  return [];
}

function aliasOf(folder: Uri, { baseUrl, paths, pathsFolder }: Config): PathAlias {
  const from = baseUrl ?? pathsFolder ?? folder;
  return {
    folder,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    paths: Object.entries(paths ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: targets.map(target => inFolder(from, target)),
    })),
  };
}

function inFolder(folder: Uri, path: string): Uri {
  return joinUri(folder, path.replace(/^\$\{configDir\}/, '.'));
}

function listsOf(value: unknown): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(asRecord(value)).map(
    ([key, targets]) => [key, [targets].flat().filter(target => typeof target === 'string')] as const,
  );
  return Object.fromEntries(lists);
}
