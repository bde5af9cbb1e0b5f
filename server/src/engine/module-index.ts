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
  /** `uses`: libraries that the project uses whatever its modules import. */
  setProject(project: ProjectFacts, uses: readonly Library[]): void;
  /** Every file has been set, so that a library which none of them takes anything from is not used at all. */
  setComplete(): void;
  /** The library is in use, as far as is known; what was in use once counts until there is another project. */
  isTaken(library: Library): boolean;
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
  /** The names that it exports; undefined where that is not known, and where no module passes them on. */
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

/** What was told of a file. */
interface Answer {
  readonly asks: boolean;
  readonly reaches: boolean;
  readonly leads: boolean;
  readonly implementers: string;
  readonly exports: ModuleExports | undefined;
}

const NO_EDGES: Edges = { imports: [], types: [], implements: [], client: false };
const NO_PROJECT: ProjectFacts = { roots: [], packages: [], pathAliases: [], databases: [], migrationSets: [] };

export function createModuleIndex(exists: (uri: Uri) => boolean): ModuleIndex {
  const modules = new Map<Uri, Module>();
  const resolved = new Map<string, ResolvedModule | undefined>();
  /** Undefined while some modules may not be known: any library may be used then. */
  let used: ReadonlySet<Library> | undefined;
  let taken: ReadonlySet<Library> = new Set();
  let isComplete = false;
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
  /** Modules whose exports others pass on. */
  let passed: ReadonlySet<Uri> = new Set();
  /** The answer that was given last. */
  const told = new Map<Uri, Answer>();

  function resolve(from: Uri, specifier: string): ResolvedModule | undefined {
    const isOwn = specifier.startsWith('.') || prefixes.some(prefix => specifier.startsWith(prefix));
    if (!isOwn) return undefined;
    const key = `${parentOf(from)} ${specifier}`;
    if (!resolved.has(key)) resolved.set(key, resolveModule(from, specifier, { project, exists }));
    return resolved.get(key);
  }

  function edgesOf(uri: Uri, module: Module): Edges {
    if (module.edges || !module.outline) return module.edges ?? NO_EDGES;
    const resolveAll = (specifiers: readonly string[]) =>
      specifiers.flatMap(specifier => {
        const target = resolve(uri, specifier);
        return target?.kind === 'file' ? target.uri : [];
      });
    const { imports, types, implements: contracts, exports } = module.outline;
    const passesOn = resolveAll(exports?.passesOn ?? []);
    // What a package passes on may be anything.
    const isKnown = passesOn.length === exports?.passesOn.length;
    module.edges = {
      imports: resolveAll(imports),
      types: resolveAll(types),
      implements: resolveAll(contracts),
      client: [...imports, ...types].some(specifier => resolve(uri, specifier)?.kind === 'client'),
      ...(exports && isKnown ? { exports: { names: exports.names, passesOn } } : {}),
    };
    return module.edges;
  }

  function isAbout({ asked }: ModuleText): boolean {
    return asked === 'always' || (used === undefined ? asked.length > 0 : asked.some(library => used?.has(library)));
  }

  function leads(uri: Uri): boolean {
    // What imports lead to may be a file that nobody has looked at.
    return used === undefined || leading.has(uri);
  }

  function exportsOf(uri: Uri): ModuleExports | undefined {
    return passed.has(uri) ? modules.get(uri)?.edges?.exports : undefined;
  }

  function answerFor(uri: Uri): Answer {
    const implementers = [...(implementedBy.get(uri) ?? [])].sort().join();
    return {
      asks: about.has(uri),
      reaches: reached.has(uri),
      leads: leads(uri),
      implementers,
      exports: exportsOf(uri),
    };
  }

  function forgetEdges(): void {
    resolved.clear();
    for (const module of modules.values()) delete module.edges;
    isSettled = false;
  }

  return {
    set(uri, said) {
      const before = modules.get(uri);
      if (before && keyOf(before) === keyOf(said)) return;
      // A file that appears may be what an import of another one means.
      if (!before) isListNew = true;
      modules.set(uri, { ...said });
      if (said.taken.some(library => !taken.has(library))) taken = new Set([...taken, ...said.taken]);
      isSettled = false;
    },
    delete(uri) {
      told.delete(uri);
      if (modules.delete(uri)) forgetEdges();
    },
    setProject(next, uses) {
      project = next;
      taken = new Set([...uses, ...[...modules.values()].flatMap(module => module.taken)]);
      prefixes = prefixesOf(next);
      forgetEdges();
    },
    setComplete() {
      if (isComplete) return;
      isComplete = true;
      isSettled = false;
    },
    isTaken: library => taken.has(library),
    used: () => used,
    settle() {
      if (isSettled) return [];
      if (isListNew) forgetEdges();
      isListNew = false;
      isSettled = true;
      used = isComplete ? taken : undefined;
      about = new Set([...modules].flatMap(([uri, module]) => (isAbout(module) ? [uri] : [])));
      const importedBy = new Map<Uri, Uri[]>();
      const typedBy = new Map<Uri, Uri[]>();
      const implementers = new Map<Uri, Uri[]>();
      const passedOn = new Set<Uri>();
      for (const [uri, module] of modules) {
        const edges = edgesOf(uri, module);
        for (const target of edges.exports?.passesOn ?? []) passedOn.add(target);
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
      passed = passedOn;
      return [...modules.keys()].filter(uri => {
        const before = told.get(uri);
        const answer = answerFor(uri);
        told.set(uri, answer);
        return !before || ANSWERS.some(key => before[key] !== answer[key]);
      });
    },
    asks(uri) {
      const module = modules.get(uri);
      return module !== undefined && isAbout(module);
    },
    asked: uri => modules.get(uri)?.asked,
    reaches: uri => reached.has(uri),
    leads,
    exports: exportsOf,
    repeats: uri => modules.get(uri)?.outline?.repeats === true,
    mayRepeat: uri => reached.has(uri) && modules.get(uri)?.outline?.repeats === true,
    implementers: uri => implementedBy.get(uri) ?? [],
    carriers: () => carriers,
  };
}

const ANSWERS = ['asks', 'reaches', 'leads', 'implementers', 'exports'] as const;

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
