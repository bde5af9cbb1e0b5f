import type { Library } from '../core/library';
import { handleExported, handleMember, handleTyped, readQueryCall } from './knex/query-handles';
import { readKnexMigration } from './migrations/knex';

/** Knex: its builders, and its migrations. */
export const knex: Library = {
  id: 'knex',
  packages: ['knex'],
  hints: [
    ...["'knex'", '"knex"', 'nex(', '.knex.', 'nex.raw('],
    ...[
      ['trx(', '.where'],
      ['trx(', '.insert('],
      ['db(', '.where'],
      ['db(', '.select('],
      ['db(', '.insert('],
    ],
    ['.schema', 'Table('],
    ['.schema', '.table('],
    ['exports.up', '.raw('],
    ['nex', ' up', '.raw('],
  ],
  // A builder that is told nothing but its table (`await knex('users')`) is not among them: every function is called so.
  queryCalls: [
    ...['select', 'column', 'columns', 'distinct', 'pluck', 'first', 'from', 'into', 'table', 'raw', 'batchInsert'],
    ...['where', 'andWhere', 'orWhere', 'whereIn', 'whereNotIn', 'whereNull', 'whereNotNull', 'whereNot', 'whereRaw'],
    ...[
      'whereBetween',
      'whereLike',
      'whereILike',
      'whereExists',
      'count',
      'countDistinct',
      'min',
      'max',
      'sum',
      'avg',
      'insert',
    ],
    ...[
      'update',
      'increment',
      'decrement',
      'upsert',
      'del',
      'delete',
      'truncate',
      'orderBy',
      'limit',
      'join',
      'leftJoin',
    ],
    ...['stream'],
  ],
  exported: handleExported,
  typed: handleTyped,
  member: handleMember,
  call: readQueryCall,
  migrationTools: ['knex'],
  migrationSteps: readKnexMigration,
};
