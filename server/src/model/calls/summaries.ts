import type { FunctionId } from '../../core/facts/calls';
import type { CallRef, Ref } from '../../core/facts/values';
import { hashText } from '../../core/hash';
import type { CodeUnit } from '../../core/model';
import type { FunctionSummary, Query, SummarizedQuery } from '../../core/query';

/** What one call of the function asks of the database by statements that stand in it. */
export function buildSummary(unit: CodeUnit, queries: readonly Query[], fn: FunctionId): FunctionSummary {
  const summarized = queries
    .filter(query => query.function === fn && query.operation !== 'fragment')
    .map(query => summarize(unit, query));
  return {
    key: { uri: unit.uri, unit: unit.unit, function: fn },
    fingerprint: hashText(JSON.stringify(summarized)),
    queries: summarized,
    truncated: false,
  };
}

function summarize(unit: CodeUnit, query: Query): SummarizedQuery {
  return {
    query: query.id,
    path: [],
    per: query.chain.loops.length > 0 ? 'element' : 'call',
    memoized: isMemoized(unit, query),
    batchable: !query.batchable ? 'no' : query.chain.ownAwaitBefore ? 'broken-by-own-await' : 'yes',
  };
}

/** `if (!cache.has(id)) …`, `cache.get(id) ?? (await …)`, `if (cache[id]) continue`: asked once per key, not per element. */
function isMemoized(unit: CodeUnit, query: Query): boolean {
  return query.chain.guards.some(({ condition, polarity }) => !polarity && unit.sources(condition).some(isLookup));

  function isLookup(source: Ref | CallRef): boolean {
    if (source.kind === 'ref') return source.path.at(-1) === '[]';
    return LOOKUPS.has(unit.call(source.call)?.links.at(-1)?.name ?? '');
  }
}

const LOOKUPS = new Set(['has', 'get', 'includes', 'hasOwn', 'hasOwnProperty']);
