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
  const posts = await prisma.post.findMany({ where: { authorId: { in: [...userIds] } } });
  const postsByAuthorId = new Map<(typeof posts)[number]['authorId'], typeof posts>();
  for (const post of posts) {
    const group = postsByAuthorId.get(post.authorId);
    if (group) group.push(post);
    else postsByAuthorId.set(post.authorId, [post]);
  }
  return Promise.all(userIds.map(async id => ({ id, posts: postsByAuthorId.get(id) ?? [] })));
}
