import { and, desc, eq, isNotNull, relations, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  char,
  check,
  cidr,
  date,
  doublePrecision,
  foreignKey,
  index,
  inet,
  integer,
  interval,
  json,
  jsonb,
  macaddr,
  macaddr8,
  numeric,
  pgEnum,
  pgMaterializedView,
  pgTableCreator,
  pgView,
  point,
  primaryKey,
  real,
  serial,
  smallint,
  smallserial,
  pgTable as table,
  text,
  time,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { users } from './auth';
import { audited, baseNumber, code, id, named, timestamps } from './columns';

const STATES = ['open', 'paid', 'sent'] as const;
export const orderState = pgEnum('order_state', STATES);

enum Priority {
  Low = 'low',
  High = 'high',
}
export const priority = pgEnum('priority', Priority);

export const customers = table(
  'customers',
  {
    id: serial('id').primaryKey(),
    name: named('name'),
    country: char('country', { length: 2 }),
    letter: char('letter'),
    vip: boolean('vip').notNull().default(false),
    score: smallint('score').default(0),
    limit: numeric('limit', { precision: 12, scale: 2 }),
    whole: numeric('whole', { precision: 8 }),
    any: numeric('any'),
    ratio: real('ratio'),
    exact: doublePrecision('exact').default(0.5),
    settings: jsonb('settings').notNull().default({}),
    raw: json('raw'),
    tags: text('tags').array().notNull().default(sql`'{}'::text[]`),
    matrix: integer('matrix').array().array(),
    born: date('born'),
    opens: time('opens'),
    closes: time('closes', { withTimezone: true, precision: 3 }),
    seen: timestamp('seen', { precision: 6 }),
    since: timestamp('since').default(sql`CURRENT_TIMESTAMP`),
    wait: interval('wait', { fields: 'day to second', precision: 3 }),
    pause: interval('pause'),
    address: inet('address'),
    network: cidr('network'),
    card: macaddr('card'),
    card8: macaddr8('card8'),
    place: point('place'),
    flags: code('flags', { length: 8 }),
    number: baseNumber.notNull(),
    slug: text('slug').generatedAlwaysAs(sql`lower(name)`).unique(),
    $key: text('$key').$defaultFn(() => 'x'),
    // An index in the words of another library's chain.
    nothing: varchar(),
    ...timestamps,
  },
  t => ({
    names: index('customers_name_idx').using('btree', t.name.desc(), t.country.asc().nullsFirst()),
    lower: uniqueIndex('customers_lower_name_idx').on(sql`lower(${t.name})`),
    settings: index().using('gin', t.settings),
    path: index('customers_settings_path_idx').using('gin', t.settings.op('jsonb_path_ops')),
    hashed: index('customers_country_idx').using('hash', t.country),
    born: index('customers_born_idx').using('brin', t.born).concurrently(),
    active: index('customers_active_idx')
      .on(t.seen.desc().nullsFirst())
      .where(and(eq(t.vip, sql`true`), isNotNull(t.seen))!),
    pair: unique().on(t.name, t.country).nullsNotDistinct(),
    check: check('customers_score_check', sql`${t.score} >= 0`),
  }),
);

export const orders = table(
  'orders',
  t => ({
    id: t.integer('id').primaryKey().generatedAlwaysAsIdentity(),
    number: t.bigint('number', { mode: 'number' }).generatedByDefaultAsIdentity({ startWith: 1000 }),
    customerId: t
      .integer('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade', onUpdate: 'restrict' }),
    placedBy: t.bigint('placed_by', { mode: 'number' }).references(() => users.id),
    state: orderState('state').notNull().default('open'),
    priority: priority('priority'),
    ...audited(t.uuid('approved_by')),
    // The last of two with one key counts.
    updatedAt: t.timestamp('changed_at'),
  }),
  ({ customerId, state, placedBy }) => [
    index('orders_customer_id_idx').on(customerId),
    index().on(customerId, state),
    ...[uniqueIndex('orders_open_idx').on(customerId).where(sql`state = 'open'`)],
    index('orders_placed_by_idx').on(placedBy).where(sql`${placedBy} IS NOT NULL`),
  ],
);

export const items = table(
  'order_items',
  {
    orderId: integer('order_id').notNull(),
    line: smallint('line').notNull(),
    sku: text('sku'),
    parentOrder: integer('parent_order'),
    parentLine: smallint('parent_line'),
  },
  t => {
    return [
      primaryKey({ columns: [t.orderId, t.line] }),
      foreignKey({ columns: [t.orderId], foreignColumns: [orders.id], name: 'items_order_fk' }).onDelete('cascade'),
      foreignKey({ columns: [t.parentOrder, t.parentLine], foreignColumns: [t.orderId, t.line] }),
    ];
  },
);

const prefixed = pgTableCreator(name => `app_${name}`);

export const sessions = prefixed('sessions', {
  id: id(),
  seq: smallserial('seq'),
  userId: bigint('user_id', { mode: 'bigint' }).references(() => users.id),
  token: uuid('token').notNull().unique(),
});

function tenantTable<N extends string>(name: N) {
  return table(name, { id: id(), tenant: uuid('tenant').notNull() }, t => [index(`${name}_tenant_idx`).on(t.tenant)]);
}

export const notes = tenantTable('notes');

export const sideOnly = table('side_only', { a: text('a'), b: text('b') }, t => [
  primaryKey({ name: 'side_key', columns: [t.b, t.a] }),
  index('side_desc').on(t.a.desc().nullsLast()),
  index('side_sql').on(
    sql`${t.a} desc nulls last`,
    sql`${t.b} text_pattern_ops`,
    sql`lower(${t.b}) text_pattern_ops desc`,
  ),
]);

export const paid = pgView('paid_orders', { id: integer('id'), total: numeric('total') }).as(
  sql`select id, 0::numeric as total from orders where state = 'paid'`,
);
export const perCustomer = pgMaterializedView('per_customer').as(qb =>
  qb.select({ customerId: orders.customerId }).from(orders).orderBy(desc(orders.customerId)),
);

export const itemsRelations = relations(items, ({ one }) => ({
  order: one(orders, { fields: [items.orderId], references: [orders.id] }),
}));
export const ordersRelations = relations(orders, helpers => ({
  items: helpers.many(items),
  customer: helpers.one(customers, { fields: [orders.customerId], references: [customers.id] }),
}));
