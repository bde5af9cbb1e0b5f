import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function postCounts() {
  const users = await prisma.user.findMany({ select: { id: true, email: true } });
  const counts: Record<string, number> = {};
  for (const user of users) {
    counts[user.email] = await prisma.post.count({ where: { authorId: user.id, title: { not: '' } } });
//                             ^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
  return counts;
}
