import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const posts = pgTable(
  'posts',
  { id: integer().primaryKey(), postBody: text('post_body'), email: text() },
  t => [
    index('posts_search').using('gin', sql`to_tsvector('english', ${t.postBody})`),
    index('posts_email').on(sql`lower(${t.email})`),
  ],
);
