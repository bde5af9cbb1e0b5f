import type { Library } from '../core/library';
import { readDeclarations } from './drizzle/declarations';

/** Drizzle ORM: the tables that its schemas declare. */
export const drizzle: Library = {
  id: 'drizzle',
  packages: ['drizzle-orm'],
  // Files that declare tables, which are led to as schema files; its queries are not read.
  hints: ['drizzle-orm/pg-core', 'drizzle-orm/mysql-core', 'drizzle-orm/sqlite-core'],
  queryCalls: [],
  exported: () => undefined,
  typed: () => undefined,
  member: () => undefined,
  call: () => undefined,
  declarations: readDeclarations,
};
