import { Prisma, PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// The account's events are found by their index.
export const ofAccount = (accountId: number, campaign: string) =>
  prisma.event.findMany({ where: { accountId, meta: { path: ['utm', 'campaign'], equals: campaign } } });

// What else the condition says is not known.
export const narrowed = (more: Prisma.EventWhereInput, campaign: string) =>
  prisma.event.findMany({ where: { ...more, meta: { path: ['utm', 'campaign'], equals: campaign } } });

// Sent as a containment of the column itself.
export const labelled = (label: string) => prisma.event.findMany({ where: { labels: { array_contains: [label] } } });

// Nobody expects these of a GIN index.
export const expensive = () => prisma.event.findMany({ where: { meta: { path: ['price'], gt: 100 } } });
export const others = () => prisma.event.findMany({ where: { meta: { path: ['kind'], not: 'view' } } });
export const without = () => prisma.event.findMany({ where: { meta: { path: ['kind'], equals: Prisma.DbNull } } });
export const either = (kind: string) =>
  prisma.event.findMany({ where: { OR: [{ id: 1 }, { meta: { path: ['kind'], equals: kind } }] } });
