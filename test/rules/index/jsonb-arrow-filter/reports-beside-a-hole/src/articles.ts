import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const ofKind = (kind: string) => prisma.$queryRaw`SELECT id FROM articles WHERE attrs ->> 'kind' = ${kind}`;
//                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter

export const sorted = (kind: string) =>
  prisma.$queryRaw`SELECT id FROM articles WHERE ${kind} = attrs ->> 'kind' ORDER BY id`;
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter

export const bracketed = () => prisma.$queryRaw`SELECT id FROM articles WHERE attrs ->> 'kind' = ('a') AND id > 5`;
//                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
