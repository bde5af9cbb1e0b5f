import { index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';

export const shops = pgTable(
  'shops',
  {
    id: integer('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    city: text('city').notNull(),
  },
  table => [
    index('shops_city_name_idx').on(table.city, table.name.desc()),
    unique('shops_name_city_key').on(table.name, table.city),
  ],
);

export const openings = pgTable(
  'openings',
  {
    shopId: integer('shop_id')
      .notNull()
      .references(() => shops.id),
    day: integer('day').notNull(),
  },
  table => [
    primaryKey({ columns: [table.shopId, table.day] }),
    index('openings_day_idx').on(table.day),
  ],
);
