import { Prisma, PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const plain = () => prisma.$queryRaw`SELECT i.id, i."customerId", c.name AS who FROM "Invoice" i, customers c WHERE c.id = i."customerId" ORDER BY who`;

export const common = () => prisma.$queryRaw`
  WITH recent AS (SELECT id, total FROM "Invoice" WHERE issued_at > now() - interval '1 day')
  SELECT total, anything FROM recent`;
//              ^^^^^^^^ query/unknown-relation-or-column

export const nested = () => prisma.$queryRaw`
  SELECT sum(t.total) AS total, t.day
  FROM (SELECT total, date_trunc('day', issued_at) AS day FROM "Invoice") t
  GROUP BY t.day ORDER BY day`;

export const correlated = () => prisma.$queryRaw`
  SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM "Invoice" WHERE "customerId" = c.id AND total > 0)`;

export const row = () => prisma.$queryRaw`SELECT row_to_json(c), ctid FROM customers c`;

export const series = () => prisma.$queryRaw`SELECT day, c.name FROM generate_series(1, 10) AS day, customers c`;

export const upsert = (id: number, name: string) => prisma.$executeRaw`
  INSERT INTO customers (id, name) VALUES (${id}, ${name}) ON CONFLICT (id) DO UPDATE SET name = excluded.name`;

export const shared = () => prisma.$queryRaw`SELECT id FROM customers JOIN "Invoice" USING (id)`;

export const system = () => prisma.$queryRaw`SELECT relname FROM pg_class WHERE relkind = 'r'`;

export const applied = () => prisma.$queryRaw`SELECT migration_name FROM _prisma_migrations`;

export const dynamic = (table: string) => prisma.$queryRaw`SELECT whatever FROM ${Prisma.raw(table)}`;

export const values = () => prisma.$queryRaw`SELECT v.code, c.name FROM (VALUES (1, 'a')) AS v(id, code) JOIN customers c ON c.id = v.id`;
