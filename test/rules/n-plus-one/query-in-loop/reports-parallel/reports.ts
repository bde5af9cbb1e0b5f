import { PrismaClient } from '@prisma/client';
import { loadFlags } from './flags';

const prisma = new PrismaClient();

export function firstPosts(users: { id: number }[]) {
  return Promise.all(users.map(user => prisma.post.findFirst({ where: { authorId: user.id } })));
//                                     ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
}

export async function notify(users: { id: number }[]) {
  users.forEach(async user => {
    const posts = await prisma.post.findMany({ where: { authorId: user.id } });
//                      ^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    console.log(posts.length);
  });
}

// findUnique calls that start together are one statement, but here an own request stands before each of them.
export function withFlags(users: { id: number }[]) {
  return Promise.all(
    users.map(async user => {
      const flags = await loadFlags(user.id);
      const row = await prisma.user.findUnique({ where: { id: user.id } });
//                      ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      return { flags, row };
    }),
  );
}

// A condition that is no plain equality keeps Prisma from putting them together.
export function activeUsers(emails: string[]) {
  return Promise.all(
    emails.map(email => prisma.user.findUnique({ where: { email, createdAt: { gt: new Date(0) } } })),
//                      ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  );
}
