import { join } from 'node:path';
import type { FileFacts } from '../../server/src/core/facts/index';
import type { Dialect } from '../../server/src/core/facts/sql-template';
import type { Frontend } from '../../server/src/core/frontend';
import type { ProjectFacts } from '../../server/src/core/project';
import type { Query } from '../../server/src/core/query';
import type { UnitId } from '../../server/src/core/text';
import type { Uri } from '../../server/src/core/uri';
import { carriersOf } from '../../server/src/engine/carriers';
import { FRONTENDS } from '../../server/src/frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../../server/src/frontends/sql/index';
import { outlineTypeScript } from '../../server/src/frontends/typescript/outline';
import { createNodeAssets } from '../../server/src/host/node-assets';
import { discoverProject } from '../../server/src/host/project-discovery';
import { LIBRARIES } from '../../server/src/libraries/index';
import { createModel, type WorkspaceModel } from '../../server/src/model/index';
import { createModelInputs, type ModelInputs } from '../../server/src/model/inputs';
import { createGraph, type Graph } from '../../server/src/model/tracking';
import { createMemoryFileSystem } from '../harness/memory-file-system';

/** The model of files in memory, read by the real front ends and discovered like any project. */
export interface TestModel {
  readonly model: WorkspaceModel;
  /** What the model is made of. */
  readonly graph: Graph;
  readonly inputs: ModelInputs;
  uri(path: string): Uri;
  /** The offset at which a unit begins in its file. */
  startOf(uri: Uri, unit: UnitId): number;
  /** Writes files, or removes those without text, and brings the model up to date. */
  write(changes: TestFiles): Promise<void>;
  /** The queries of a file in source order, each with the zero-based line of the call that runs it. */
  queries(path: string): readonly { readonly query: Query; readonly line: number }[];
}

/** Texts by path below the root. */
export type TestFiles = Readonly<Record<string, string | undefined>>;

export const ROOT = 'file:///workspace';

const readSql = createReadSql();
const deps = {
  libraries: LIBRARIES,
  readSql,
  parameterizeSql: createParameterizeSql(readSql),
  readDdl: createReadDdl(),
};
const assets = createNodeAssets(join(__dirname, '../../dist'));
let loading: Promise<unknown> | undefined;

export async function buildModel(files: TestFiles): Promise<TestModel> {
  loading ??= Promise.all(FRONTENDS.map((frontend: Frontend) => frontend.load?.(assets)));
  await loading;
  const graph = createGraph();
  const inputs = createModelInputs(graph);
  const model = createModel(graph, inputs, deps);
  const texts = new Map<Uri, string>();
  const facts = new Map<Uri, FileFacts>();
  const uri = (path: string) => `${ROOT}/${path}`;

  async function write(changes: TestFiles): Promise<void> {
    for (const [path, text] of Object.entries(changes)) {
      const address = uri(path);
      if (text === undefined) {
        texts.delete(address);
        facts.delete(address);
        inputs.remove(address);
      } else texts.set(address, text);
    }
    const { signal } = new AbortController();
    const project = await discoverProject([ROOT], [...texts.keys()].sort(), createMemoryFileSystem(texts), signal);
    const dialects = dialectsOf(project);
    for (const [address, text] of texts) {
      const frontend = FRONTENDS.find(({ extensions }) => extensions.some(extension => address.endsWith(extension)));
      if (!frontend) continue;
      const dialect = dialects.get(address);
      const extracted = frontend.extract({ uri: address, text, ...(dialect ? { dialect } : {}) }).facts;
      facts.set(address, extracted);
      inputs.setFacts(address, extracted);
    }
    inputs.setProject(project);
    inputs.setCarriers(carriersOf([...texts].map(([address, text]) => [address, outlineTypeScript(text)] as const)));
  }

  function startOf(address: Uri, unit: UnitId): number {
    const known = facts.get(address);
    return known?.starts[known.units.findIndex(({ id }) => id === unit)] ?? 0;
  }

  await write(files);
  return {
    model,
    graph,
    inputs,
    uri,
    startOf,
    write,
    queries(path) {
      const address = uri(path);
      const located = model
        .unitsIn(address)
        .flatMap(unit => model.queriesIn(address, unit))
        .map(query => {
          const start = startOf(address, query.place.unit);
          return { query, offset: start + (query.chain.links[query.link]?.nameSpan.start ?? 0) };
        });
      const lineOf = (offset: number) => (texts.get(address) ?? '').slice(0, offset).split('\n').length - 1;
      return located.sort((a, b) => a.offset - b.offset).map(({ query, offset }) => ({ query, line: lineOf(offset) }));
    },
  };
}

/** What the project says of the files of its databases, as the engine asks it. */
function dialectsOf({ databases, migrationSets }: ProjectFacts): ReadonlyMap<Uri, Dialect> {
  return new Map(
    databases
      .filter(({ dialectFrom }) => dialectFrom === undefined)
      .flatMap(({ id, dialect, schemaFiles }) => {
        const migrations = migrationSets.filter(({ database }) => database === id).flatMap(({ files }) => files);
        return [...schemaFiles, ...migrations].map(uri => [uri, dialect] as const);
      }),
  );
}
