import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../core/ports';
import { createEngine } from '../engine/engine';
import { FRONTENDS } from '../frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../frontends/sql/index';
import { systemClock } from '../host/clock';
import { createExtractPool } from '../host/extract-pool';
import { createNodeAssets } from '../host/node-assets';
import { createNodeFileSystem } from '../host/node-file-system';
import { discoverProject } from '../host/project-discovery';
import { createVersionControl } from '../host/version-control';
import { LIBRARIES } from '../libraries/index';
import { createOneRunGraph } from '../model/one-run-graph';
import { RULES } from '../rules/index';
import type { CliHost } from './environment';

/** The engine with everything it stands on, on this machine. Loading this module loads the parsers. */
export async function loadHost(logger: Logger): Promise<CliHost> {
  const readSql = createReadSql();
  // Beside the bundle; while Sargable runs from its sources, everything is read in one thread.
  const script = join(__dirname, 'extract-worker.js');
  const extractPool = existsSync(script) ? createExtractPool({ script, logger }) : undefined;
  return {
    fileSystem: createNodeFileSystem(logger),
    isReadable: uri => FRONTENDS.some(({ extensions }) => extensions.some(extension => uri.endsWith(extension))),
    discoverProject,
    createEngine: (fileSystem, once) =>
      createEngine({
        fileSystem,
        // Beside the bundle, or in the packages when Sargable runs from its sources.
        assets: createNodeAssets(__dirname),
        logger,
        clock: systemClock,
        versionControl: createVersionControl(),
        frontends: FRONTENDS,
        libraries: LIBRARIES,
        rules: RULES,
        readSql,
        parameterizeSql: createParameterizeSql(readSql),
        readDdl: createReadDdl(),
        ...(extractPool ? { extractPool } : {}),
        ...(once ? { graph: createOneRunGraph() } : {}),
      }),
  };
}
