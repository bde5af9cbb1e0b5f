import { usePglite } from '../harness/use-pglite';
import { describeIndexClaims } from './index-claims';

describe('what the rules say of indexes, asked of PGlite', function () {
  this.timeout(60_000);
  describeIndexClaims(usePglite());
});
