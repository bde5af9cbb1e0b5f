import { usePglite } from '../harness/use-pglite';
import { describeQueryClaims } from './query-claims';

describe('what the rules say of queries, asked of PGlite', function () {
  this.timeout(60_000);
  describeQueryClaims(usePglite());
});
