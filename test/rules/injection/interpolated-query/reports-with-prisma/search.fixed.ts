import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function search(term: string) {
  return prisma.$queryRaw`SELECT id FROM products WHERE name ILIKE ${`%${term}%`}`;
}

export function archive(customer: string) {
  return prisma.$executeRaw`UPDATE orders SET archived = true WHERE customer_id = ${customer}`;
}
