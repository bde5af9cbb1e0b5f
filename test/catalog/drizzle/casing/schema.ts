import { index, integer, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';

export const userAccounts = pgTable('userAccounts', {
  userID: integer().primaryKey(),
  first_name: text(),
  lastSeenAt: timestamp({ withTimezone: true }).unique(),
  HTTPStatus2xx: integer(),
  explicit: text('exPlicit'),
  email: text().unique(),
});

export const likes = pgTable(
  'likes',
  {
    userId: integer()
      .notNull()
      .references(() => userAccounts.userID),
    post_id: integer().notNull(),
    madeBy: text().unique('made_by_key'),
  },
  t => [primaryKey({ columns: [t.userId, t.post_id] }), index().on(t.madeBy), unique().on(t.madeBy, t.userId)],
);
