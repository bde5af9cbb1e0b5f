import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const ofKind = (kind: string) => prisma.$queryRaw`SELECT id FROM articles WHERE attrs @> jsonb_build_object('kind', ${kind}::text)`;

export const sorted = (kind: string) =>
  prisma.$queryRaw`SELECT id FROM articles WHERE ${kind} = attrs ->> 'kind' ORDER BY id`;

export const bracketed = () => prisma.$queryRaw`SELECT id FROM articles WHERE attrs @> jsonb_build_object('kind', 'a'::text) AND id > 5`;
