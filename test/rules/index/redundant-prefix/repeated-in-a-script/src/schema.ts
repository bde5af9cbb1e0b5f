import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const versions = pgTable(
  'versions',
  { id: integer('id').primaryKey(), documentId: integer('document_id').notNull(), number: integer('number').notNull() },
  table => [index('versions_number_idx').on(table.documentId, table.number)],
);
