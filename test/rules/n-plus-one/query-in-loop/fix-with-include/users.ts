import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function digest() {
  const users = await prisma.user.findMany({ where: { teamId: 1 } });
  const lines: string[] = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id }, orderBy: { id: 'desc' } });
//                      ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    lines.push(`${user.email}: ${posts.length}`);
  }
  return lines;
}
