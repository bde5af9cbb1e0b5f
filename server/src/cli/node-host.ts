import type { Logger } from '../core/ports';
import { createEngine } from '../engine/engine';
import { OWN_FINDINGS } from '../engine/own-findings';
import { FRONTENDS } from '../frontends/index';
import { createParameterizeSql, createReadSql } from '../frontends/sql/index';
import { systemClock } from '../host/clock';
import { createNodeAssets } from '../host/node-assets';
import { createNodeFileSystem } from '../host/node-file-system';
import { discoverProject } from '../host/project-discovery';
import { createVersionControl } from '../host/version-control';
import { LIBRARIES } from '../libraries/index';
import { RULES } from '../rules/index';
import type { CliHost } from './environment';
import type { RuleDescription } from './rule-description';

/** The engine with everything it stands on, on this machine. Loading this module loads the parsers. */
export async function loadHost(logger: Logger): Promise<CliHost> {
  return {
    fileSystem: createNodeFileSystem(logger),
    isReadable: uri => FRONTENDS.some(({ extensions }) => extensions.some(extension => uri.endsWith(extension))),
    discoverProject,
    createEngine: fileSystem =>
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
        readSql: createReadSql(),
        parameterizeSql: createParameterizeSql(),
      }),
  };
}

export async function loadRules(): Promise<readonly RuleDescription[]> {
  return [...RULES.map(rule => rule.meta), ...OWN_FINDINGS];
}
