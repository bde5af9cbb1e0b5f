import '../host/baseline-web-assembly';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createEngine } from '../engine/engine';
import { FRONTENDS } from '../frontends/index';
import { createParameterizeSql, createReadDdl, createReadSql } from '../frontends/sql/index';
import { systemClock } from '../host/clock';
import { createNodeAssets } from '../host/node-assets';
import { createNodeFileSystem } from '../host/node-file-system';
import { discoverProject } from '../host/project-discovery';
import { createVersionControl } from '../host/version-control';
import { LIBRARIES } from '../libraries/index';
import { createConnectionLogger } from '../lsp/connection-logger';
import { startLanguageServer } from '../lsp/language-server';
import { RULES } from '../rules/index';

// Over node IPC in VS Code, over stdio in other editors: the command line says which.
const connection = createConnection(ProposedFeatures.all);
const logger = createConnectionLogger(connection);

// Whatever goes wrong costs one answer, never the squiggles of every open file.
process.on('uncaughtException', error => logger.error(`unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', reason => {
  logger.error(`unexpected rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
});

const readSql = createReadSql();
const fileSystem = createNodeFileSystem(logger);

startLanguageServer({
  connection,
  logger,
  fileSystem,
  discoverProject,
  frontends: FRONTENDS,
  rules: RULES,
  engine: createEngine({
    fileSystem,
    logger,
    assets: createNodeAssets(__dirname),
    clock: systemClock,
    versionControl: createVersionControl(),
    frontends: FRONTENDS,
    libraries: LIBRARIES,
    rules: RULES,
    readSql,
    parameterizeSql: createParameterizeSql(readSql),
    readDdl: createReadDdl(),
  }),
});
