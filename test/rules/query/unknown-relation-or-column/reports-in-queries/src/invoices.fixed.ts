import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const issued = (day: Date) => prisma.$queryRaw`SELECT id, issued_at FROM "Invoice" WHERE "issued_at" >= ${day}`;

export const byModel = (id: number) => prisma.$queryRaw`SELECT * FROM customers WHERE id = ${id}`;

export const misspelt = () => prisma.$queryRaw`
  SELECT c.name, sum(i.total)
  FROM customers c
  JOIN "Invoice" i ON i."customerId" = c.id
  GROUP BY c.name`;

export const ambiguous = () => prisma.$queryRaw`
  SELECT c.id FROM customers c JOIN "Invoice" i ON i."customerId" = c.id`;

export const alias = () => prisma.$queryRaw`SELECT cust.name FROM customers c`;

export const written = (id: number) => prisma.$executeRaw`UPDATE "Invoice" SET amount = 0 WHERE id = ${id}`;
