import type { CallChain, Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall } from '../../core/repetition';
import { batchFix } from './batch-fix';
import { includeFix } from './include-fix';
import { keyFilter } from './loop-keys';
import { writesIn } from './loop-writes';
import { primaryKeyFix } from './primary-key-fix';
import { statementBatchFix } from './statement-batch';

/** The ways to ask once instead of once per element, best first; none where the shapes do not allow it. */
export function batchFixes(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  calls: readonly RepeatedCall[],
): FixIntent[] {
  if (throwsWithoutRow(query) || !mayAskBefore(unit, loop, query.chain) || writesIn(loop, calls, model).length > 0)
    return [];
  const fixes = query.raw ? [statementBatchFix(unit, model, loop, query)] : keyFixes(unit, model, loop, query);
  return fixes.filter(fix => fix !== undefined);
}

/** A call with all keys may stand before the loop, and its result in place of the old one's. */
export function mayAskBefore(unit: CodeUnit, loop: Loop, chain: CallChain): boolean {
  if (loop.form !== 'for-of' && !(loop.form === 'callback' && loop.method === 'map')) return false;
  // The loop and the call must meet directly: what an inner function or loop adds is not ours to move.
  if (chain.loops[0] !== loop.id || chain.in !== (loop.form === 'for-of' ? loop.in : loop.callback)) return false;
  // `_.map(users, user => …)`: what is iterated is no receiver.
  if ((loop.callbackArgument?.argument ?? 0) > 0) return false;
  // The new query waits, so the function around the loop must be one that can.
  if (unit.fn(loop.in)?.async === false) return false;
  // Only the result of a query that is waited for, or that the callback hands on, can be replaced.
  return chain.awaited !== 'no' && (loop.form !== 'for-of' || chain.awaited === 'yes');
}

/** A row that is missing would have to throw the client's own error. */
export function throwsWithoutRow({ chain, link }: Query): boolean {
  return /OrThrow$|OrFail$/.test(chain.links[link]?.name ?? '');
}

function keyFixes(unit: CodeUnit, model: Model, loop: Loop, query: Query): readonly (FixIntent | undefined)[] {
  const byKey = primaryKeyFix(unit, model, loop, query);
  if (byKey) return [byKey];
  if (!query.clausesComplete || !query.filtersComplete || !query.table) return [];
  const table = model.table(query.table);
  const key = table && keyFilter(unit, loop, query);
  if (!table || !key) return [];
  return [includeFix(unit, model, loop, query, key), batchFix(unit, model, loop, query, table, key)];
}
