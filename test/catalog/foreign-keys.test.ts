import { usePglite } from '../harness/use-pglite';
import { describeForeignKeys } from './foreign-keys';

describe('foreign keys in the catalog of PGlite', function () {
  this.timeout(60_000);
  describeForeignKeys(usePglite());
});
