import { PrismaClient, type Prisma } from '@prisma/client';
import * as pg from 'pg';
import cache from './cache';

const globalForPrisma = globalThis as unknown as { prisma?: PrismaClient };
export const prisma = globalForPrisma.prisma ?? new PrismaClient({ log: ['warn'] });

let pool: pg.Pool | undefined;
export function getPool(): pg.Pool {
  pool ??= new pg.Pool({ max: 10 });
  return pool;
}

export async function audit(tx: Prisma.TransactionClient, { userId, action = 'read' }: AuditEntry) {
  const client = await getPool().connect();
  const [first, ...others] = (await client.query('SELECT id FROM audit WHERE user_id = $1', [userId])).rows;
  await tx.auditEntry.create({ data: { userId, action, ...cache.defaults, [action]: others.length } });
  return first?.id;
}

export { audit as default, prisma as database } from './audit';
export * from './models';
export type Client = typeof prisma | Prisma.TransactionClient;

interface AuditEntry extends Partial<Base.Entry> {
  userId: string;
  action?: 'read' | 'write';
}
