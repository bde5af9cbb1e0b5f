import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Logger } from '../core/ports';
import type { Uri } from '../core/uri';
import { pathOfUri } from './file-uri';
import { type GitIgnore, readGitIgnore, readOuterGitIgnore } from './git-ignore';

/** Dependencies, build output and the tools' own: nobody wants findings there, whether git ignores them or not. */
const SKIPPED: ReadonlySet<string> = new Set([
  '.cache',
  '.git',
  '.hg',
  '.next',
  '.nuxt',
  '.nyc_output',
  '.output',
  '.parcel-cache',
  '.pnpm-store',
  '.svelte-kit',
  '.svn',
  '.turbo',
  '.venv',
  '.vercel',
  '.vscode-test',
  '.yarn',
  '__pycache__',
  'bower_components',
  'build',
  'coverage',
  'dist',
  'jspm_packages',
  'node_modules',
  'out',
  'vendor',
]);

/** Files that together only a generated client has: they hold a copy of the schema and no code of the user's. */
const GENERATED_CLIENTS: readonly (readonly string[])[] = [
  ['schema.prisma', 'index.d.ts', 'package.json'],
  ['client.ts', 'commonInputTypes.ts'],
];

/**
 * The files below a folder that are worth a look, sorted. Symbolic links are followed only out of what is listed anyway,
 * each target once, so that loops end and no file has two addresses.
 */
export async function listFiles(folder: Uri, signal: AbortSignal, logger?: Logger): Promise<readonly Uri[]> {
  const path = pathOfUri(folder);
  if (path === undefined) return [];
  const root = await realpath(path).catch(() => path);
  const walk: Walk = { signal, logger, found: [], walked: [root], links: [] };
  await walkFolder(walk, path, folder, await readOuterGitIgnore(path));
  while (walk.links.length > 0) {
    // Of two links to one target the first by name counts, whatever the order in which the disk gives them.
    const links = walk.links.splice(0).sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const link of links) await followLink(walk, link);
  }
  return walk.found.sort();
}

interface Walk {
  readonly signal: AbortSignal;
  readonly logger: Logger | undefined;
  readonly found: Uri[];
  /** The real paths of the folders that were entered from outside, i.e. the root and the targets of links. */
  readonly walked: string[];
  readonly links: Link[];
}

interface Link {
  readonly path: string;
  readonly uri: Uri;
  readonly ignored: GitIgnore;
}

async function walkFolder(walk: Walk, path: string, uri: Uri, outer: GitIgnore): Promise<void> {
  walk.signal.throwIfAborted();
  let entries: readonly Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    walk.logger?.warn(`${path} cannot be listed: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const names = new Set(entries.map(entry => entry.name));
  if (GENERATED_CLIENTS.some(files => files.every(name => names.has(name)))) return;
  const ignored = names.has('.gitignore') ? await readGitIgnore(path, outer) : outer;
  const folders: Promise<void>[] = [];
  for (const entry of entries) {
    const childPath = join(path, entry.name);
    const child = uri.endsWith('/') ? `${uri}${entry.name}` : `${uri}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !ignored(childPath, true)) {
        folders.push(walkFolder(walk, childPath, child, ignored));
      }
    } else if (entry.isSymbolicLink()) {
      if (!SKIPPED.has(entry.name)) walk.links.push({ path: childPath, uri: child, ignored });
    } else if (entry.isFile() && !ignored(childPath, false)) {
      walk.found.push(child);
    }
  }
  await Promise.all(folders);
}

async function followLink(walk: Walk, link: Link): Promise<void> {
  walk.signal.throwIfAborted();
  // A link to nowhere, or one that leads to itself, is no file.
  const target = await realpath(link.path).catch(() => undefined);
  if (target === undefined) return;
  const isFolder = (await stat(target)).isDirectory();
  if (SKIPPED.has(basename(target)) || link.ignored(link.path, isFolder)) return;
  if (walk.walked.some(walked => isBelow(target, walked) || (isFolder && isBelow(walked, target)))) return;
  walk.walked.push(target);
  if (isFolder) await walkFolder(walk, link.path, link.uri, link.ignored);
  else walk.found.push(link.uri);
}

function isBelow(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(below));
}
