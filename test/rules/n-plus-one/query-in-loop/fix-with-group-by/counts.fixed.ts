import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function counts(authors: { id: number; name: string }[]) {
  const lines: string[] = [];
  const postCounts = await prisma.post.groupBy({ by: ['authorId'], where: { authorId: { in: authors.map(author => author.id) }, published: true }, _count: { _all: true } });
  const postCountByAuthorId = new Map(postCounts.map(group => [group.authorId, group._count._all]));
  for (const author of authors) {
    const count = postCountByAuthorId.get(author.id) ?? 0;
    lines.push(`${author.name}: ${count}`);
  }
  return lines;
}

export async function busy(ids: number[]) {
  const found: number[] = [];
  const postCounts = await prisma.post.groupBy({ by: ['authorId'], where: { authorId: { in: [...ids] } }, _count: { _all: true } });
  const postCountByAuthorId = new Map(postCounts.map(group => [group.authorId, group._count._all]));
  for (const id of ids) {
    if ((postCountByAuthorId.get(id) ?? 0) > 0) found.push(id);
  }
  return found;
}
