import { PrismaClient } from '@prisma/client';
import { cache } from 'react';

const prisma = new PrismaClient();
const known = new Map<number, unknown>();

// Asks once per user, however often it is called.
export async function remembered(id: number) {
  const hit = known.get(id);
  if (hit) return hit;
  const user = await prisma.user.findFirst({ where: { id } });
  known.set(id, user);
  return user;
}

export const onceARequest = cache(async (id: number) => prisma.user.findFirst({ where: { id } }));

// Prisma sends the calls that start together as one statement.
export function unique(id: number) {
  return prisma.user.findUnique({ where: { id } });
}

export async function describeUser(id: number, options: { withPosts?: boolean } = {}) {
  if (options.withPosts) return prisma.post.findMany({ where: { authorId: id } });
  return `user ${id}`;
}

export function byIds(ids: number[]) {
  return prisma.user.findMany({ where: { id: { in: ids } } });
}

export async function nameOf(user: { name: string }) {
  return user.name;
}
