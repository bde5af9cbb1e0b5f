import type { Dialect } from '../../core/facts/sql-template';
import { defineRule } from '../../core/rule';
import { buildDropFix } from '../shared/drop-index';
import { describeIndex } from '../shared/index-description';
import { redundanciesOf } from '../shared/index-redundancy';
import { isJudged } from '../shared/judged-table';
import { isReferenced } from '../shared/referenced-keys';

const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'];

export const duplicateIndex = defineRule({
  meta: {
    id: 'index/duplicate',
    summary: 'Two indexes are the same',
    why: 'Two indexes with the same method, columns, order and predicate answer the same queries. Each of them is written by every INSERT and by every UPDATE that is not heap-only, takes its own space and its own share of the cache, and is vacuumed.',
    remedy: 'Remove one of the two.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.1 Indexes, Introduction: what an index costs',
        url: 'https://www.postgresql.org/docs/17/indexes-intro.html',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES)) return [];
    return redundanciesOf(table)
      .filter(({ reason }) => reason === 'duplicate')
      .flatMap(({ index, by }) => {
        // A foreign key hangs on one of the two constraints, and nothing in the source says on which.
        if (index.constraint && isReferenced(table, index, model)) return [];
        return [
          {
            at: index.place,
            message: `The ${describeIndex(table, index)} is the same as the ${describeIndex(table, by)}.`,
            data: { table: table.ref.name, index: index.name ?? '', same: by.name ?? '' },
            related: [{ at: by.place, message: 'The same index' }],
            fixes: buildDropFix(table, index),
          },
        ];
      });
  },
});
