import { boolean, index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer('id').primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
});

export const posts = pgTable(
  'posts',
  {
    id: serial('id').primaryKey(),
    title: text('title').notNull(),
    published: boolean('published').notNull().default(false),
    authorId: integer('author_id').references(() => users.id),
  },
  table => [index().on(table.authorId)],
);
