import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function publish(authorId: number, titles: string[]) {
  for (const title of titles) {
    await prisma.post.create({ data: { authorId, title, slug: title } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

export function rename(posts: { id: number; title: string }[]) {
  return prisma.$transaction(async tx => {
    await Promise.all(posts.map(post => tx.post.update({ where: { id: post.id }, data: { title: post.title } })));
//                                      ^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  });
}

async function remove(id: number) {
  await prisma.post.delete({ where: { id } });
}

export async function removeAll(ids: number[]) {
  for (const id of ids) await remove(id);
//                            ^^^^^^ n-plus-one/write-in-loop: remove
}
