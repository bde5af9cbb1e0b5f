import type { Finding } from '../../core/finding';
import type { CodeUnit, Model } from '../../core/model';
import { defineRule } from '../../core/rule';
import { loadRelationFix } from '../shared/load-relation-fix';
import { mayLoad, queryOfRows, takesWhatIsLoaded } from '../shared/loaded-relations';
import { distanceSteps, type RepeatedWords, repeatedFinding } from '../shared/repeated-finding';
import { byLoop, type QueryPerElement, queriesPerElement } from '../shared/repeated-queries';

export const lazyRelation = defineRule({
  meta: {
    id: 'n-plus-one/lazy-relation',
    summary: 'A relation is loaded once per row',
    why: 'Each row sends a query of its own for what it is related to. What takes 2 ms with ten rows takes seconds with ten thousand.',
    remedy: 'Load the relation together with the rows (`relations`, `populate`, `include`).',
    severity: 'warning',
    engines: ['postgres', 'mysql', 'sqlite', 'sqlserver', 'cockroach', 'mongo'],
    since: '0.1.0',
    sources: [
      {
        title: 'TypeORM: Eager and lazy relations',
        url: 'https://typeorm.io/docs/relations/eager-and-lazy-relations',
      },
      {
        title: 'Sequelize: Eager loading',
        url: 'https://sequelize.org/docs/v6/advanced-association-concepts/eager-loading/',
      },
    ],
    options: {},
  },
  scope: 'repetition',
  check(calls, model) {
    const unit = calls[0] && model.code(calls[0].uri, calls[0].unit);
    if (!unit) return [];
    const found = queriesPerElement(unit, model, calls, found => asksForRelation(unit, model, found));
    return byLoop(found).flatMap(group => report(unit, model, group));
  },
});

/** What the rows were loaded with costs nothing more. */
function asksForRelation(unit: CodeUnit, model: Model, { loop, repeated: { query } }: QueryPerElement): boolean {
  const { relation, writes } = query;
  if (relation === undefined || writes) return false;
  const rows = loop && takesWhatIsLoaded(query) ? queryOfRows(unit, model, loop) : undefined;
  return !rows || !mayLoad(rows, relation);
}

function report(unit: CodeUnit, model: Model, group: readonly QueryPerElement[]): Finding[] {
  const finding = repeatedFinding(unit, group, WORDS);
  if (!finding) return [];
  const fixes = group.flatMap(({ loop, repeated: { path, query } }) =>
    loop && path.length === 0 ? (loadRelationFix(unit, model, loop, query) ?? []) : [],
  );
  return [{ ...finding, fixes }];
}

const WORDS: RepeatedWords = {
  what: ({ query }) => `\`${query.relation ?? ''}\` is loaded`,
  steps: distanceSteps,
  data: ({ query }) => ({ relation: query.relation ?? '' }),
};
