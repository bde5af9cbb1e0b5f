import type { CallChain, LoopId } from './facts/calls';
import type { FunctionKey, Query } from './query';
import type { Place, UnitId } from './text';
import type { Uri } from './uri';

/** A call that a program makes once per round of a loop, or of something like a loop, with the database calls it leads to. */
export interface RepeatedCall {
  readonly uri: Uri;
  readonly unit: UnitId;
  readonly call: CallChain;
  /** The link that asks the database, or that calls the function which does. */
  readonly link: number;
  /** The loops around it, the innermost first; for a function that is handed over (`ids.map(load)`) the one that runs it is among them. */
  readonly loops: readonly LoopId[];
  /** The loops that may give the call other arguments in each round. */
  readonly variesIn: readonly LoopId[];
  /** Set where what repeats it is no loop: GraphQL runs a field's resolver once for each object of a list. */
  readonly resolver?: ResolverOf;
  /** At least one, the nearest ones first. */
  readonly queries: readonly RepeatedQuery[];
}

export interface ResolverOf {
  readonly function: FunctionKey;
  readonly parent: string;
  readonly field: string;
}

export interface RepeatedQuery {
  readonly query: Query;
  /** The calls that lead from the round to the query, the first one in the round; empty for a query that stands there. */
  readonly path: readonly CallStep[];
  /** The loops whose elements decide what is asked; `RESOLVER_ROUND` stands for a resolver's object. */
  readonly dependsOn: readonly LoopId[];
  /** The loops that may ask something else in each round, for whatever reason; holds all of `dependsOn`. */
  readonly variesIn: readonly LoopId[];
  /** Asked once per key or once at all: behind a lookup in a map or cache. */
  readonly memoized: boolean;
  /** Most rounds do without it: it stands in a `catch` clause, or looks up what the caller gives already. */
  readonly exceptional: boolean;
  /** Calls of its kind that start in one tick become one statement, unless the code on the way waits for something first. */
  readonly batchable: 'yes' | 'broken-by-own-await' | 'no';
  /** A loop on the way, beyond the round's own function, repeats it once more. */
  readonly nested: boolean;
}

/** The round of a field resolver among `dependsOn` and `variesIn`. */
export const RESOLVER_ROUND: LoopId = 'resolver';

export interface CallStep {
  /** The call up to the name that is called. */
  readonly at: Place;
  /** `PostRepository.findByUser`. */
  readonly callee: string;
  readonly target: FunctionKey;
}
