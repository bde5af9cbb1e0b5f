import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function load(ids: number[]) {
  return Promise.all(ids.map(id => prisma.user.findUnique({ where: { id } })));
}

export function byMail(emails: string[]) {
  return Promise.all(
    emails.map(email => prisma.user.findUniqueOrThrow({ where: { email }, select: { id: true } })),
  );
}
