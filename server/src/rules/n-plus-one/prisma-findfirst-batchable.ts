import type { FixIntent } from '../../core/fix';
import { defineRule } from '../../core/rule';
import { describeQuery, placeOfQuery } from '../shared/describe-query';
import { describeRounds, type QueryPerElement, queriesPerElement } from '../shared/repeated-queries';
import { hasKeyInEachRound, isUniqueFindFirst } from '../shared/unique-find-first';

export const prismaFindfirstBatchable = defineRule({
  meta: {
    id: 'n-plus-one/prisma-findfirst-batchable',
    summary: 'Calls of findFirst on a unique key run side by side',
    why: 'Prisma sends the findUnique calls that start together as one statement, and each findFirst as one of its own. On a unique key both find the same row.',
    remedy: 'Call `findUnique`.',
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
    const found = queriesPerElement(unit, model, calls, one => isUniqueFindFirst(unit, model, one));
    return found.map(one => ({
      at: placeOfQuery(one.repeated.query),
      message: `\`${describeQuery(one.repeated.query)}\` runs ${describeRounds(unit, one)}, and \`findUnique\` would be one statement for all.`,
      data: { table: one.repeated.query.logicalTable ?? '' },
      fixes: [callFindUnique(one, hasKeyInEachRound(unit, model, one))],
    }));
  },
});

function callFindUnique({ repeated: { query } }: QueryPerElement, isSafe: boolean): FixIntent {
  const method = query.chain.links[query.link];
  const newName = method?.name === 'findFirstOrThrow' ? 'findUniqueOrThrow' : 'findUnique';
  const span = method?.nameSpan ?? query.place.span;
  return {
    kind: 'replace-name',
    title: `Call \`${newName}\``,
    safety: isSafe ? 'safe' : 'review',
    at: { ...query.place, span },
    newName,
  };
}
