import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function check(ids: number[]) {
  for (const id of ids) await prisma.user.findFirstOrThrow({ where: { id } });
}
