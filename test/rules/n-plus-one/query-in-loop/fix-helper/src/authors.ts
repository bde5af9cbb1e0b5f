import { prisma } from './database';

/** One author. */
export async function loadAuthor(id: number): Promise<{ name: string } | null> {
  return prisma.author.findUnique({ where: { id }, select: { name: true } });
}

export const findBooks = (authorId: number) =>
  prisma.book.findMany({
    where: { authorId, title: { not: '' } },
    orderBy: { title: 'asc' },
  });

export async function greetAuthor(id: number) {
  const author = await prisma.author.findUnique({ where: { id } });
  return `Dear ${author?.name}`;
}

export async function latestBook(authorId: number) {
  return prisma.book.findFirst({ where: { authorId }, orderBy: { id: 'desc' } });
}
