import type { Dialect } from '../../core/facts/sql-template';
import { defineRule } from '../../core/rule';
import { buildDropFix } from '../shared/drop-index';
import { describeIndex } from '../shared/index-description';
import { redundanciesOf } from '../shared/index-redundancy';
import { isJudged } from '../shared/judged-table';

const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'];

export const redundantPrefix = defineRule({
  meta: {
    id: 'index/redundant-prefix',
    summary: 'An index is the beginning of a longer one',
    why: 'A B-tree on (a, b) is sorted by a first: it answers what an index on (a) answers, including its order. The shorter index is smaller, but it is one more to write, to cache and to vacuum.',
    remedy: 'Remove the shorter index, unless its smaller size has been measured to matter.',
    severity: 'info',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.3 Multicolumn Indexes',
        url: 'https://www.postgresql.org/docs/17/indexes-multicolumn.html',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES)) return [];
    return redundanciesOf(table)
      .filter(({ reason }) => reason === 'prefix')
      .map(({ index, by }) => ({
        at: index.place,
        message: `The ${describeIndex(table, index)} is the beginning of the ${describeIndex(table, by)}.`,
        data: { table: table.ref.name, index: index.name ?? '', longer: by.name ?? '' },
        related: [{ at: by.place, message: 'The longer index' }],
        fixes: buildDropFix(table, index),
      }));
  },
});
