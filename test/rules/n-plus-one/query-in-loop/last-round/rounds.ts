import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// The round that asks is the last one.
export async function firstFull(teams: { id: number; isFull: boolean }[]) {
  for (const team of teams) {
    if (team.isFull) {
      const users = await prisma.user.findMany({ where: { teamId: team.id } });
      return { team, users };
    }
  }
  return undefined;
}

export async function firstThatAnswers(ids: number[]) {
  for (const id of ids) {
    try {
      return await prisma.user.findFirstOrThrow({ where: { teamId: id } });
    } catch (error) {
      console.warn(error);
    }
  }
  return undefined;
}

// A failure ends the loop, not the query.
export async function untilOneFails(ids: number[]) {
  const found = [];
  for (const id of ids) {
    if (id < 0) continue;
    try {
      found.push(await prisma.user.findMany({ where: { teamId: id } }));
//                     ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    } catch (error) {
      console.warn(error);
      return found;
    }
  }
  return found;
}

// Another condition ends it.
export async function untilEnough(ids: number[], enough: number) {
  const found = [];
  for (const id of ids) {
    found.push(...(await prisma.user.findMany({ where: { teamId: id } })));
    if (found.length > enough) return found;
  }
  return found;
}
