import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The files of one schema. */
export type SchemaFiles = readonly { readonly path: string; readonly text: string }[];

/** The part of Prisma's schema engine that is used here; the package describes none of it. */
interface SchemaEngine {
  diff(input: object): Promise<{ stdout: string }>;
  free(): void;
}
interface SchemaEngineModule {
  readonly SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<SchemaEngine> };
  __wbg_set_wasm(exports: object): void;
}

/** Node has it, the types of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { __wbindgen_start(): void } };
};

let loaded: SchemaEngineModule | undefined;

/** The DDL that brings PostgreSQL from one schema, or from nothing, to another: what `prisma migrate` would write. */
export async function schemaToDdl(to: SchemaFiles, from?: SchemaFiles): Promise<string> {
  loaded ??= loadEngine();
  const files = (schema: SchemaFiles) => schema.map(({ path, text }) => ({ path, content: text }));
  const engine = await loaded.SchemaEngine.new(
    { datamodels: to.map(({ path, text }) => [path, text]) },
    () => undefined,
    offlineAdapter,
  );
  try {
    const { stdout } = await engine.diff({
      from: from ? { tag: 'schemaDatamodel', files: files(from) } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: files(to) },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout;
  } finally {
    engine.free();
  }
}

/** The engine comes with `@prisma/internals`, which uses it in the same way. */
function loadEngine(): SchemaEngineModule {
  const nearInternals = createRequire(require.resolve('@prisma/internals'));
  const path = nearInternals.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const engine = nearInternals(path) as SchemaEngineModule;
  const wasm = readFileSync(join(dirname(path), 'schema_engine_bg.wasm'));
  const module = new WebAssembly.Module(wasm);
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return engine;
}

const ok = (value?: unknown) => ({ ok: true, value });

/** Prisma asks a connection for its version even where it only compares two texts. */
const offlineConnection = {
  provider: 'postgres',
  adapterName: 'offline',
  getConnectionInfo: () => ok({ supportsRelationJoins: false }),
  queryRaw: async () =>
    ok({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [5, 7, 0],
      rows: [[true, 'PostgreSQL 15.0', 150000]],
    }),
  executeRaw: async () => ok(0),
  executeScript: async () => ok(),
  startTransaction: async () => {
    throw new Error('there is no database behind this connection');
  },
  dispose: async () => ok(),
};
const offlineAdapter = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: async () => ok(offlineConnection),
  connectToShadowDb: async () => ok(offlineConnection),
};
