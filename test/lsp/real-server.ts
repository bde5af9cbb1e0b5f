import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../../server/src/core/ports';
import { createEngine } from '../../server/src/engine/engine';
import { FRONTENDS } from '../../server/src/frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../../server/src/frontends/sql/index';
import { uriOfPath } from '../../server/src/host/file-uri';
import { createNodeAssets } from '../../server/src/host/node-assets';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { discoverProject } from '../../server/src/host/project-discovery';
import { LIBRARIES } from '../../server/src/libraries/index';
import { toLspUri } from '../../server/src/lsp/convert';
import { RULES } from '../../server/src/rules/index';
import { type ClientOptions, connectInProcess, type TestClient } from './test-client';

/** A folder on disk that is gone after the test. */
export interface TemporaryFolder {
  readonly path: string;
  /** As an editor would name it. */
  readonly uri: string;
  write(path: string, text: string): string;
  remove(path: string): string;
  uriOf(path: string): string;
  dispose(): void;
}

export function createTemporaryFolder(files: Readonly<Record<string, string>>): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'sargable-lsp-')));
  const uriOf = (file: string) => toLspUri(uriOfPath(join(path, file)));
  const folder: TemporaryFolder = {
    path,
    uri: toLspUri(uriOfPath(path)),
    uriOf,
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
      return uriOf(file);
    },
    remove(file) {
      rmSync(join(path, file), { recursive: true });
      return uriOf(file);
    },
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [file, text] of Object.entries(files)) folder.write(file, text);
  return folder;
}

/** Everything real but the process around it. */
export function connectToRealServer(options: ClientOptions): Promise<TestClient> {
  const clock: Clock = { now: () => performance.now(), timestamp: () => '20260102030405' };
  const readSql = createReadSql();
  return connectInProcess(({ connection, logger }) => {
    const fileSystem = createNodeFileSystem(logger);
    const shared = { fileSystem, logger, frontends: FRONTENDS, rules: RULES };
    const engine = createEngine({
      ...shared,
      clock,
      assets: createNodeAssets(join(__dirname, '../../dist')),
      versionControl: { isCommitted: async () => true },
      libraries: LIBRARIES,
      readSql,
      parameterizeSql: createParameterizeSql(readSql),
      readDdl: createReadDdl(),
    });
    return { ...shared, connection, engine, discoverProject };
  }, options);
}
