import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// Measured: findUnique calls that start in one tick are one statement.
export function users(ids: number[]) {
  return Promise.all(ids.map(id => prisma.user.findUnique({ where: { id }, include: { team: true } })));
}

export async function authors(posts: { authorId: number }[]) {
  return Promise.all(
    posts.map(async post => {
      const author = await prisma.user.findUniqueOrThrow({ where: { id: post.authorId } });
      return author.email;
    }),
  );
}

export function inTransaction(ids: number[]) {
  return prisma.$transaction(async tx => Promise.all(ids.map(id => tx.team.findUnique({ where: { id } }))));
}

export function inOneTransaction(ids: number[]) {
  return prisma.$transaction(ids.map(id => prisma.user.findUnique({ where: { id } })));
}

export async function collected(ids: number[]) {
  const users = [];
  for (const id of ids) users.push(prisma.user.findUnique({ where: { id } }));
  return Promise.all(users);
}

export function postsOf(ids: number[]) {
  return Promise.all(ids.map(id => prisma.user.findUnique({ where: { id } }).posts()));
}
