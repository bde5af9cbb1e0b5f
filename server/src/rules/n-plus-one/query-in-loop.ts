import type { CallChain, Loop } from '../../core/facts/calls';
import type { Finding } from '../../core/finding';
import type { CodeUnit, Model } from '../../core/model';
import { type RepeatedCall, type RepeatedQuery, RESOLVER_ROUND } from '../../core/repetition';
import { defineRule } from '../../core/rule';
import { batchFixes } from '../shared/batch-fixes';
import { calleeOf, describePath, describeQuery, stepsTo } from '../shared/describe-query';
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
  scope: 'repetition',
  check(calls, model) {
    const [first] = calls;
    // Scripts, seeds, tests and migrations run once, by hand: their loops hurt nobody.
    if (!first || model.role(first.uri) !== 'source') return [];
    const unit = model.code(first.uri, first.unit);
    if (!unit) return [];
    const repeated = calls.flatMap(call => firstRead(unit, model, call) ?? []);
    const byLoop = new Map<Loop | undefined, RepeatedRead[]>();
    for (const read of repeated) byLoop.set(read.loop, [...(byLoop.get(read.loop) ?? []), read]);
    return [...byLoop].flatMap(([loop, reads]) => report(unit, model, loop, reads));
  },
});

/** A read that each round of a loop, or each object of a resolver, asks anew. */
interface RepeatedRead {
  readonly call: RepeatedCall;
  readonly read: RepeatedQuery;
  /** Undefined for a resolver. */
  readonly loop: Loop | undefined;
}

function firstRead(unit: CodeUnit, model: Model, call: RepeatedCall): RepeatedRead | undefined {
  for (const read of call.queries) {
    if (!isRead(read) || read.memoized) continue;
    const loop = call.resolver ? undefined : repeatingLoop(unit, model, call, read);
    const repeats = call.resolver ? read.dependsOn.includes(RESOLVER_ROUND) : loop !== undefined;
    if (repeats && !isBatched(unit, loop, call, read) && !asksForList(unit, loop, read)) return { call, read, loop };
  }
  return undefined;
}

/** Raw text does not say whether it reads. */
function isRead({ query }: RepeatedQuery): boolean {
  return !query.writes && query.operation !== 'raw';
}

/**
 * `for (const part of parts) … { in: part }`: the elements are lists, and one query for each list is the remedy. What a
 * function does with a list that it is given is its own affair.
 */
function asksForList(unit: CodeUnit, loop: Loop | undefined, { query, path }: RepeatedQuery): boolean {
  const lists = query.filters.filter(({ operator }) => operator === 'in');
  if (path.length > 0) return lists.length > 0;
  const elements = new Set(loop?.elements);
  return lists.some(({ value }) => {
    const fromElement = unit
      .sources(value)
      .filter(source => source.kind === 'ref' && source.root.kind === 'local' && elements.has(source.root.binding));
    return (
      fromElement.some(source => source.path.length === 0) ||
      (loop !== undefined && fromElement.length > 0 && speaksOfGroups(unit, loop))
    );
  });
}

function speaksOfGroups(unit: CodeUnit, loop: Loop): boolean {
  return loop.elements.some(id => /(?:chunk|batch|slice|page|part|group)$/i.test(unit.binding(id)?.name ?? ''));
}

/** Prisma sends the findUnique calls that start in one tick as one statement (measured on 7.10). */
function isBatched(unit: CodeUnit, loop: Loop | undefined, { call, loops }: RepeatedCall, read: RepeatedQuery): boolean {
  if (read.batchable !== 'yes') return false;
  // GraphQL runs the resolvers of a list side by side.
  if (!loop) return true;
  return unit.loop(loops[0] ?? '') === loop && startsTogether(loop, call);
}

/** No iteration waits for the query of the one before: `Promise.all(ids.map(…))`, `promises.push(…)`. */
function startsTogether(loop: Loop, call: CallChain): boolean {
  return loop.form === 'callback' ? loop.mode === 'parallel' || call.awaited !== 'yes' : call.awaited === 'collected';
}

function report(unit: CodeUnit, model: Model, loop: Loop | undefined, reads: readonly RepeatedRead[]): Finding[] {
  const [first, ...others] = reads;
  if (!first) return [];
  const { call, read } = first;
  const together = loop !== undefined && startsTogether(loop, call.call);
  return [
    {
      at: calleeOf(call),
      // Each function on the way is one more that may know what it does.
      ...(read.path.length > 1 ? { steps: -1 } : {}),
      message: `\`${describeQuery(read.query)}\` runs ${howOften(unit, loop, first, together)}${describePath(read)}.`,
      data: {
        table: read.query.logicalTable ?? '',
        operation: read.query.operation,
        mode: together || !loop ? 'parallel' : 'sequential',
        queries: reads.length,
        depth: read.path.length,
      },
      related: [
        ...(loop ? [{ at: { uri: unit.uri, unit: unit.unit, span: loop.span }, message: 'The loop.' }] : []),
        ...stepsTo(read),
        ...others.map(other => ({
          at: calleeOf(other.call),
          message: `\`${describeQuery(other.read.query)}\` runs in the same loop.`,
        })),
      ],
      fixes: reads.flatMap(one => {
        const { loop: over, read: repeated } = one;
        if (!over || repeated.path.length > 0) return [];
        return batchFixes(unit, model, over, repeated.query).map(fix => ({
          ...fix,
          title: reads.length === 1 ? fix.title : `${fix.title} (${describeQuery(repeated.query)})`,
        }));
      }),
    },
  ];
}

function howOften(unit: CodeUnit, loop: Loop | undefined, { call }: RepeatedRead, together: boolean): string {
  if (!loop) {
    const { parent, field } = call.resolver ?? { parent: '', field: '' };
    return `once per \`${parent}\` of a list that asks for \`${field}\``;
  }
  const name = describeValue(unit, loop.iterable);
  const each = name === undefined ? 'once per element of the loop' : `once per element of \`${name}\``;
  return together ? `${each}, all at once` : `${each}, one after the other`;
}
