import { defineRule } from '../../core/rule';
import { distanceSteps, type RepeatedWords, repeatedFinding } from '../shared/repeated-finding';
import { byLoop, queriesPerElement } from '../shared/repeated-queries';

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
    const found = queriesPerElement(
      unit,
      model,
      calls,
      ({ repeated }) => repeated.query.relation !== undefined && !repeated.query.writes,
    );
    return byLoop(found).flatMap(group => repeatedFinding(unit, group, WORDS) ?? []);
  },
});

const WORDS: RepeatedWords = {
  what: ({ query }) => `\`${query.relation ?? ''}\` is loaded`,
  steps: distanceSteps,
  data: ({ query }) => ({ relation: query.relation ?? '' }),
};
