import { prisma } from '../prisma';

export async function loadLatest(authorId: number) {
  return prisma.post.findFirst({ where: { authorId }, orderBy: { id: 'desc' } });
}
