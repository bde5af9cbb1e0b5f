import { relations, sql } from 'drizzle-orm';
import {
  type AnyMySqlColumn,
  bigint,
  binary,
  boolean,
  char,
  customType,
  date,
  datetime,
  decimal,
  double,
  float,
  foreignKey,
  index,
  int,
  json,
  longtext,
  mediumint,
  mysqlEnum,
  mysqlTable,
  mysqlView,
  primaryKey,
  real,
  serial,
  smallint,
  text,
  time,
  timestamp,
  tinyint,
  unique,
  uniqueIndex,
  varbinary,
  varchar,
  year,
} from 'drizzle-orm/mysql-core';

const exact = customType<{ data: string; config: { length: number }; configRequired: true }>({
  dataType: config => `varchar(${config.length}) COLLATE utf8mb4_bin`,
});
const lifecycle = {
  createdAt: timestamp('created_at').notNull().defaultNow(),
  changedAt: datetime('changed_at', { fsp: 3 }).$onUpdate(() => new Date()),
};

export const patients = mysqlTable(
  'patients',
  {
    id: serial('id').primaryKey(),
    code: char('code', { length: 8 }).notNull().unique(),
    letter: char('letter'),
    name: varchar('name', { length: 120 }).notNull(),
    passport: exact('passport', { length: 20 }),
    born: date('born'),
    weight: decimal('weight', { precision: 5, scale: 2 }),
    fee: decimal('fee'),
    height: float('height'),
    ratio: double('ratio', { precision: 10, scale: 4 }),
    other: real('other'),
    insured: boolean('insured').notNull().default(true),
    age: tinyint('age', { unsigned: true }),
    visits: smallint('visits').default(0),
    points: mediumint('points'),
    ref: int('ref', { unsigned: true }),
    big: bigint('big', { mode: 'number', unsigned: true }),
    blood: mysqlEnum('blood', ['a', 'b', 'ab', "o'"]),
    hash: binary('hash', { length: 16 }),
    one: binary('one'),
    raw: varbinary('raw', { length: 32 }),
    notes: text('notes'),
    history: longtext('history'),
    at: time('at', { fsp: 2 }),
    since: year('since'),
    seen: timestamp('seen', { fsp: 6 }),
    doctor: bigint('doctor', { mode: 'number', unsigned: true }).references((): AnyMySqlColumn => patients.id, {
      onDelete: 'set null',
    }),
    size: int('size').generatedAlwaysAs(sql`points + 1`),
    kept: int('kept').generatedAlwaysAs(sql`visits + 1`, { mode: 'stored' }),
    extra: json('extra'),
    ...lifecycle,
  },
  t => [
    index('patients_name_idx').on(t.name, t.born),
    uniqueIndex('patients_passport_idx').on(t.passport),
    index('patients_blood_idx').on(t.blood).using('btree'),
    unique('patients_pair').on(t.ref, t.age),
  ],
);

export const visits = mysqlTable(
  'visits',
  {
    patientId: bigint('patient_id', { mode: 'number', unsigned: true })
      .notNull()
      .references(() => patients.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
    number: int('number').notNull(),
    again: bigint('again', { mode: 'number', unsigned: true }),
    againNumber: int('again_number'),
  },
  t => ({
    key: primaryKey({ columns: [t.patientId, t.number] }),
    again: foreignKey({ name: 'visits_again', columns: [t.again, t.againNumber], foreignColumns: [t.patientId, t.number] }),
  }),
);

export const counters = mysqlTable('counters', { id: int().autoincrement().primaryKey(), value: int().notNull() });

export const insured = mysqlView('insured_patients', { id: int('id') }).as(sql`select id from patients where insured`);

export const visitsRelations = relations(visits, ({ one }) => ({
  patient: one(patients, { fields: [visits.patientId], references: [patients.id] }),
}));
