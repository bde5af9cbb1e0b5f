import { describeForeignKeys } from '../catalog/foreign-keys';
import { usePostgres } from './postgres-server';

describe('foreign keys in the catalog of PostgreSQL', function () {
  this.timeout(60_000);
  describeForeignKeys(usePostgres());
});
