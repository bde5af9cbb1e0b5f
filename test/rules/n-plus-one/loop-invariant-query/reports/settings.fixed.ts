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

async function describeMember(teamId: number, name: string) {
  const owner = await loadOwner(teamId);
  return `${name} works for ${owner?.email}`;
}

// The call differs, the question that it asks on the side does not.
export async function describeMembers(teamId: number, names: string[]) {
  const lines: string[] = [];
  for (const name of names) lines.push(await describeMember(teamId, name));
  return lines;
}
