import type { Loop } from '../../core/facts/calls';
import type { Model } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall } from '../../core/repetition';
import { effectOf } from './query-effect';

/** What the rounds of a loop may change in the database, in the loop itself and through calls. */
export function writesIn(loop: Loop, calls: readonly RepeatedCall[], model: Model): readonly Query[] {
  return calls
    .filter(({ loops }) => loops.includes(loop.id))
    .flatMap(({ queries }) => queries.map(({ query }) => query))
    .filter(query => effectOf(query, model) !== 'read');
}
