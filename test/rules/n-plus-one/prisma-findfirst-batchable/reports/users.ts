import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function load(ids: number[]) {
  return Promise.all(ids.map(id => prisma.user.findFirst({ where: { id } })));
//                                 ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/prisma-findfirst-batchable
}

export function byMail(emails: string[]) {
  return Promise.all(
    emails.map(email => prisma.user.findFirstOrThrow({ where: { email }, select: { id: true } })),
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/prisma-findfirst-batchable
  );
}
