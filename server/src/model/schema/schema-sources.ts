import type { ReadSql } from '../../core/facts/sql-template';
import type { ModelInputs } from '../inputs';
import type { Graph } from '../tracking';
import type { CodeSchemas } from './code-schemas';

/** What tables are read from. */
export interface SchemaSources {
  readonly inputs: ModelInputs;
  readonly graph: Graph;
  readonly codeSchemas: CodeSchemas;
  readonly readSql: ReadSql;
}
