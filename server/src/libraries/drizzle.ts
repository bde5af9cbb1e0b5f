import type { Library } from '../core/library';
import { readDeclarations } from './drizzle/declarations';
import { handleExported, handleMember, handleTyped, readQueryCall } from './drizzle/query-handles';

/** Drizzle ORM up to 1: the tables that its schemas declare, its builders and its relational queries. */
export const drizzle: Library = {
  id: 'drizzle',
  packages: ['drizzle-orm'],
  // What is asked with a database and operators that a package of the workspace passes on has its builders alone to tell.
  hints: [
    'drizzle-orm',
    ['.select(', '.from('],
    ['.selectDistinct', '.from('],
    ['.insert(', '.values('],
    ['.update(', '.set('],
    ['.delete(', '.where('],
    ['.query.', '.findFirst('],
    ['.query.', '.findMany('],
    '.$count(',
    '.execute(sql',
  ],
  queryCalls: [
    ...['select', 'selectDistinct', 'selectDistinctOn', 'insert', 'replace', 'update', 'delete', '$count'],
    ...['findMany', 'findFirst', 'execute', 'run', 'all', 'get', 'refreshMaterializedView'],
  ],
  exported: handleExported,
  typed: handleTyped,
  member: handleMember,
  call: readQueryCall,
  declarations: readDeclarations,
};
