import { sql } from 'drizzle-orm';
import * as s from 'drizzle-orm/sqlite-core';

const dated = () => ({
  createdAt: s
    .integer('created_at', { mode: 'timestamp' })
    .notNull()
    .default(sql`(unixepoch())`),
});

export const writers = s.sqliteTable('writers', {
  id: s.integer('id').primaryKey({ autoIncrement: true }),
  name: s.text('name').notNull().unique(),
  short: s.text('short', { length: 10 }).default('x'),
  picture: s.blob('picture'),
  score: s.real('score'),
  money: s.numeric('money'),
  kind: s.text('kind', { enum: ['a', 'b'] }).notNull(),
  on: s.integer('on', { mode: 'boolean' }).notNull().default(false),
  upper: s.text('upper').generatedAlwaysAs(sql`upper(name)`),
  ...dated(),
});

export const entries = s.sqliteTable(
  'entries',
  {
    id: s.integer('id').primaryKey(),
    writer: s
      .integer('writer_id')
      .notNull()
      .references(() => writers.id, { onDelete: 'cascade' }),
    text: s.text('text'),
    ...dated(),
  },
  t => [
    s.index('entries_writer_idx').on(t.writer, sql`${t.createdAt} desc`),
    s.uniqueIndex('entries_text_idx').on(sql`lower(${t.text})`),
    s.index('entries_open_idx').on(t.text).where(sql`${t.text} is not null`),
    s.unique('entries_pair').on(t.writer, t.text),
  ],
);

export const tags = s.sqliteTable(
  'tags',
  { entry: s.integer('entry_id').notNull(), name: s.text('name').notNull(), by: s.integer('by') },
  t => [
    s.primaryKey({ columns: [t.entry, t.name] }),
    s.foreignKey({ columns: [t.entry], foreignColumns: [entries.id] }).onDelete('set null'),
  ],
);

export const plain = s.sqliteTable('plain', { code: s.text('code').primaryKey(), entry: s.integer('entry') });
