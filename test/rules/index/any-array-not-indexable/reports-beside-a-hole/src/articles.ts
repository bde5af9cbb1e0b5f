import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const withTag = (tag: string) => prisma.$queryRaw`SELECT id FROM articles WHERE ${tag} = ANY(tags)`;
//                                                                                     ^^^^^^^^^^^^^^^^^^ index/any-array-not-indexable

export const tagged = (tag: string, limit: number) =>
  prisma.$queryRaw`SELECT id FROM articles WHERE ${tag}::text = ANY(tags) LIMIT ${limit}`;
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^ index/any-array-not-indexable
