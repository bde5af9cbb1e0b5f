import { drizzle } from 'drizzle-orm/node-postgres';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';

const drafts = pgTable(
  'drafts',
  { id: integer('id').primaryKey(), documentId: integer('document_id').notNull(), number: integer('number').notNull() },
  table => [index('drafts_idx').on(table.documentId), index('drafts_number_idx').on(table.documentId, table.number)],
);

export async function renumber(url: string) {
  const db = drizzle(url);
  return db.select().from(drafts);
}
