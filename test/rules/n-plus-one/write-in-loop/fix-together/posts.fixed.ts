import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function publish(authorId: number, titles: ReadonlySet<string>) {
  // Published by the nightly job.
  await prisma.post.createMany({ data: Array.from(titles, title => ({ authorId, title })) });
}

export async function importAll(rows: { title: string; by: number }[]) {
  await prisma.post.createMany({
    data: rows.map(({ title, by }, index) => {
      const words = title.split(' ');
      return {
        title: words.join('-'),
        authorId: by,
        views: index,
      };
    }),
  });
}

export async function markSeen(posts: { id: number }[]) {
  await prisma.post.updateMany({ where: { id: { in: posts.map(post => post.id) } }, data: { seenAt: new Date() } });
}

export async function remove(authors: number[]) {
  await prisma.post.deleteMany({ where: { authorId: { in: [...authors] }, published: false } });
}

// A post that is listed twice is counted twice.
export async function count(ids: number[]) {
  for (const id of ids) {
    await prisma.post.update({ where: { id }, data: { views: { increment: 1 } } });
  }
}

// The caller is told the new keys.
export async function create(authorId: number, titles: string[]) {
  const ids: number[] = [];
  for (const title of titles) {
    const post = await prisma.post.create({ data: { authorId, title } });
    ids.push(post.id);
  }
  return ids;
}
