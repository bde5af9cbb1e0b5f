import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function postCounts() {
  const users = await prisma.user.findMany({ select: { id: true, email: true, _count: { select: { posts: { where: { title: { not: '' } } } } } } });
  const counts: Record<string, number> = {};
  for (const user of users) {
    counts[user.email] = user._count.posts;
  }
  return counts;
}
