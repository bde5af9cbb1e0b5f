import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// One after the other, nothing is batched whatever the method.
export async function inTurn(ids: number[]) {
  const users: unknown[] = [];
  for (const id of ids) users.push(await prisma.user.findFirst({ where: { id } }));
//                                       ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  return users;
}

// Not a key, and an order that findUnique does not have.
export function latest(ids: number[]) {
  return Promise.all(ids.map(id => prisma.post.findFirst({ where: { authorId: id }, orderBy: { id: 'desc' } })));
//                                 ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
}

// Already what it should be.
export function unique(ids: number[]) {
  return Promise.all(ids.map(id => prisma.user.findUnique({ where: { id } })));
}

export function single(id: number) {
  return prisma.user.findFirst({ where: { id } });
}
