import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function publish(authorId: number, titles: string[]) {
  await prisma.post.createMany({ data: titles.map(title => ({ authorId, title, slug: title })) });
}

export function rename(posts: { id: number; title: string }[]) {
  return prisma.$transaction(async tx => {
    await Promise.all(posts.map(post => tx.post.update({ where: { id: post.id }, data: { title: post.title } })));
  });
}

async function remove(id: number) {
  await prisma.post.delete({ where: { id } });
}

export async function removeAll(ids: number[]) {
  for (const id of ids) await remove(id);
}
