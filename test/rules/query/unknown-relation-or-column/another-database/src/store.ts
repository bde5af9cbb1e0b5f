import type { PrismaClient } from '../packages/shop/generated/client';

// Whoever makes the store may give it the client of the other database: both have the methods that are called here.
export class Store {
  constructor(private readonly prisma: PrismaClient) {}

  waiting() {
    return this.prisma.$queryRaw`SELECT id FROM jobs WHERE queue = 'mail'`;
  }

  quotas() {
    return this.prisma.$queryRaw`SELECT id, quota FROM customers`;
  }

  missing() {
    return this.prisma.$queryRaw`SELECT id, nothing FROM customers`;
//                                          ^^^^^^^ query/unknown-relation-or-column
  }
}
