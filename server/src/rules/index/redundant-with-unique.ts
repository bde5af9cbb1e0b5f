import type { Dialect } from '../../core/facts/sql-template';
import { defineRule } from '../../core/rule';
import { buildDropFix } from '../shared/drop-index';
import { describeIndex } from '../shared/index-description';
import { redundanciesOf } from '../shared/index-redundancy';
import { isJudged } from '../shared/judged-table';
import { isReferenced } from '../shared/referenced-keys';

const ENGINES: readonly Dialect[] = ['postgres', 'cockroach', 'sqlite', 'sqlserver', 'mysql'];

export const redundantWithUnique = defineRule({
  meta: {
    id: 'index/redundant-with-unique',
    summary: 'An index repeats a primary key or a unique constraint',
    why: 'The database keeps a primary key and a unique constraint with an index of their own, and uses it for look-ups and order like any other. A second index on the same columns is written by every INSERT and answers nothing that the first does not.',
    remedy: 'Remove the index that is not the key.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.6 Unique Indexes: created automatically for keys and unique constraints',
        url: 'https://www.postgresql.org/docs/17/indexes-unique.html',
      },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ENGINES)) return [];
    return redundanciesOf(table)
      .filter(({ reason }) => reason === 'unique')
      .flatMap(({ index, by }) => {
        // A foreign key may hang on the unique constraint instead of on the primary key.
        if (index.constraint && isReferenced(table, index, model)) return [];
        return [
          {
            at: index.place,
            message: `The ${describeIndex(table, index)} repeats the ${describeIndex(table, by)}.`,
            data: { table: table.ref.name, index: index.name ?? '', key: by.name ?? '' },
            related: [{ at: by.place, message: 'The key, which has an index of its own' }],
            fixes: buildDropFix(table, index),
          },
        ];
      });
  },
});
