import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function authorsOf(posts: { authorId: number }[]) {
  const names: string[] = [];
  const users = await prisma.user.findMany({ where: { id: { in: posts.map(post => post.authorId) } } });
  const userById = new Map(users.map(user => [user.id, user]));
  for (const post of posts) {
    const author = userById.get(post.authorId) ?? null;
    names.push(author?.email ?? 'unknown');
  }
  return names;
}

export async function postsOf(userIds: number[]) {
  const found = new Map<number, unknown[]>();
  for (let i = 0; i < userIds.length; i++) {
    const id = userIds[i];
    found.set(i, await prisma.post.findMany({ where: { authorId: id } }));
  }
  return found;
}

// Walking up is one query after the other by its nature, but doing so for every post is not.
export async function teamPaths(posts: { authorId: number }[]) {
  for (const post of posts) {
    let next: number | null = post.authorId;
    while (next !== null) {
      const user: { teamId: number } | null = await prisma.user.findFirst({ where: { id: next } });
      next = user?.teamId ?? null;
    }
  }
}
