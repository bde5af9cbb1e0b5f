import type { ModuleOutline } from '../core/frontend';
import type { Library } from '../core/library';
import type { ProjectFacts } from '../core/project';
import { parentOf, type Uri } from '../core/uri';
import { type ResolvedModule, resolveModule } from '../model/handles/resolve-module';
import type { ModuleExports } from '../model/inputs';
import { carriersOf } from './carriers';

/**
 * Which modules lead to a database through what they import, known from their texts alone: only those are worth parsing
 * to follow calls.
 */
export interface ModuleIndex {
  set(uri: Uri, said: ModuleText): void;
  delete(uri: Uri): void;
  setProject(project: ProjectFacts): void;
  /** Every file has been set, so that a library which none of them takes anything from is not used at all. */
  setComplete(ofProject: readonly Library[]): void;
  /** The libraries that are used; undefined while not all files are known. */
  used(): ReadonlySet<Library> | undefined;
  /** Brings the answers up to the outlines; the files whose answers have changed. */
  settle(): readonly Uri[];
  /** The file itself is about a database. */
  asks(uri: Uri): boolean;
  /** The libraries that something in the file may ask. */
  asked(uri: Uri): ModuleText['asked'] | undefined;
  /** The file, or one that it imports, directly or not, is about a database. */
  reaches(uri: Uri): boolean;
  /** The same where types are followed too, those of types as well: what it exports may lead to a database. */
  leads(uri: Uri): boolean;
  /** The names that it exports; undefined where that is not known. */
  exports(uri: Uri): ModuleExports | undefined;
  /** Something in it may be done once per element. */
  repeats(uri: Uri): boolean;
  /** It reaches a database, and something in it may be done once per element. */
  mayRepeat(uri: Uri): boolean;
  /** The modules with classes that implement what this one declares. */
  implementers(uri: Uri): readonly Uri[];
  /** Another map whenever it may say something else. */
  carriers(): ReturnType<typeof carriersOf>;
}

/** What the text of a file says without being parsed. */
export interface ModuleText {
  readonly outline: ModuleOutline | undefined;
  /** The libraries that something in it may ask: what others are called like is not of theirs. */
  readonly asked: readonly Library[] | 'always';
  /** The libraries that it takes something from. */
  readonly taken: readonly Library[];
}

interface Module extends ModuleText {
  /** What is the same says the same. */
  readonly key: string;
  /** Where its names lead; undefined until somebody asks. */
  edges?: Edges;
}

interface Edges {
  readonly imports: readonly Uri[];
  readonly types: readonly Uri[];
  readonly implements: readonly Uri[];
  /** It imports the client that is generated for a database. */
  readonly client: boolean;
  readonly exports?: ModuleExports;
}

const NO_EDGES: Edges = { imports: [], types: [], implements: [], client: false };
const NO_PROJECT: ProjectFacts = { roots: [], packages: [], pathAliases: [], databases: [], migrationSets: [] };

