import { relations } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import { citext, timestamps } from './columns';
import { orders } from './shop';

export const auth = p.pgSchema('auth');

export const role = auth.enum('role', ['admin', 'member', "o'brien"]);

export const users = auth.table(
  'users',
  {
    id: p.bigserial('id', { mode: 'number' }).primaryKey(),
    email: citext('email').notNull().unique(),
    nick: p.varchar('nick', { length: 30 }).unique('users_nick_key', { nulls: 'not distinct' }),
    role: role('role').notNull().default('member'),
    roles: role('roles').array(),
    managerId: p
      .bigint('manager_id', { mode: 'number' })
      .references((): p.AnyPgColumn => users.id, { onDelete: 'set null' }),
    ...timestamps,
  },
  t => [p.index('users_manager_idx').on(t.managerId).where(p_notNull(t.managerId))],
);

function p_notNull(column: p.AnyPgColumn) {
  return sql`${column} is not null`;
}

import { sql } from 'drizzle-orm';

export const usersRelations = relations(users, ({ one, many }) => ({
  manager: one(users, { fields: [users.managerId], references: [users.id], relationName: 'reports' }),
  orders: many(orders),
}));
