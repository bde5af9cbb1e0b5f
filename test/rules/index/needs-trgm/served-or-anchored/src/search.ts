import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const byRegion = (words: string) => prisma.account.findMany({ where: { region: { contains: words } } });

// The unique index knows how values begin.
export const beginning = (words: string) => prisma.account.findMany({ where: { email: { startsWith: words } } });

// The team's accounts are few.
export const inTeam = (teamId: number, words: string) =>
  prisma.account.findMany({ where: { teamId, handle: { contains: words } } });

// The same through the relation.
export const inTeamNamed = (name: string, words: string) =>
  prisma.account.findMany({ where: { team: { name }, handle: { contains: words } } });
