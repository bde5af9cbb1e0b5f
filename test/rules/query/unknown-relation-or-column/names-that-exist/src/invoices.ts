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

export const joined = () => prisma.$queryRaw`
  SELECT c.name, last.total FROM customers c
  CROSS JOIN LATERAL (SELECT i.total FROM "Invoice" i WHERE i."customerId" = c.id ORDER BY i.issued_at DESC LIMIT 1) last`;

export const changed = () => prisma.$queryRaw`
  WITH gone AS (DELETE FROM "Invoice" WHERE id < 10 RETURNING id, "customerId" AS customer)
  UPDATE customers SET name = upper(name) FROM gone WHERE gone.customer = customers.id RETURNING customers.id, gone.customer`;

export const recursive = () => prisma.$queryRaw`
  WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10)
  SELECT n, c.id FROM numbers LEFT JOIN customers c ON c.id = n ORDER BY n`;

export const united = () => prisma.$queryRaw`
  SELECT id, name AS title FROM customers UNION SELECT id, total::text FROM "Invoice" ORDER BY title`;

export const qualified = () => prisma.$queryRaw`SELECT public.customers.id FROM public.customers WHERE customers.name <> ''`;

export const windowed = () => prisma.$queryRaw`
  SELECT "customerId", sum(total) OVER w AS running FROM "Invoice" WINDOW w AS (PARTITION BY "customerId" ORDER BY issued_at)`;

export const unnested = (ids: number[]) => prisma.$queryRaw`
  SELECT c.id, x.place FROM unnest(${ids}::int[]) WITH ORDINALITY AS x(id, place) JOIN customers c ON c.id = x.id`;

export const grouped = () => prisma.$queryRaw`
  SELECT date_trunc('month', issued_at) AS month, count(*) FROM "Invoice" GROUP BY month HAVING count(*) > 1 ORDER BY month`;

export const renamed = () => prisma.$queryRaw`SELECT t.number FROM customers AS t(number, who) WHERE t.who = 'x'`;

export const updated = (id: number) => prisma.$executeRaw`
  UPDATE "Invoice" AS i SET total = i.total + 1, "customerId" = c.id FROM customers c WHERE c.id = ${id} AND i."customerId" = c.id`;

export const conflicting = (id: number, name: string) => prisma.$executeRaw`
  INSERT INTO customers AS c (id, name) SELECT ${id}::int, ${name}::text ON CONFLICT (id) DO UPDATE SET name = c.name || excluded.name
  WHERE c.name <> excluded.name RETURNING c.id, (xmax = 0) AS inserted`;

export const aggregated = () => prisma.$queryRaw`
  SELECT json_agg(json_build_object('id', i.id) ORDER BY i.issued_at) FILTER (WHERE i.total > 0) FROM "Invoice" i, customers
  WHERE customers.id = i."customerId" AND (i.id, customers.id) IN (SELECT id, "customerId" FROM "Invoice")`;

export const merged = () => prisma.$executeRaw`
  MERGE INTO customers c USING (SELECT id, total FROM "Invoice") i ON i.id = c.id
  WHEN MATCHED AND i.total > 1 THEN UPDATE SET name = c.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (i.id, 'new')`;
