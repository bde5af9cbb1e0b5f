import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const byEmail = (email: string) => prisma.account.findFirst({ where: { email } });

export const hasEmail = async (email: string) => (await prisma.account.count({ where: { email } })) > 0;

export const latest = (region: string, since: Date) =>
  prisma.account.findMany({ where: { region, createdAt: { gte: since }, active: true } });

export const raw = (name: string) => prisma.$queryRaw`SELECT id FROM "Team" WHERE name = ${name}`;
