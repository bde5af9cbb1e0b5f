import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const authors = pgTable('authors', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
});

export const books = pgTable(
  'books',
  {
    id: integer('id').primaryKey(),
    authorId: integer('author_id')
      .notNull()
      .references(() => authors.id),
    editorId: integer('editor_id').references(() => authors.id),
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/fk-without-index
    title: text('title').notNull(),
  },
  table => [index('idx_books_title').on(table.title), index('idx_books_author_id').on(table.authorId)],
);
