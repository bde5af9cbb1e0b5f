import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function publish(authorId: number, titles: ReadonlySet<string>) {
  for (const title of titles) {
    // Published by the nightly job.
    await prisma.post.create({ data: { authorId, title } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

export async function importAll(rows: { title: string; by: number }[]) {
  await Promise.all(
    rows.map(async ({ title, by }, index) => {
      const words = title.split(' ');
      await prisma.post.create({
//          ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
        data: {
          title: words.join('-'),
          authorId: by,
          views: index,
        },
      });
    }),
  );
}

export async function markSeen(posts: { id: number }[]) {
  for (const post of posts) {
    await prisma.post.update({ where: { id: post.id }, data: { seenAt: new Date() } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

export async function remove(authors: number[]) {
  for (const authorId of authors) await prisma.post.deleteMany({ where: { authorId, published: false } });
//                                      ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
}

// A post that is listed twice is counted twice.
export async function count(ids: number[]) {
  for (const id of ids) {
    await prisma.post.update({ where: { id }, data: { views: { increment: 1 } } });
//        ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
  }
}

// The caller is told the new keys.
export async function create(authorId: number, titles: string[]) {
  const ids: number[] = [];
  for (const title of titles) {
    const post = await prisma.post.create({ data: { authorId, title } });
//                     ^^^^^^^^^^^^^^^^^^ n-plus-one/write-in-loop
    ids.push(post.id);
  }
  return ids;
}
