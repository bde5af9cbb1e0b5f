import { describeQueryClaims } from '../catalog/query-claims';
import { usePostgres } from './postgres-server';
import { usePostgresVersion } from './postgres-versions';

describe('what the rules say of queries, asked of', function () {
  this.timeout(60_000);
  describe('PostgreSQL 17', () => describeQueryClaims(usePostgresVersion(17)));
  describe('PostgreSQL 18', () => describeQueryClaims(usePostgresVersion(18)));
  describe('PostgreSQL at SARGABLE_POSTGRES_URL', () => describeQueryClaims(usePostgres()));
});