export function createModuleIndex(exists: (uri: Uri) => boolean): ModuleIndex {
  const modules = new Map<Uri, Module>();
  const resolved = new Map<string, ResolvedModule | undefined>();
  /** Undefined while some modules may not be known: any library may be used then. */
  let used: ReadonlySet<Library> | undefined;
  let usedByProject: readonly Library[] | undefined;
  let about: ReadonlySet<Uri> = new Set();
  let project = NO_PROJECT;
  let prefixes: readonly string[] = [];
  let reached: ReadonlySet<Uri> = new Set();
  let leading: ReadonlySet<Uri> = new Set();
  let implementedBy: ReadonlyMap<Uri, readonly Uri[]> = new Map();
  let carriers: ReturnType<typeof carriersOf> = new Map();
  let isSettled = false;
  /** Files have come: what no import led to before may be there now. */
  let isListNew = false;
  /** The answer that was given last. */
  const told = new Map<Uri, string>();

  function resolve(from: Uri, specifier: string): ResolvedModule | undefined {
    const isOwn = specifier.startsWith('.') || prefixes.some(prefix => specifier.startsWith(prefix));
    if (!isOwn) return undefined;
    const key = `${parentOf(from)} ${specifier}`;
    if (!resolved.has(key)) resolved.set(key, resolveModule(from, specifier, { project, exists }));
    return resolved.get(key);
  }

  function edgesOf(uri: Uri, module: Module): Edges {
    if (!module.outline) return NO_EDGES;
    const resolveAll = (specifiers: readonly string[]) =>
      specifiers.flatMap(specifier => {
        const target = resolve(uri, specifier);
        return target?.kind === 'file' ? target.uri : [];
      });
    const { imports, types, implements: contracts, exports } = module.outline;
    const passesOn = resolveAll(exports?.passesOn ?? []);
    // What a package passes on may be anything.
    const isKnown = passesOn.length === exports?.passesOn.length;
    module.edges ??= {
      imports: resolveAll(imports),
      types: resolveAll(types),
      implements: resolveAll(contracts),
      client: [...imports, ...types].some(specifier => resolve(uri, specifier)?.kind === 'client'),
      ...(exports && isKnown ? { exports: { names: new Set(exports.names), passesOn } } : {}),
    };
    return module.edges;
  }

  function isAbout({ asked }: ModuleText): boolean {
    return asked === 'always' || (used === undefined ? asked.length > 0 : asked.some(library => used?.has(library)));
  }

  function forgetEdges(): void {
    resolved.clear();
    for (const module of modules.values()) delete module.edges;
    isSettled = false;
  }

  return {
    set(uri, said) {
      const before = modules.get(uri);
      const key = keyOf(said);
      if (before?.key === key) return;
      // A file that appears may be what an import of another one means.
      if (!before) isListNew = true;
      modules.set(uri, { ...said, key });
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
    setComplete(ofProject) {
      if (usedByProject === ofProject) return;
      usedByProject = ofProject;
      isSettled = false;
    },
    used: () => used,
    settle() {
      if (isSettled) return [];
      if (isListNew) forgetEdges();
      isListNew = false;
      isSettled = true;
      used = usedByProject && new Set([...usedByProject, ...[...modules.values()].flatMap(({ taken }) => taken)]);
      about = new Set([...modules].flatMap(([uri, module]) => (isAbout(module) ? [uri] : [])));
      const importedBy = new Map<Uri, Uri[]>();
      const typedBy = new Map<Uri, Uri[]>();
      const implementers = new Map<Uri, Uri[]>();
      for (const [uri, module] of modules) {
        const edges = edgesOf(uri, module);
        for (const target of edges.imports) add(importedBy, target, uri);
        // The type of what asks a database itself; types of types would lead everywhere.
        for (const target of edges.types) add(about.has(target) ? importedBy : typedBy, target, uri);
        for (const target of edges.implements) {
          add(implementers, target, uri);
          // Who calls the interface runs the class.
          add(importedBy, uri, target);
        }
      }
      const next = new Set(about);
      for (const uri of next) for (const importer of importedBy.get(uri) ?? []) next.add(importer);
      reached = next;
      // What makes a handle need not ask anything itself.
      const makers = [...modules].filter(([, module]) => module.taken.length > 0 || module.edges?.client);
      const wide = new Set([...next, ...makers.map(([uri]) => uri)]);
      for (const uri of wide) for (const user of [importedBy, typedBy].flatMap(by => by.get(uri) ?? [])) wide.add(user);
      leading = wide;
      carriers = carriersOf([...modules].map(([uri, { outline }]) => [uri, outline] as const));
      implementedBy = implementers;
      return [...modules.keys()].filter(uri => {
        const exported = modules.get(uri)?.edges?.exports;
        const exports = exported ? `${[...exported.names].join()} ${exported.passesOn.join()}` : undefined;
        const answer = `${about.has(uri)} ${next.has(uri)} ${used === undefined || wide.has(uri)} ${implementers.get(uri)?.sort().join() ?? ''} ${exports}`;
        const isNew = told.get(uri) !== answer;
        told.set(uri, answer);
        return isNew;
      });
    },
    asks(uri) {
      const module = modules.get(uri);
      return module !== undefined && isAbout(module);
    },
    asked: uri => modules.get(uri)?.asked,
    reaches: uri => reached.has(uri),
    // What imports lead to may be a file that nobody has looked at.
    leads: uri => used === undefined || leading.has(uri),
    exports: uri => modules.get(uri)?.edges?.exports,
    repeats: uri => modules.get(uri)?.outline?.repeats === true,
    mayRepeat: uri => reached.has(uri) && modules.get(uri)?.outline?.repeats === true,
    implementers: uri => implementedBy.get(uri) ?? [],
    carriers: () => carriers,
  };
}

function keyOf({ outline, asked, taken }: ModuleText): string {
  const ids = (libraries: readonly Library[]) => libraries.map(({ id }) => id);
  return JSON.stringify([outline, asked === 'always' ? asked : ids(asked), ids(taken)]);
}

function add(map: Map<Uri, Uri[]>, key: Uri, value: Uri): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** What an import of the workspace's own files may begin with, besides a dot: anything else is a package. */
function prefixesOf({ packages, pathAliases, databases }: ProjectFacts): readonly string[] {
  if (pathAliases.some(({ baseUrl }) => baseUrl !== undefined)) return [''];
  return [
    ...packages.flatMap(({ name }) => name ?? []),
    ...databases.flatMap(({ clientPackages }) => clientPackages),
    ...pathAliases.flatMap(({ paths }) => paths.map(({ pattern }) => pattern.replace(/\*.*$/, ''))),
  ];
}
