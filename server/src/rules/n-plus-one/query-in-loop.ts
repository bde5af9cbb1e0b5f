import type { Loop } from '../../core/facts/calls';
import type { Finding } from '../../core/finding';
import type { CodeUnit, Model } from '../../core/model';
import type { Query, SummarizedQuery } from '../../core/query';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/text';
import { batchFixes } from '../shared/batch-fixes';
import { describeValue } from '../shared/describe-value';
import { repeatingLoop } from '../shared/repeating-loop';

export const queryInLoop = defineRule({
  meta: {
    id: 'n-plus-one/query-in-loop',
    summary: 'A query runs once per element of a loop',
    why: 'Each element costs a round trip and, when the queries run in parallel, a connection of the pool. What takes 2 ms with ten rows takes seconds with ten thousand.',
    remedy: 'Load the rows with the list (include), or ask once for all keys with `in` and look them up in a Map.',
    severity: 'warning',
    engines: ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach', 'mongo'],
    since: '0.1.0',
    sources: [
      { title: 'Measured: Prisma Client 7.10, statements per call counted by its query event' },
      {
        title: 'Prisma: Query optimization, solving the n+1 problem',
        url: 'https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance',
      },
    ],
    options: {},
  },
  scope: 'function',
  check({ uri, unit: unitId, fact }, model) {
    // Scripts, seeds, tests and migrations run once, by hand: their loops hurt nobody.
    if (model.role(uri) !== 'source' || model.queriesIn(uri, unitId).length === 0) return [];
    const unit = model.code(uri, unitId);
    const summary = model.summary(uri, unitId, fact.id);
    if (!unit || !summary) return [];
    const byLoop = new Map<Loop, Query[]>();
    for (const summarized of summary.queries) {
      const query = model.query(summarized.query);
      const loop = query && isRepeatedRead(summarized, query) ? repeatingLoop(unit, model, query) : undefined;
      if (!query || !loop || isBatched(summarized, query, unit, loop) || asksForWholeElement(unit, loop, query))
        continue;
      byLoop.set(loop, [...(byLoop.get(loop) ?? []), query]);
    }
    return [...byLoop].flatMap(([loop, queries]) => report(unit, model, loop, queries));
  },
});

function isRepeatedRead(summarized: SummarizedQuery, query: Query): boolean {
  if (summarized.per !== 'element' || summarized.memoized || query.writes) return false;
  // Raw text does not say whether it reads.
  return query.operation !== 'raw';
}

/** `for (const part of parts) … { in: part }`: the elements are lists, and one query for each list is the remedy. */
function asksForWholeElement(unit: CodeUnit, loop: Loop, query: Query): boolean {
  const elements = new Set(loop.elements);
  const lists = query.filters.filter(({ operator }) => operator === 'in');
  return lists.some(({ value }) => {
    const fromElement = unit
      .sources(value)
      .filter(source => source.kind === 'ref' && source.root.kind === 'local' && elements.has(source.root.binding));
    return (
      fromElement.some(source => source.path.length === 0) || (fromElement.length > 0 && speaksOfGroups(unit, loop))
    );
  });
}

function speaksOfGroups(unit: CodeUnit, loop: Loop): boolean {
  return loop.elements.some(id => /(?:chunk|batch|slice|page|part|group)$/i.test(unit.binding(id)?.name ?? ''));
}

/** Prisma sends the findUnique calls that start in one tick as one statement (measured on 7.10). */
function isBatched(summarized: SummarizedQuery, query: Query, unit: CodeUnit, loop: Loop): boolean {
  const innermost = unit.loop(query.chain.loops[0] ?? '');
  return summarized.batchable === 'yes' && innermost === loop && startsTogether(loop, query);
}

/** No iteration waits for the query of the one before: `Promise.all(ids.map(…))`, `promises.push(…)`. */
function startsTogether(loop: Loop, { chain }: Query): boolean {
  return loop.form === 'callback' ? loop.mode === 'parallel' || chain.awaited !== 'yes' : chain.awaited === 'collected';
}

function report(unit: CodeUnit, model: Model, loop: Loop, queries: readonly Query[]): Finding[] {
  const [first, ...others] = queries;
  if (!first) return [];
  const name = describeValue(unit, loop.iterable);
  const each = name === undefined ? 'once per element of the loop' : `once per element of \`${name}\``;
  const together = startsTogether(loop, first);
  const how = together ? `${each}, all at once` : `${each}, one after the other`;
  return [
    {
      at: calleeOf(first),
      message: `\`${describeQuery(first)}\` runs ${how}.`,
      data: {
        table: first.logicalTable ?? '',
        operation: first.operation,
        mode: together ? 'parallel' : 'sequential',
        queries: queries.length,
      },
      related: [
        { at: { uri: unit.uri, unit: unit.unit, span: loop.span }, message: 'The loop' },
        ...others.map(query => ({
          at: calleeOf(query),
          message: `\`${describeQuery(query)}\` runs in the same loop.`,
        })),
      ],
      fixes: queries.flatMap(query =>
        batchFixes(unit, model, loop, query).map(fix => ({
          ...fix,
          title: queries.length === 1 ? fix.title : `${fix.title} (${describeQuery(query)})`,
        })),
      ),
    },
  ];
}

/** `prisma.post.findMany`: the arguments may run over many lines and say nothing about the loop. */
function calleeOf({ place, chain, link }: Query): Place {
  return { ...place, span: { start: place.span.start, end: chain.links[link]?.nameSpan.end ?? place.span.end } };
}

function describeQuery({ handle, chain, link }: Query): string {
  const method = chain.links[link]?.name ?? '';
  return handle.name === undefined ? method : `${handle.name}.${method}`;
}
