import type { Library } from '../core/library';
import { readDeclarations } from './kysely/declarations';
import { handleExported, handleTyped, readQueryCall } from './kysely/query-handles';
import { readKyselyMigration } from './migrations/kysely';

/**
 * Kysely: the interface that its client is given names tables and columns with the types they have in the program, and
 * nothing more. It knows no keys, no indexes and none of the database's types, so that nothing is said to be missing;
 * migrations tell the rest. The facts of an interface have no places of their own: all of it stands where the interface
 * begins.
 */
export const kysely: Library = {
  id: 'kysely',
  packages: ['kysely'],
  hints: [
    "from 'kysely'",
    'from "kysely"',
    ['kysely', 'require('],
    ...['.selectFrom(', '.insertInto(', '.updateTable(', '.deleteFrom(', '.executeTakeFirst'],
  ],
  queryCalls: ['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow', 'stream', 'executeQuery'],
  exported: handleExported,
  typed: handleTyped,
  member: (handle, name) => (handle.role === 'module' ? handleExported(name) : undefined),
  call: readQueryCall,
  declarations: readDeclarations,
  migrationTools: ['kysely'],
  migrationSteps: readKyselyMigration,
};
