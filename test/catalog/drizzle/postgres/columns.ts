import { customType, type PgColumnBuilderBase, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const timestamps = {
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).$onUpdate(() => new Date()),
};

export const id = () => uuid('id').primaryKey().defaultRandom();

export const named = (name: string) => text(name).notNull();

export function audited<T extends PgColumnBuilderBase>(by: T) {
  return { ...timestamps, approvedBy: by };
}

export const citext = customType<{ data: string }>({ dataType: () => 'citext' });

export const code = customType<{ data: string; config: { length: number }; configRequired: true }>({
  dataType(config) {
    return `bit(${config.length})`;
  },
});

export const baseNumber = uuid('external_number');
