import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

async function loadOwner(teamId: number) {
  return prisma.user.findFirst({ where: { id: teamId } });
}

export async function greet(userId: number, names: string[]) {
  const lines: string[] = [];
  const author = await prisma.user.findUnique({ where: { id: userId } });
  for (const name of names) {
    lines.push(`${author?.email} greets ${name}`);
  }
  return lines;
}

export async function remind(teamId: number, names: string[]) {
  const lines: string[] = [];
  for (const name of names) {
    const owner = await loadOwner(teamId);
    lines.push(`${owner?.email} reminds ${name}`);
  }
  return lines;
}
