import type { Finding } from '../../core/finding';
import type { CodeUnit } from '../../core/model';
import type { RepeatedQuery } from '../../core/repetition';
import { calleeOf, describePath, stepsTo } from './describe-query';
import { describeRounds, type QueryPerElement, startsTogether } from './repeated-queries';

/** How a rule speaks of queries of one loop. */
export interface RepeatedWords {
  /** What happens, before how often it does: `` `post.findMany` runs ``. */
  what(query: RepeatedQuery): string;
  /** Steps from the rule's level for the first of them. */
  steps(first: QueryPerElement): number;
  /** What the data of the finding says besides. */
  data(first: RepeatedQuery): Finding['data'];
}

/** One finding for all that one loop repeats: at the first query, with the loop, the way to the query and the others beside it. */
export function repeatedFinding(
  unit: CodeUnit,
  group: readonly QueryPerElement[],
  words: RepeatedWords,
): Finding | undefined {
  const [first, ...others] = group;
  if (!first) return undefined;
  const { call, repeated, loop } = first;
  return {
    at: calleeOf(call),
    steps: words.steps(first),
    message: `${words.what(repeated)} ${describeRounds(unit, first)}${describePath(repeated)}.`,
    data: {
      table: repeated.query.logicalTable ?? '',
      mode: startsTogether(loop, call.call) ? 'parallel' : 'sequential',
      queries: group.length,
      depth: repeated.path.length,
      ...words.data(repeated),
    },
    related: [
      ...(loop ? [{ at: { uri: unit.uri, unit: unit.unit, span: loop.span }, message: 'The loop' }] : []),
      ...stepsTo(repeated),
      ...others.map(other => ({
        at: calleeOf(other.call),
        message: `${words.what(other.repeated)} in the same loop`,
      })),
    ],
  };
}

/** Each function on the way is one more that may know what it does. */
export function distanceSteps({ repeated }: QueryPerElement): number {
  return repeated.path.length > 1 ? -1 : 0;
}
