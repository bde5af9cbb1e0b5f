import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function authorsOf(posts: { authorId: number }[]) {
  const names: string[] = [];
  for (const post of posts) {
    const author = await prisma.user.findUnique({ where: { id: post.authorId } });
//                       ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    names.push(author?.email ?? 'unknown');
  }
  return names;
}

export async function postsOf(userIds: number[]) {
  return Promise.all(userIds.map(async id => ({ id, posts: await prisma.post.findMany({ where: { authorId: id } }) })));
//                                                               ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
}
