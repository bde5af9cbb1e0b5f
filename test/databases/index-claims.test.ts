import { describeIndexClaims } from '../catalog/index-claims';
import { usePostgres } from './postgres-server';
import { usePostgresVersion } from './postgres-versions';

describe('what the rules say of indexes, asked of', function () {
  this.timeout(60_000);
  describe('PostgreSQL 17', () => describeIndexClaims(usePostgresVersion(17)));
  describe('PostgreSQL 18', () => describeIndexClaims(usePostgresVersion(18)));
  describe('PostgreSQL at SARGABLE_POSTGRES_URL', () => describeIndexClaims(usePostgres()));
});
