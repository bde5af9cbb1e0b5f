import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { batchFix } from './batch-fix';
import { includeFix } from './include-fix';
import { keyFilter } from './loop-keys';

/** The ways to ask once instead of once per element, best first; none where the shapes do not allow it. */
export function batchFixes(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent[] {
  const { chain } = query;
  if (!query.clausesComplete || !query.filtersComplete || !query.table) return [];
  if (loop.form !== 'for-of' && !(loop.form === 'callback' && loop.method === 'map')) return [];
  // The loop and the call must meet directly: what an inner function or loop adds is not ours to move.
  if (chain.loops[0] !== loop.id) return [];
  // The new query waits, so the function around the loop must be one that can.
  if (unit.fn(loop.in)?.async === false) return [];
  // Only the result of a query that is waited for, or that the callback hands on, can be replaced.
  if (chain.awaited === 'no' || (loop.form === 'for-of' && chain.awaited !== 'yes')) return [];
  // A row that is missing would have to throw the client's own error.
  if (chain.links[query.link]?.name.endsWith('OrThrow')) return [];
  const table = model.table(query.table);
  const key = table && keyFilter(unit, loop, query);
  if (!table || !key) return [];
  return [includeFix(unit, model, loop, query, key), batchFix(unit, model, loop, query, table, key)].filter(
    fix => fix !== undefined,
  );
}
