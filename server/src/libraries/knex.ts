import type { Library } from '../core/library';
import { readKnexMigration } from './migrations/knex';

/** Knex: its migrations. Its queries are read by nothing yet. */
export const knex: Library = {
  id: 'knex',
  packages: ['knex'],
  // What migrations say; its queries are not read.
  hints: [
    ['.schema', 'Table('],
    ['.schema', '.table('],
    ['exports.up', '.raw('],
    ['nex', ' up', '.raw('],
  ],
  queryCalls: [],
  exported: () => undefined,
  typed: () => undefined,
  member: () => undefined,
  call: () => undefined,
  migrationTools: ['knex'],
  migrationSteps: readKnexMigration,
};
