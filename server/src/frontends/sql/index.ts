import type { Frontend } from '../../core/frontend';
import { findDialect } from './detect-flavor';
import { loadPostgres } from './dialects/postgres';
import { extractSql } from './extract';
import { renderSql } from './render';

export { createParameterizeSql } from './parameterize';
export { createReadDdl } from './read-ddl';
export { createReadSql } from './read-sql';

/** SQL scripts: migrations, schemas, seeds. */
export const sqlFrontend: Frontend = {
  id: 'sql',
  extensions: ['.sql'],
  needsHints: false,
  load: loadPostgres,
  extract: extractSql,
  dialectOf: findDialect,
  renderer: { render: renderSql },
};
