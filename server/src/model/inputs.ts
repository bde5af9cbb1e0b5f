import type { FileFacts, UnitFacts } from '../core/facts/index';
import type { Library } from '../core/library';
import type { TableQuery } from '../core/model';
import type { ProjectFacts } from '../core/project';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import type { Graph } from './tracking';

/** The facts the model is made of. The engine writes them; the model reads them, and the graph remembers who read what. */
export interface ModelInputs {
  setProject(project: ProjectFacts): void;
  /** A file that exists and was not extracted (yet): reading it makes it `wanted`. */
  setUnread(uri: Uri): void;
  setFacts(uri: Uri, facts: FileFacts): void;
  remove(uri: Uri): void;
  /** What all queries of the workspace ask of each table (`tableKey`), as of the last reading of every file. */
  setTableQueries(byTable: ReadonlyMap<string, readonly TableQuery[]>): void;
  /** Where the imports of a file lead, as far as texts tell without being parsed. */
  setReach(uri: Uri, reach: ModuleReach, exports: ModuleExports | undefined): void;
  /** The libraries that anything in the workspace may come from. Any of them while this was not said. */
  setLibraries(used: ReadonlySet<Library>): void;
  /** The files that put something of a name on what a framework hands around. */
  setCarriers(byName: ReadonlyMap<string, readonly Uri[]>): void;
  /** Files that the model asked for and that were not extracted; empties the list. */
  takeWanted(): readonly Uri[];

  readonly project: ProjectFacts;
  isUsed(library: Library): boolean;
  exists(uri: Uri): boolean;
  /** The units of a file in source order; empty when it does not exist or was not extracted. */
  units(uri: Uri): readonly UnitId[];
  unit(uri: Uri, unit: UnitId): UnitFacts | undefined;
  /** The file was read, and all of it could be. */
  isUnderstood(uri: Uri): boolean;
  tableQueries(table: string): readonly TableQuery[];
  /** False when neither the file nor what it imports can ask a database: its functions need not be followed. */
  mayQuery(uri: Uri): boolean;
  /** False when nothing that the file exports can be what asks a database, however far its imports and types lead. */
  mayLead(uri: Uri): boolean;
  /** False when the file does not export the name, nor passes it on. */
  mayExport(uri: Uri, name: string): boolean;
  /** The files with classes that implement an interface of this file. */
  implementers(uri: Uri): readonly Uri[];
  carriers(name: string): readonly Uri[];
}

export interface ModuleReach {
  readonly reaches: boolean;
  readonly leads: boolean;
  readonly implementers: readonly Uri[];
}

/** At least what a file exports. */
export interface ModuleExports {
  readonly names: readonly string[];
  /** The files whose exports it passes on. */
  readonly passesOn: readonly Uri[];
}

type FileState =
  | { readonly kind: 'unread' }
  | { readonly kind: 'read'; readonly units: readonly UnitId[]; readonly understood: boolean };

const EMPTY_PROJECT: ProjectFacts = { roots: [], packages: [], pathAliases: [], databases: [], migrationSets: [] };

