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
  const found = new Map<number, unknown[]>();
  for (let i = 0; i < userIds.length; i++) {
    const id = userIds[i];
    found.set(i, await prisma.post.findMany({ where: { authorId: id } }));
//                     ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
  return found;
}

// Walking up is one query after the other by its nature, but doing so for every post is not.
export async function teamPaths(posts: { authorId: number }[]) {
  for (const post of posts) {
    let next: number | null = post.authorId;
    while (next !== null) {
      const user: { teamId: number } | null = await prisma.user.findFirst({ where: { id: next } });
//                                                  ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      next = user?.teamId ?? null;
    }
  }
}
