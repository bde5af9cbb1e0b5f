import { join } from 'node:path';
import type { Dialect } from '../../server/src/core/facts/sql-template';
import type { FixIntent, RenderContext } from '../../server/src/core/fix';
import type { Frontend } from '../../server/src/core/frontend';
import { hashText } from '../../server/src/core/hash';
import type { Table } from '../../server/src/core/model';
import type { NamingStrategy, PackageFact, ProjectFacts } from '../../server/src/core/project';
import { FRONTENDS } from '../../server/src/frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../../server/src/frontends/sql/index';
import { createNodeAssets } from '../../server/src/host/node-assets';
import { LIBRARIES } from '../../server/src/libraries/index';
import { createModel, type WorkspaceModel } from '../../server/src/model/index';
import { createModelInputs } from '../../server/src/model/inputs';
import { createGraph } from '../../server/src/model/tracking';
import { applyChange, ROOT } from '../harness/workspace';

/** Schemas written as programs, read as those of one database. */
export interface DeclaredSchema {
  readonly model: WorkspaceModel;
  readonly tables: readonly Table[];
  table(name: string): Table;
  /** The files after a fix; the reason where it is declined. */
  fix(intent: FixIntent): ReadonlyMap<string, string> | string;
}

export interface SchemaSettings {
  readonly dialect?: Dialect;
  readonly naming?: NamingStrategy;
  readonly packages?: readonly PackageFact[];
  /** Files that are no schema files: bases and constants that schema files import. */
  readonly others?: readonly string[];
  /** What a fix may read beside the schema, by path. */
  readonly beside?: Readonly<Record<string, string>>;
}

const readSql = createReadSql();
const deps = {
  libraries: LIBRARIES,
  readSql,
  parameterizeSql: createParameterizeSql(readSql),
  readDdl: createReadDdl(),
};
let loading: Promise<unknown> | undefined;

export async function readSchema(
  files: Readonly<Record<string, string>>,
  { dialect = 'postgres', naming = 'default', packages = [], others = [], beside = {} }: SchemaSettings = {},
): Promise<DeclaredSchema> {
  const assets = createNodeAssets(join(__dirname, '../../dist'));
  loading ??= Promise.all(FRONTENDS.map((frontend: Frontend) => frontend.load?.(assets)));
  await loading;
  const graph = createGraph();
  const inputs = createModelInputs(graph);
  const model = createModel(graph, inputs, deps);
  const uri = (path: string) => `${ROOT}/${path}`;
  const extracted = new Map(
    Object.entries(files).map(([path, text]) => {
      const frontend = FRONTENDS.find(({ extensions }) => extensions.some(extension => path.endsWith(extension)));
      if (!frontend) throw new Error(`nothing reads ${path}`);
      return [uri(path), { frontend, text, facts: frontend.extract({ uri: uri(path), text }).facts }] as const;
    }),
  );
  for (const [address, { facts }] of extracted) inputs.setFacts(address, facts);
  const project: ProjectFacts = {
    roots: [ROOT],
    packages,
    pathAliases: [],
    databases: [
      {
        id: 'main',
        dialect,
        naming,
        schemaFiles: Object.keys(files)
          .filter(path => !others.includes(path))
          .map(uri),
        clientModules: [],
        clientPackages: [],
        emulatedRelations: false,
      },
    ],
    migrationSets: [],
  };
  inputs.setProject(project);
  const tables = model.tables('main');
  return {
    model,
    tables,
    table(name) {
      const found = tables.filter(({ ref }) => ref.name === name);
      const [table, more] = found;
      if (!table || more) throw new Error(`${found.length} tables ${name} among ${tables.map(({ ref }) => ref.name)}`);
      return table;
    },
    fix(intent) {
      const file = extracted.get(intent.at.uri);
      const context: RenderContext = {
        read(address) {
          const text = extracted.get(address)?.text ?? beside[address.slice(ROOT.length + 1)];
          return text === undefined ? undefined : { text, expect: { hash: hashText(text) } };
        },
        locate({ uri: address, unit, span }) {
          const facts = extracted.get(address)?.facts;
          const start = facts?.starts[facts.units.findIndex(({ id }) => id === unit)];
          return start === undefined ? undefined : { start: start + span.start, end: start + span.end };
        },
        isCommitted: () => true,
        timestamp: '20260102030405',
      };
      const change = file?.frontend.renderer.render(intent, context) ?? { declined: 'the file is not there' };
      return 'declined' in change ? change.declined : applyChange(new Map(Object.entries(files)), change);
    },
  };
}
