import type { ModuleOutline } from '../core/frontend';
import type { ProjectFacts } from '../core/project';
import { parentOf, type Uri } from '../core/uri';
import { resolveModule } from '../model/handles/resolve-module';
import { carriersOf } from './carriers';

/**
 * Which modules lead to a database through what they import, known from their texts alone: only those are worth parsing
 * to follow calls.
 */
export interface ModuleIndex {
  /** `asks`: the file itself is about a database. */
  set(uri: Uri, outline: ModuleOutline | undefined, asks: boolean): void;
  delete(uri: Uri): void;
  setProject(project: ProjectFacts): void;
  /** Brings the answers up to the outlines; the files whose answers have changed. */
  settle(): readonly Uri[];
  /** The file, or one that it imports, directly or not, is about a database. */
  reaches(uri: Uri): boolean;
  /** Something in it may be done once per element. */
  repeats(uri: Uri): boolean;
  /** It reaches a database, and something in it may be done once per element. */
  mayRepeat(uri: Uri): boolean;
  /** The modules with classes that implement what this one declares. */
  implementers(uri: Uri): readonly Uri[];
  /** Another map whenever it may say something else. */
  carriers(): ReturnType<typeof carriersOf>;
}

interface Module {
  readonly outline: ModuleOutline | undefined;
  readonly asks: boolean;
  /** What it imports and what it implements, resolved; undefined until somebody asks. */
  edges?: { readonly imports: readonly Uri[]; readonly types: readonly Uri[]; readonly implements: readonly Uri[] };
}

const NO_EDGES = { imports: [], types: [], implements: [] };
const NO_PROJECT: ProjectFacts = { roots: [], packages: [], pathAliases: [], databases: [], migrationSets: [] };

export function createModuleIndex(exists: (uri: Uri) => boolean): ModuleIndex {
  const modules = new Map<Uri, Module>();
  const resolved = new Map<string, Uri | undefined>();
  let project = NO_PROJECT;
  let prefixes: readonly string[] = [];
  let reached: ReadonlySet<Uri> = new Set();
  let implementedBy: ReadonlyMap<Uri, readonly Uri[]> = new Map();
  let carriers: ReturnType<typeof carriersOf> = new Map();
  let isSettled = false;
  /** Files have come: what no import led to before may be there now. */
  let isListNew = false;
  /** The answer that was given last. */
  const told = new Map<Uri, string>();

  function resolve(from: Uri, specifier: string): Uri | undefined {
    const isOwn = specifier.startsWith('.') || prefixes.some(prefix => specifier.startsWith(prefix));
    if (!isOwn) return undefined;
    const key = `${parentOf(from)} ${specifier}`;
    if (!resolved.has(key)) {
      const target = resolveModule(from, specifier, { project, exists });
      resolved.set(key, target?.kind === 'file' ? target.uri : undefined);
    }
    return resolved.get(key);
  }

  function edgesOf(uri: Uri, module: Module): NonNullable<Module['edges']> {
    if (!module.outline) return NO_EDGES;
    module.edges ??= {
      imports: module.outline.imports.flatMap(specifier => resolve(uri, specifier) ?? []),
      types: module.outline.types.flatMap(specifier => resolve(uri, specifier) ?? []),
      implements: module.outline.implements.flatMap(specifier => resolve(uri, specifier) ?? []),
    };
    return module.edges;
  }

  function forgetEdges(): void {
    resolved.clear();
    for (const module of modules.values()) delete module.edges;
    isSettled = false;
  }

  return {
    set(uri, outline, asks) {
      const before = modules.get(uri);
      if (before?.asks === asks && JSON.stringify(before.outline) === JSON.stringify(outline)) return;
      // A file that appears may be what an import of another one means.
      if (!before) isListNew = true;
      modules.set(uri, { outline, asks });
      isSettled = false;
    },
    delete(uri) {
      told.delete(uri);
      if (modules.delete(uri)) forgetEdges();
    },
    setProject(next) {
      project = next;
      prefixes = prefixesOf(next);
      forgetEdges();
    },
    settle() {
      if (isSettled) return [];
      if (isListNew) forgetEdges();
      isListNew = false;
      isSettled = true;
      const importedBy = new Map<Uri, Uri[]>();
      const implementers = new Map<Uri, Uri[]>();
      for (const [uri, module] of modules) {
        const edges = edgesOf(uri, module);
        for (const target of edges.imports) add(importedBy, target, uri);
        // The type of what asks a database itself; types of types would lead everywhere.
        for (const target of edges.types) if (modules.get(target)?.asks) add(importedBy, target, uri);
        for (const target of edges.implements) {
          add(implementers, target, uri);
          // Who calls the interface runs the class.
          add(importedBy, uri, target);
        }
      }
      const next = new Set([...modules].flatMap(([uri, { asks }]) => (asks ? [uri] : [])));
      for (const uri of next) for (const importer of importedBy.get(uri) ?? []) next.add(importer);
      reached = next;
      carriers = carriersOf([...modules].map(([uri, { outline }]) => [uri, outline] as const));
      implementedBy = implementers;
      return [...modules.keys()].filter(uri => {
        const answer = `${next.has(uri)} ${implementers.get(uri)?.sort().join() ?? ''}`;
        const isNew = told.get(uri) !== answer;
        told.set(uri, answer);
        return isNew;
      });
    },
    reaches: uri => reached.has(uri),
    repeats: uri => modules.get(uri)?.outline?.repeats === true,
    mayRepeat: uri => reached.has(uri) && modules.get(uri)?.outline?.repeats === true,
    implementers: uri => implementedBy.get(uri) ?? [],
    carriers: () => carriers,
  };
}

function add(map: Map<Uri, Uri[]>, key: Uri, value: Uri): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** What an import of the workspace's own files may begin with, besides a dot: anything else is a package. */
function prefixesOf({ packages, pathAliases }: ProjectFacts): readonly string[] {
  if (pathAliases.some(({ baseUrl }) => baseUrl !== undefined)) return [''];
  return [
    ...packages.flatMap(({ name }) => name ?? []),
    ...pathAliases.flatMap(({ paths }) => paths.map(({ pattern }) => pattern.replace(/\*.*$/, ''))),
  ];
}
