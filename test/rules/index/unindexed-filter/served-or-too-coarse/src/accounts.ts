import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// An index finds the rows of the team; the rest of the condition looks at those.
export const ofTeam = (teamId: number, region: string) => prisma.account.findMany({ where: { teamId, region } });

export const byHandle = (handle: string) => prisma.account.findUnique({ where: { handle } });

// Half of the accounts: an index would be read for nothing.
export const active = () => prisma.account.findMany({ where: { active: true, plan: 'PAID' } });

// All rows are wanted.
export const all = () => prisma.account.findMany();

// The rows are found through the team, by the index of its key.
export const inTeam = (name: string, region: string) =>
  prisma.account.findMany({ where: { team: { name }, region } });

// Nearly all rows are not deleted.
export const current = () => prisma.account.findMany({ where: { deletedAt: null } });

// One of a few words, whatever its type says.
export const withRole = (role: string) => prisma.account.findMany({ where: { role, deletedAt: null } });

// What else the condition says comes from outside.
export const searched = (region: string, conditions: object) =>
  prisma.account.findMany({ where: { region, ...conditions } });

// The joined team finds its accounts by the index of their key.
export const ofTeamNamed = (name: string, tier: string) =>
  prisma.$queryRaw`SELECT a.id FROM "Account" a JOIN "Team" t ON t.id = a."teamId" WHERE t.id = ${name} AND a.tier = ${tier}`;

// Nothing of this can be looked up.
export const others = () =>
  prisma.$queryRaw`SELECT id FROM "Account" WHERE region <> 'eu' AND tier IS NOT NULL AND NOT active AND "deletedAt" IS NULL`;

// What finds few rows here is the pattern, which is another rule's.
export const recent = (words: string, day: Date) =>
  prisma.account.findMany({ where: { plan: 'PAID', email: { contains: words }, createdAt: { lt: day } } });
