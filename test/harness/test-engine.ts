import { join } from 'node:path';
import type { Clock, Logger, VersionControl } from '../../server/src/core/ports';
import { createEngine, type Engine, type EngineDependencies } from '../../server/src/engine/engine';
import { FRONTENDS } from '../../server/src/frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../../server/src/frontends/sql/index';
import { createNodeAssets } from '../../server/src/host/node-assets';
import { LIBRARIES } from '../../server/src/libraries/index';
import { createGraph, type Graph } from '../../server/src/model/tracking';
import { RULES } from '../../server/src/rules/index';
import { createMemoryFileSystem, type MemoryFileSystem } from './memory-file-system';

export interface TestEngine {
  readonly engine: Engine;
  readonly fileSystem: MemoryFileSystem;
  readonly graph: Graph;
  /** What was logged as an error or a warning. */
  readonly log: string[];
}

/** An engine over files in memory, with everything else real unless the test says otherwise. */
export function createTestEngine(
  overrides: Partial<EngineDependencies> & { fileSystem?: MemoryFileSystem } = {},
): TestEngine {
  const fileSystem = overrides.fileSystem ?? createMemoryFileSystem();
  const graph = overrides.graph ?? createGraph();
  const log: string[] = [];
  const readSql = createReadSql();
  const engine = createEngine({
    assets: createNodeAssets(join(__dirname, '../../dist')),
    clock: testClock,
    versionControl: everythingCommitted,
    frontends: FRONTENDS,
    libraries: LIBRARIES,
    rules: RULES,
    readSql,
    parameterizeSql: createParameterizeSql(readSql),
    readDdl: createReadDdl(),
    logger: createTestLogger(log),
    ...overrides,
    fileSystem,
    graph,
  });
  return { engine, fileSystem, graph, log };
}

/** Real time to measure with, and one that never moves to name files with. */
const testClock: Clock = { now: () => performance.now(), timestamp: () => '20260102030405' };

const everythingCommitted: VersionControl = { isCommitted: async () => true };

function createTestLogger(log: string[]): Logger {
  return {
    error: message => void log.push(message),
    warn: message => void log.push(message),
    info: () => undefined,
    debug: () => undefined,
  };
}
