import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// All statements are sent at once.
export async function rename(posts: { id: number; title: string }[]) {
  await prisma.$transaction(
    posts.map(post => prisma.post.update({ where: { id: post.id }, data: { title: post.title } })),
  );
}

export async function renameLater(posts: { id: number; title: string }[]) {
  const updates: ReturnType<typeof prisma.post.update>[] = [];
  for (const post of posts) updates.push(prisma.post.update({ where: { id: post.id }, data: { title: post.title } }));
  await prisma.$transaction(updates);
}

// One statement for each hundred rows is the remedy.
export async function publish(batches: { authorId: number; title: string; slug: string }[][]) {
  for (const batch of batches) await prisma.post.createMany({ data: batch });
}

// An index into the posts of a page, until all are gone.
export async function prune(authorId: number) {
  let gone = 0;
  do {
    gone = (await prisma.post.deleteMany({ where: { authorId } })).count;
  } while (gone > 0);
}
