import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';
import { writesIn } from './loop-writes';
import { writesNothingElse } from './row-values';

/** Asks before the loop what each of its rounds asks; none where the answer could differ. */
export function hoistFix(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  { query, path }: RepeatedQuery,
  calls: readonly RepeatedCall[],
): FixIntent | undefined {
  const { chain } = query;
  // Another function, or another loop, stands between.
  if (path.length > 0 || chain.loops[0] !== loop.id || chain.awaited !== 'yes' || chain.guards.length > 0)
    return undefined;
  if (unit.fn(loop.in)?.async === false) return undefined;
  // Without elements nothing was asked: now a missing row would throw.
  if (chain.links.some(({ name }) => /OrThrow$|OrFail$/.test(name))) return undefined;
  const writes = writesIn(loop, calls, model);
  // A write to another table reaches this one through nested writes, cascades and the relations that are loaded.
  if (writes.length > 0 && !(readsOneTable(query) && writes.every(write => writesNothingElse(write, model)))) {
    return undefined;
  }
  return {
    kind: 'hoist-query',
    title: 'Ask once before the loop',
    safety: 'review',
    at: query.place,
    loop: loop.span,
  };
}

function readsOneTable({ clauses, filters }: Query): boolean {
  return (
    filters.every(({ operator }) => operator === 'equals' || operator === 'in' || operator === 'compare') &&
    clauses.every(
      ({ key, value }) =>
        SIMPLE.has(key) ||
        (key === 'select' &&
          value.kind === 'object' &&
          !value.open &&
          value.entries.every(one => one.value.kind === 'literal')),
    )
  );
}

const SIMPLE: ReadonlySet<string> = new Set(['where', 'orderBy', 'take', 'skip']);
