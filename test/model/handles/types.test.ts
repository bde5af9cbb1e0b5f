import { DATABASE, defineCases } from './cases';

describe('whose call is this: types', () => {
  defineCases({
    'interfaces, aliases and contexts': {
      'src/context.ts': `import type { PrismaClient, Prisma } from '@prisma/client';
import type { Pool } from 'pg';
export interface Context { prisma: PrismaClient; readonly pools: { main: Pool } }
export type Db = PrismaClient | Prisma.TransactionClient;
export interface Extended extends Context { user: string }
export type Tx = Omit<PrismaClient, '$connect' | '$transaction'>;
export type Some = Pick<PrismaClient, 'user'>;
export interface Named extends PrismaClient {}
`,
      'src/users.ts': `import type { Context, Db, Extended, Named, Some, Tx } from './context';
import type * as types from './context';
export async function users(ctx: Context, db: Db, extended: Extended, tx: Tx, other: types.Context, some: Some) {
  await ctx.prisma.user.findMany(); //=> prisma.user
  await ctx.pools.main.query('SELECT 1'); //=> pg
  await db.user.findMany(); //=> prisma.user
  await extended.prisma.user.findMany(); //=> prisma.user
  await tx.user.findMany(); //=> prisma.user
  await other.prisma.user.findMany(); //=> prisma.user
  await some.user.findMany(); //=> prisma.user
}
export const named = (db: Named) => db.user.findMany(); //=> prisma.user
export const inline = (ctx: { prisma: types.Db }) => ctx.prisma.user.findMany(); //=> prisma.user
`,
    },
    'destructured parameters and objects': {
      'src/context.ts': `import { PrismaClient } from '@prisma/client';
export type Context = { prisma: PrismaClient; nested: { db: PrismaClient } };
export const services = { prisma: new PrismaClient(), nested: { list: [1] } };
`,
      'src/users.ts': `import { type Context, services } from './context';
const { prisma } = services;
const { prisma: renamed = null, ...others } = services;
export async function users({ prisma: db, nested: { db: other } }: Context, ctx: Context) {
  const { prisma: third } = ctx;
  const { user } = third;
  await prisma.user.findMany(); //=> prisma.user
  await renamed.user.findMany(); //=> prisma.user
  await db.user.findMany(); //=> prisma.user
  await other.user.findMany(); //=> prisma.user
  await user.findMany(); //=> prisma.user
}
`,
    },
    'typeof, ReturnType and InstanceType': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
export const prisma = new PrismaClient();
export const extend = () => prisma.$extends({});
export type Db = typeof prisma;
export type Extended = ReturnType<typeof extend>;
export type Instance = InstanceType<typeof PrismaClient>;
`,
      'src/users.ts': `import type { Db, Extended, Instance } from './database';
export async function users(db: Db, extended: Extended, instance: Instance) {
  await db.user.findMany(); //=> prisma.user
  await extended.user.findMany(); //=> prisma.user
  await instance.user.findMany(); //=> prisma.user
}
`,
    },
    'what a transaction hands to its callback': {
      'src/database.ts': DATABASE,
      'src/types.ts': `import type { prisma } from './database';
import type { PrismaClient } from '@prisma/client';
export type Tx = Parameters<Parameters<typeof prisma.$transaction>[0]>[0];
export type Same = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
`,
      'src/users.ts': `import { prisma } from './database';
import type { Same, Tx } from './types';
export const inTransaction = async <T>(name: string, run: (tx: Tx) => Promise<T>) => prisma.$transaction(run);
type Handed = Parameters<Parameters<typeof inTransaction>[1]>[0];
type Other = Parameters<typeof inTransaction>[0];
export async function users(tx: Tx, same: Same, handed: Handed, other: Other) {
  await tx.user.findMany(); //=> prisma.user tx
  await same.user.findMany(); //=> prisma.user tx
  await handed.user.findMany(); //=> prisma.user tx
  await other.user.findMany();
}
`,
    },
    'types that a runtime declares for every file': {
      'src/worker.ts': `interface Env {
  DB: D1Database;
  FILES: R2Bucket;
}
export default {
  async fetch(request: Request, env: Env) {
    await env.FILES.get('a');
    return env.DB.prepare('SELECT 1 FROM users').all(); //=> cloudflare-d1
  },
};
`,
      'src/own.ts': `interface D1Database {
  prepare(text: string): { all(): void };
}
export const own = (db: D1Database) => db.prepare('SELECT 1 FROM users').all();
`,
    },
  });
});
