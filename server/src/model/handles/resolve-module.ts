import type { Database, PackageFact, PathAlias } from '../../core/project';
import { isInside, joinUri, parentOf, relativeTo, type Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';
import { packageName } from './package-name';

/** Where an import leads. */
export type ResolvedModule =
  | { readonly kind: 'file'; readonly uri: Uri }
  /** The generated client of a database, also when it was never generated. */
  | { readonly kind: 'client'; readonly database: Database }
  | { readonly kind: 'package'; readonly name: string };

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];

/** What is asked of the project to resolve an import. */
export type KnownFiles = Pick<ModelInputs, 'project' | 'exists'>;

/** Resolves an import by the project's files alone: relative paths, tsconfig aliases, workspace packages. */
export function resolveModule(from: Uri, specifier: string, inputs: KnownFiles): ResolvedModule | undefined {
  const project = inputs.project;
  if (/^\.\.?(?:\/|$)/.test(specifier)) return resolvePath(joinUri(parentOf(from), specifier), inputs);
  for (const target of aliasTargets(from, specifier, project.pathAliases)) {
    const found = resolvePath(target, inputs);
    if (found) return found;
  }
  const workspacePackage = project.packages.find(
    ({ name }) => name !== undefined && (specifier === name || specifier.startsWith(`${name}/`)),
  );
  if (workspacePackage?.name) {
    const found = resolveInPackage(workspacePackage, specifier.slice(workspacePackage.name.length + 1), inputs);
    if (found) return found;
  }
  const name = packageName(specifier);
  const database = clientByPackage(from, name, project.databases);
  return database ? { kind: 'client', database } : { kind: 'package', name };
}

function resolvePath(path: Uri, inputs: KnownFiles): ResolvedModule | undefined {
  // A generated client is opaque even when it is there: its code says less than its schema.
  const database = inputs.project.databases.find(({ clientModules }) =>
    clientModules.some(module => isInside(path, module) || stripExtension(path) === module),
  );
  if (database) return { kind: 'client', database };
  const uri = candidates(path).find(candidate => inputs.exists(candidate));
  return uri === undefined ? undefined : { kind: 'file', uri };
}

function candidates(path: Uri): readonly Uri[] {
  const stem = stripExtension(path);
  const found: Uri[] = stem === path ? [] : [path];
  // TypeScript sources are imported under the names their outputs will have: `./db.js` is db.ts.
  for (const extension of EXTENSIONS) found.push(stem + extension);
  if (stem !== path) for (const extension of EXTENSIONS) found.push(path + extension);
  for (const extension of EXTENSIONS) found.push(`${path}/index${extension}`);
  return found;
}

function stripExtension(path: Uri): Uri {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}

/** The aliases of the nearest configuration that knows the specifier, best match first. */
function aliasTargets(from: Uri, specifier: string, aliases: readonly PathAlias[]): readonly Uri[] {
  const near = aliases
    .filter(({ folder }) => isInside(from, folder))
    .sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1));
  const targets: Uri[] = [];
  for (const { paths, baseUrl } of near) {
    const matching = paths
      .map(({ pattern, targets: to }) => ({ pattern, to, rest: matchPattern(pattern, specifier) }))
      .filter(({ rest }) => rest !== undefined)
      .sort((a, b) => b.pattern.length - a.pattern.length);
    for (const { to, rest } of matching) for (const target of to) targets.push(target.replace('*', rest ?? ''));
    if (baseUrl !== undefined) targets.push(joinUri(baseUrl, specifier));
  }
  return targets;
}

function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= pattern.length - 1;
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}

function resolveInPackage(pkg: PackageFact, subpath: string, inputs: KnownFiles): ResolvedModule | undefined {
  const tried = [...entryTargets(pkg, subpath)];
  // What is published from dist/ is written in src/.
  for (const target of [...tried]) if (/^(?:\.\/)?(?:dist|lib|build|out)\//.test(target)) tried.push(toSource(target));
  if (subpath !== '') tried.push(subpath, `src/${subpath}`);
  else tried.push('src/index', 'index', 'src/main');
  for (const target of tried) {
    const found = resolvePath(joinUri(pkg.folder, target), inputs);
    if (found) return found;
  }
  return undefined;
}

function toSource(target: string): string {
  return target.replace(/^(?:\.\/)?(?:dist|lib|build|out)\/(?:(?:esm|cjs|src)\/)?/, 'src/');
}

function entryTargets(pkg: PackageFact, subpath: string): readonly string[] {
  const exact = pkg.entries[subpath === '' ? '.' : `./${subpath}`];
  if (exact) return exact;
  for (const [key, targets] of Object.entries(pkg.entries)) {
    const rest = key.includes('*') ? matchPattern(key, `./${subpath}`) : undefined;
    if (rest !== undefined) return targets.map(target => target.replace('*', rest));
  }
  return [];
}

/** Several databases may share `@prisma/client`: the one whose schema stands nearest to the importing file is meant. */
function clientByPackage(from: Uri, specifier: string, databases: readonly Database[]): Database | undefined {
  const matching = databases.filter(({ clientPackages }) =>
    clientPackages.some(name => specifier === name || specifier.startsWith(`${name}/`)),
  );
  return matching.sort((a, b) => nearness(from, b) - nearness(from, a))[0];
}

/** The length of the folder path that the file and the schema share. */
function nearness(from: Uri, database: Database): number {
  let folder = parentOf(database.schemaFiles[0] ?? '');
  while (folder.includes('/') && relativeTo(from, folder) === undefined) folder = parentOf(folder);
  return folder.length;
}
