import { parse } from 'jsonc-parser';
import type { PackageFact } from '../core/project';
import { parentOf, type Uri } from '../core/uri';

/** A package.json, and what other parts of the discovery want of it. */
export interface PackageFile {
  readonly fact: PackageFact;
  /** `prisma.schema`, relative to the folder. */
  readonly prismaSchema?: string;
}

/** Reads a package.json; a broken one still gives the parts that can be read. */
export function readPackageFile(uri: Uri, text: string): PackageFile {
  const content = asRecord(parse(text));
  const folder = parentOf(uri);
  const name = content.name;
  const prismaSchema = asRecord(content.prisma).schema;
  return {
    fact: {
      ...(typeof name === 'string' ? { name } : {}),
      folder,
      entries: entriesOf(content),
      dependencies: {
        ...stringsOf(content.optionalDependencies),
        ...stringsOf(content.peerDependencies),
        ...stringsOf(content.devDependencies),
        ...stringsOf(content.dependencies),
      },
    },
    ...(typeof prismaSchema === 'string' ? { prismaSchema } : {}),
  };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function stringsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asRecord(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Where a package without any entry has its code, in a workspace that is not built. */
const USUAL_ENTRIES = ['src/index.ts', 'src/index.tsx', 'src/main.ts', 'index.ts', 'index.tsx', 'index.js'];

function entriesOf(content: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  const entries: Record<string, readonly string[]> = {};
  const { exports } = content;
  if (typeof exports === 'string' || Array.isArray(exports)) entries['.'] = withSources(targetsOf(exports));
  for (const [key, value] of Object.entries(asRecord(exports))) {
    if (key.startsWith('.')) entries[key] = withSources(targetsOf(value));
  }
  // Without subpaths the keys are the conditions of the package itself.
  if (exports && !entries['.'] && Object.keys(entries).length === 0) entries['.'] = withSources(targetsOf(exports));
  if (!entries['.']) {
    const fields = [content.source, content.module, content.main, content.types, content.typings];
    entries['.'] = withSources(fields.filter(field => typeof field === 'string'));
  }
  return entries;
}

/** Every file an `exports` value may lead to, in the order in which it names them. */
function targetsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(targetsOf);
  return Object.values(asRecord(value)).flatMap(targetsOf);
}

/** The targets, each behind the source it is built from: what is checked is the source, and it is there without a build. */
function withSources(targets: readonly string[]): readonly string[] {
  const files = targets.filter(target => !/\.(css|json|wasm|node)$/.test(target)).map(withoutDot);
  const candidates = files.flatMap(file => [...sourcesOf(file), file]);
  return [...new Set(targets.length === 0 ? USUAL_ENTRIES : candidates)];
}

function withoutDot(target: string): string {
  return target.replace(/^\.\//, '');
}

/** `dist/client.js` → `src/client.ts`, `client.ts`. */
function sourcesOf(file: string): readonly string[] {
  const match = /^(.*?)(?:\.d)?\.[cm]?[jt]sx?$/.exec(file);
  if (!match || /(?<!\.d)\.[cm]?tsx?$/.test(file)) return [];
  const stem = match[1] ?? '';
  const inside = stem.replace(/^(?:dist|build|lib|out|output)\/(?:(?:esm|cjs|es|types|src)\/)?/, '');
  const stems = inside === stem ? [stem] : [`src/${inside}`, inside, stem];
  return stems.flatMap(candidate => [`${candidate}.ts`, `${candidate}.tsx`]);
}
