import type { Finding } from '../../core/finding';
import type { CodeUnit, Model, SqlStatement } from '../../core/model';
import type { Query } from '../../core/query';
import type { RepeatedCall } from '../../core/repetition';
import { defineRule } from '../../core/rule';
import { batchFixes } from '../shared/batch-fixes';
import { describeQuery } from '../shared/describe-query';
import { sqlOf } from '../shared/describe-sql';
import { helperFix } from '../shared/helper-fix';
import { effectOf } from '../shared/query-effect';
import { distanceSteps, type RepeatedWords, repeatedFinding } from '../shared/repeated-finding';
import {
  asksForList,
  byLoop,
  isBatched,
  type QueryPerElement,
  queriesPerElement,
  startsTogether,
  takesLock,
} from '../shared/repeated-queries';
import { describeStatement, headOf, type QueryPerRow, queriesPerRow, tableOf } from '../shared/statement-loops';
import { isUniqueFindFirst } from '../shared/unique-find-first';

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
    const unit = calls[0] && model.code(calls[0].uri, calls[0].unit);
    if (!unit) return [];
    const reads = queriesPerElement(unit, model, calls, found => isBatchableRead(unit, model, found));
    return byLoop(reads).flatMap(group => report(unit, model, group, calls));
  },
  checkStatement(statement, model) {
    return queriesPerRow(statement, model).flatMap(group => reportStatement(statement, group));
  },
});

/** No round trip is paid inside of the database: each round costs the start of a statement and a search of its own. */
function reportStatement({ uri, unit }: SqlStatement, [first, ...others]: readonly QueryPerRow[]): Finding[] {
  if (!first) return [];
  const { query, loop } = first;
  const placeOf = (one: QueryPerRow) => ({ uri, unit, span: headOf(one.query) });
  const rounds = loop.over === 'rows' ? 'row' : 'element';
  return [
    {
      at: placeOf(first),
      steps: -1,
      message: `\`${describeStatement(query)}\` runs once per ${rounds} of the loop over \`${loop.elements[0] ?? ''}\`.`,
      data: { table: tableOf(query)?.table ?? '', operation: query.facts.statement, mode: 'sequential' },
      related: others.map(other => ({
        at: placeOf(other),
        message: `\`${describeStatement(other.query)}\` runs in the same loop`,
      })),
    },
  ];
}

function isBatchableRead(unit: CodeUnit, model: Model, found: QueryPerElement): boolean {
  const { query } = found.repeated;
  // Relations of a row have a rule of their own, and so has what one other word would let Prisma batch.
  if (query.relation !== undefined || effectOf(query, model) !== 'read' || takesLock(query, model)) return false;
  return !isBatched(unit, found) && !asksForList(unit, model, found) && !isUniqueFindFirst(unit, model, found);
}

const WORDS: RepeatedWords = {
  what: ({ query }) => `\`${describeQuery(query)}\` runs`,
  steps: stepsOf,
  data: ({ query }) => ({ operation: query.operation }),
};

/** `find(…).catch(() => null)`: one query for all would fail for all. */
function answersForItself({ chain, link }: Query): boolean {
  return chain.links.slice(link + 1).some(({ name }) => name === 'catch' || name === 'then');
}

function report(
  unit: CodeUnit,
  model: Model,
  reads: readonly QueryPerElement[],
  calls: readonly RepeatedCall[],
): Finding[] {
  const finding = repeatedFinding(unit, reads, WORDS);
  const [first] = reads;
  if (!finding || !first) return [];
  const fixes = reads.flatMap(({ call, loop, repeated }) => {
    // What stands in a function of its own inside of the round cannot be taken out of it.
    if (!loop || call.call.in !== (loop.callback ?? loop.in) || answersForItself(repeated.query)) return [];
    if (repeated.path.length > 0) return helperFix(unit, model, loop, call, repeated, calls) ?? [];
    return batchFixes(unit, model, loop, repeated.query, calls).map(fix => ({
      ...fix,
      title: reads.length === 1 ? fix.title : `${fix.title} (${nameAmong(reads, repeated.query)})`,
    }));
  });
  return [{ ...finding, ...sqlOf(first.repeated.query), fixes }];
}

/** `user.count`, or `user.count, 2 of 3` where several are called that. */
function nameAmong(reads: readonly QueryPerElement[], query: Query): string {
  const name = describeQuery(query);
  const same = reads.map(({ repeated }) => repeated.query).filter(one => describeQuery(one) === name);
  return same.length === 1 ? name : `${name}, ${same.indexOf(query) + 1} of ${same.length}`;
}

/**
 * Who lets no more than a few run at a time knows that they cost something; a store in memory answers in a tenth of the
 * time.
 */
function stepsOf(found: QueryPerElement): number {
  const { repeated, call, loop } = found;
  const far = distanceSteps(found) - (loop?.limited ? 1 : 0);
  if (repeated.query.operation !== 'command') return far;
  // Clients send commands that start together in one write (measured: 3 times as fast as one after the other).
  return far - (startsTogether(loop, call.call) ? 2 : 1);
}
