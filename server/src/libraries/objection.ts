import type { Library } from '../core/library';
import { handleExported, handleMember, handleTyped, readQueryCall } from './objection/query-handles';
import { subclass } from './objection/query-models';

/** Objection 1 to 3: models over Knex's builder, by the names that their tables have in the database. */
export const objection: Library = {
  id: 'objection',
  packages: ['objection'],
  hints: ['objection', '.query(', '.$query(', 'elatedQuery(', '.$fetchGraph('],
  queryCalls: [
    ...['query', '$query', 'relatedQuery', '$relatedQuery', 'fetchGraph', '$fetchGraph', 'loadRelated', '$loadRelated'],
  ],
  exported: handleExported,
  typed: handleTyped,
  subclass,
  member: handleMember,
  call: readQueryCall,
};
