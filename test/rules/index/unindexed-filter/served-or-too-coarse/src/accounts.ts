import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// An index finds the rows of the team; the rest of the condition looks at those.
export const ofTeam = (teamId: number, region: string) => prisma.account.findMany({ where: { teamId, region } });

export const byHandle = (handle: string) => prisma.account.findUnique({ where: { handle } });

// Half of the accounts: an index would be read for nothing.
export const active = () => prisma.account.findMany({ where: { active: true, plan: 'PAID' } });

// All rows are wanted.
export const all = () => prisma.account.findMany();
