import { PrismaClient } from '@prisma/client';

const shared = globalThis as unknown as { client?: PrismaClient };

export const db = shared.client ?? new PrismaClient().$extends({});
