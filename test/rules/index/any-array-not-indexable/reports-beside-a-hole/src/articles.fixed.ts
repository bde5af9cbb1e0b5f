import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const withTag = (tag: string) => prisma.$queryRaw`SELECT id FROM articles WHERE tags @> ARRAY[${tag}]::text[]`;

export const tagged = (tag: string, limit: number) =>
  prisma.$queryRaw`SELECT id FROM articles WHERE tags @> ARRAY[${tag}::text]::text[] LIMIT ${limit}`;
