import type { Finding } from '../../core/finding';
import type { CodeUnit } from '../../core/model';
import { defineRule } from '../../core/rule';
import { calleeOf, describePath, stepsTo } from '../shared/describe-query';
import {
  byLoop,
  describeRounds,
  type QueryPerElement,
  queriesPerElement,
  startsTogether,
} from '../shared/repeated-queries';

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
    return byLoop(found).flatMap(group => report(unit, group));
  },
});

function report(unit: CodeUnit, loads: readonly QueryPerElement[]): Finding[] {
  const [first, ...others] = loads;
  if (!first) return [];
  const { call, repeated, loop } = first;
  const { relation = '', logicalTable = '' } = repeated.query;
  return [
    {
      at: calleeOf(call),
      ...(repeated.path.length > 1 ? { steps: -1 } : {}),
      message: `\`${relation}\` is loaded ${describeRounds(unit, first)}${describePath(repeated)}.`,
      data: {
        relation,
        table: logicalTable,
        mode: startsTogether(loop, call.call) ? 'parallel' : 'sequential',
        depth: repeated.path.length,
      },
      related: [
        ...(loop ? [{ at: { uri: unit.uri, unit: unit.unit, span: loop.span }, message: 'The loop' }] : []),
        ...stepsTo(repeated),
        ...others.map(other => ({
          at: calleeOf(other.call),
          message: `\`${other.repeated.query.relation ?? ''}\` is loaded in the same loop`,
        })),
      ],
    },
  ];
}
