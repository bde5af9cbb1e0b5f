import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isInside, parentOf, type Uri } from '../core/uri';
import { uriOfPath } from '../host/file-uri';
import { CliFailure } from './failure';

/** What a command was asked to look at. */
export interface Targets {
  /**
   * Paths in reports are relative to it. A single folder is the root itself; for files and several folders it is the
   * project around what they have in common, or where the user stands.
   */
  readonly root: Uri;
  /**
   * The projects around the targets: their schemas and settings hold, whatever part of them was asked for. None of them
   * lies in another.
   */
  readonly projects: readonly Uri[];
  readonly scope: readonly Target[];
}

export interface Target {
  readonly kind: 'file' | 'folder';
  readonly uri: Uri;
}

export interface TargetContext {
  readonly cwd: string;
  readonly neverProjects: readonly string[];
}

/** Without paths, the folder where the user stands. */
export async function resolveTargets(paths: readonly string[], context: TargetContext): Promise<Targets> {
  const given = paths.length === 0 ? ['.'] : paths;
  const targets = await Promise.all(given.map(path => resolveTarget(path, context.cwd)));
  const folders = [...new Set(targets.map(({ kind, path }) => (kind === 'folder' ? path : dirname(path))))];
  const projects = await Promise.all(folders.map(async folder => (await findProject(folder, context)) ?? folder));
  const scope = targets.map(({ kind, path }) => ({ kind, uri: uriOfPath(path) }));
  return { root: await chooseRoot(targets, folders, context), projects: outermost(projects.map(uriOfPath)), scope };
}

export function isInScope(uri: Uri, scope: readonly Target[]): boolean {
  return scope.some(target => (target.kind === 'folder' ? isInside(uri, target.uri) : uri === target.uri));
}

/** The nearest folder with `.git` in it, `folder` included. */
export async function findRepository(folder: string): Promise<string | undefined> {
  for (const current of upward(folder)) if (await exists(join(current, '.git'))) return current;
  return undefined;
}

interface GivenPath {
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

/** What makes a folder a project. */
const PROJECT_MARKERS = ['package.json', '.git', 'sargable.config.json', 'pnpm-workspace.yaml'];

async function resolveTarget(given: string, cwd: string): Promise<GivenPath> {
  const path = resolve(cwd, given);
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (error) {
    if (isMissing(error)) throw new CliFailure(`There is no file or folder ${given}.`);
    throw new CliFailure(`${given} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (stats.isDirectory()) return { kind: 'folder', path };
  if (stats.isFile()) return { kind: 'file', path };
  throw new CliFailure(`${given} is neither a file nor a folder.`);
}

async function chooseRoot(
  targets: readonly GivenPath[],
  folders: readonly string[],
  context: TargetContext,
): Promise<Uri> {
  const [only, ...others] = targets;
  if (only?.kind === 'folder' && others.length === 0) return uriOfPath(only.path);
  const common = folders.map(uriOfPath).reduce(commonFolder);
  const project = await findProject(pathOf(common, folders), context);
  if (project !== undefined) return uriOfPath(project);
  const cwd = uriOfPath(context.cwd);
  return isInside(common, cwd) ? cwd : common;
}

/** The native path of a folder that is one of `folders` or above them. */
function pathOf(folder: Uri, folders: readonly string[]): string {
  return folders.flatMap(upward).find(path => uriOfPath(path) === folder) ?? folders[0] ?? '';
}

/**
 * The nearest folder upward that is a project; a package of a monorepo belongs to the monorepo, because its schema often
 * is a package of its own. The search ends at the repository.
 */
async function findProject(folder: string, { neverProjects }: TargetContext): Promise<string | undefined> {
  let nearest: string | undefined;
  for (const current of upward(folder)) {
    // Whatever lies there, nobody means all of it; unless they ask for it, and then it is the folder itself.
    if (current !== folder && (neverProjects.includes(current) || dirname(current) === current)) return nearest;
    if (nearest === undefined) {
      const markers = await Promise.all(PROJECT_MARKERS.map(marker => exists(join(current, marker))));
      if (markers.includes(true)) nearest = current;
    }
    if (nearest !== undefined && current !== nearest && (await isMonorepo(current))) nearest = current;
    if (await exists(join(current, '.git'))) return nearest;
  }
  return nearest;
}

async function isMonorepo(folder: string): Promise<boolean> {
  if (await exists(join(folder, 'pnpm-workspace.yaml'))) return true;
  // A manifest that is missing or broken says nothing of workspaces.
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '');
  return /"workspaces"\s*:/.test(manifest);
}

function upward(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upward(parent)];
}

function commonFolder(a: Uri, b: Uri): Uri {
  let folder = a;
  while (!isInside(b, folder) && folder.includes('/', folder.indexOf('://') + 3)) folder = parentOf(folder);
  return folder;
}

function outermost(folders: readonly Uri[]): Uri[] {
  const distinct = [...new Set(folders)].sort();
  return distinct.filter(folder => !distinct.some(other => other !== folder && isInside(folder, other)));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
