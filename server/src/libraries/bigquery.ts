import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, imports, itself, makes } from './shared/driver';
import { runsText, type SqlManner } from './shared/driver-sql';

const BIGQUERY: SqlManner = {
  dialect: 'bigquery',
  style: 'named-at',
  text: 'query',
  values: 'params',
  api: 'object-parameters',
};
const CLIENT: HandleShape = { role: 'client' };
const PART: HandleShape = { role: 'part' };
const QUERIES = ['query', 'createQueryJob', 'createQueryStream'];

/** Google's client of BigQuery; its data sets and tables take queries as well. */
export const bigquery: Library = {
  id: 'bigquery',
  packages: ['@google-cloud/bigquery'],
  dialect: 'bigquery',
  hints: [...imports('@google-cloud/bigquery'), '.createQueryJob(', ['igQuery', '.query(']],
  queryCalls: QUERIES,
  ...driver({
    exports: { BigQuery: { role: 'class' } },
    types: { BigQuery: CLIENT, Dataset: PART, Table: PART },
    roles: {
      class: { makes: makes(CLIENT) },
      client: { calls: { ...each(QUERIES, runsText(BIGQUERY)), dataset: gives(PART) } },
      part: { calls: { ...each(QUERIES, runsText(BIGQUERY)), table: itself } },
    },
  }),
};
