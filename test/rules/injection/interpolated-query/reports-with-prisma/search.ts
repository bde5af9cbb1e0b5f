import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function search(term: string) {
  return prisma.$queryRawUnsafe(`SELECT id FROM products WHERE name ILIKE '%${term}%'`);
//                                                                          ^^^^^^^ injection/interpolated-query
}

export function archive(customer: string) {
  return prisma.$executeRawUnsafe(`UPDATE orders SET archived = true WHERE customer_id = ${customer}`);
//                                                                                       ^^^^^^^^^^^ injection/interpolated-query
}
