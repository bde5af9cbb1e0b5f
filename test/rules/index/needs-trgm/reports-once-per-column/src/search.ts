import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const search = (words: string) => prisma.account.findMany({ where: { region: { contains: words } } });

export const searchAgain = (words: string) =>
  prisma.account.findMany({ where: { region: { endsWith: words, mode: 'insensitive' } }, take: 20 });

export const teams = (words: string) => prisma.$queryRaw`SELECT id FROM "Team" WHERE name ILIKE ${words}`;
