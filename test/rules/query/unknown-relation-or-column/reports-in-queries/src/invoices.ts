import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const issued = (day: Date) => prisma.$queryRaw`SELECT id, issuedAt FROM "Invoice" WHERE "issued_at" >= ${day}`;
//                                                               ^^^^^^^^ query/unknown-relation-or-column

export const byModel = (id: number) => prisma.$queryRaw`SELECT * FROM "Customer" WHERE id = ${id}`;
//                                                                    ^^^^^^^^^^ query/unknown-relation-or-column

export const misspelt = () => prisma.$queryRaw`
  SELECT c.name, sum(i.totl)
//                   ^^^^^^ query/unknown-relation-or-column
  FROM customers c
  JOIN "Invoice" i ON i."customerId" = c.id
  GROUP BY c.name`;

export const ambiguous = () => prisma.$queryRaw`
  SELECT id FROM customers c JOIN "Invoice" i ON i."customerId" = c.id`;
//       ^^ query/unknown-relation-or-column

export const alias = () => prisma.$queryRaw`SELECT cust.name FROM customers c`;
//                                                 ^^^^^^^^^ query/unknown-relation-or-column

export const written = (id: number) => prisma.$executeRaw`UPDATE "Invoice" SET amount = 0 WHERE id = ${id}`;
//                                                                             ^^^^^^ query/unknown-relation-or-column
