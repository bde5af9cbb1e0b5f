import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function digest() {
  const users = await prisma.user.findMany({ where: { teamId: 1 }, include: { posts: { orderBy: { id: 'desc' } } } });
  const lines: string[] = [];
  for (const user of users) {
    const posts = user.posts;
    lines.push(`${user.email}: ${posts.length}`);
  }
  return lines;
}