export function createModelInputs(graph: Graph): ModelInputs {
  const unitsOf = new Map<Uri, ReadonlyMap<UnitId, UnitFacts>>();
  const wanted = new Set<Uri>();
  let tablesWithQueries: ReadonlySet<string> = new Set();
  let carriedNames: ReadonlySet<string> = new Set();

  /** Front ends give the same object again for a unit with the same text: with a keystroke, for all but one. */
  function setUnits(uri: Uri, units: ReadonlyMap<UnitId, UnitFacts>): void {
    const before = unitsOf.get(uri);
    for (const unit of before?.keys() ?? []) if (!units.has(unit)) graph.removeInput('unit', unitKey(uri, unit));
    for (const [id, unit] of units) {
      if (before?.get(id) !== unit) graph.setInput('unit', unitKey(uri, id), unit, unit.fingerprint);
    }
    unitsOf.set(uri, units);
  }

  function dropUnits(uri: Uri): void {
    setUnits(uri, new Map());
    unitsOf.delete(uri);
  }

  /** With those that it passes on; undefined where not all of them are known. */
  function exportedNames(uri: Uri): ReadonlySet<string> | undefined {
    return graph.derive(
      'exported-names',
      uri,
      () => {
        const names = new Set<string>();
        const files = new Set([uri]);
        for (const file of files) {
          const exports = graph.input<ModuleExports>('exports', file);
          if (!exports) return undefined;
          for (const name of exports.names) names.add(name);
          for (const passed of exports.passesOn) files.add(passed);
        }
        return names;
      },
      names => (names ? [...names].join() : ''),
    );
  }

  function setState(uri: Uri, state: FileState): void {
    graph.setInput('exists', uri, true, 'true');
    graph.setInput('file', uri, state, JSON.stringify(state), state.kind === 'unread');
  }

  return {
    setProject: project => graph.setInput('project', '', project, JSON.stringify(project)),
    setUnread(uri) {
      dropUnits(uri);
      setState(uri, { kind: 'unread' });
    },
    setFacts(uri, facts) {
      setUnits(uri, new Map(facts.units.map(unit => [unit.id, unit])));
      const units = facts.units.map(unit => unit.id);
      setState(uri, { kind: 'read', units, understood: facts.problems.length === 0 });
    },
    remove(uri) {
      dropUnits(uri);
      wanted.delete(uri);
      graph.removeInput('exists', uri);
      graph.removeInput('reach', uri);
      graph.removeInput('exports', uri);
      graph.removeInput('file', uri);
    },
    setTableQueries(byTable) {
      for (const table of tablesWithQueries) if (!byTable.has(table)) graph.removeInput('table-queries', table);
      tablesWithQueries = new Set(byTable.keys());
      for (const [table, queries] of byTable) {
        graph.setInput('table-queries', table, queries, JSON.stringify(queries));
      }
    },
    setLibraries: used =>
      graph.setInput(
        'libraries',
        '',
        used,
        [...used]
          .map(({ id }) => id)
          .sort()
          .join(),
      ),
    isUsed: library => graph.input<ReadonlySet<Library>>('libraries', '')?.has(library) !== false,
    tableQueries: table => graph.input<readonly TableQuery[]>('table-queries', table) ?? [],
    setReach(uri, reach, exports) {
      graph.setInput('reach', uri, reach, JSON.stringify(reach));
      if (!exports) graph.removeInput('exports', uri);
      else graph.setInput('exports', uri, exports, `${exports.names.join()} ${exports.passesOn.join()}`);
    },
    // Where nobody has looked, it may.
    mayQuery: uri => graph.input<ModuleReach>('reach', uri)?.reaches !== false,
    mayLead: uri => graph.input<ModuleReach>('reach', uri)?.leads !== false,
    mayExport: (uri, name) => exportedNames(uri)?.has(name) !== false,
    implementers: uri => graph.input<ModuleReach>('reach', uri)?.implementers ?? [],
    setCarriers(byName) {
      for (const name of carriedNames) if (!byName.has(name)) graph.removeInput('carriers', name);
      carriedNames = new Set(byName.keys());
      for (const [name, uris] of byName) graph.setInput('carriers', name, uris, uris.join());
    },
    carriers: name => graph.input<readonly Uri[]>('carriers', name) ?? [],
    takeWanted() {
      const uris = [...wanted];
      wanted.clear();
      return uris;
    },
    get project() {
      return graph.input<ProjectFacts>('project', '') ?? EMPTY_PROJECT;
    },
    exists: uri => graph.input<boolean>('exists', uri) === true,
    units(uri) {
      const state = graph.input<FileState>('file', uri);
      if (state?.kind === 'unread') wanted.add(uri);
      return state?.kind === 'read' ? state.units : [];
    },
    unit: (uri, unit) => graph.input<UnitFacts>('unit', unitKey(uri, unit)),
    isUnderstood(uri) {
      const state = graph.input<FileState>('file', uri);
      return state?.kind === 'read' && state.understood;
    },
  };
}

/** Names a unit among those of all files. */
export function unitKey(uri: Uri, unit: UnitId): string {
  return `${uri}\u0000${unit}`;
}
