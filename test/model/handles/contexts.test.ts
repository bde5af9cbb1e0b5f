import { DATABASE, defineCases } from './cases';

const TRPC = `import { initTRPC, TRPCError } from '@trpc/server';
import { prisma, pool } from './database';

export const createInnerContext = (options: { session: string }) => {
  return { session: options.session, prisma };
};
export const createContext = async ({ req }) => {
  const pg = pool;
  return { ...createInnerContext({ session: req.session }), pg };
};
const t = initTRPC.context<typeof createContext>().create({ transformer: undefined });
export const createTRPCRouter = t.router;
const signedIn = t.middleware(({ ctx, next }) => {
  return next({ ctx: { user: ctx.session } });
});
export const publicProcedure = t.procedure;
export const protectedProcedure = t.procedure.use(signedIn);
`;

describe('whose call is this: contexts', () => {
  defineCases({
    'tRPC: what createContext gives': {
      'src/database.ts': DATABASE,
      'src/trpc.ts': TRPC,
      'src/router.ts': `import { z } from 'zod';
import { createTRPCRouter, protectedProcedure, publicProcedure } from './trpc';
export const router = createTRPCRouter({
  list: publicProcedure.query(async ({ ctx }) => {
    return ctx.prisma.user.findMany(); //=> prisma.user
  }),
  get: protectedProcedure.input(z.string()).query(async ({ ctx: { prisma }, input }) => {
    return prisma.user.findUnique({ where: { id: input } }); //=> prisma.user
  }),
  raw: publicProcedure.mutation(opts => opts.ctx.pg.query('SELECT 1')), //=> pg
  nothing: publicProcedure.query(({ ctx }) => ctx.session.user.findMany()),
  input: publicProcedure.query(({ input }) => input.prisma.user.findMany()),
});
`,
    },
    'tRPC: a context that is named by a type': {
      'src/database.ts': DATABASE,
      'src/context.ts': `import type { inferAsyncReturnType } from '@trpc/server';
import { prisma } from './database';
export function createContext() {
  return { prisma };
}
export type Context = inferAsyncReturnType<typeof createContext>;
export type Later = Awaited<ReturnType<typeof createContext>>;
`,
      'src/trpc.ts': `import { initTRPC } from '@trpc/server';
import type { Context, Later } from './context';
import { prisma } from './database';
const base = initTRPC.context<Context>().meta<{ open: boolean }>().create();
const later = initTRPC.context<Later>().create();
const old = initTRPC.context<{ prisma: typeof prisma }>().create();
export const procedure = base.procedure.use(async ({ ctx, next }) => {
  await ctx.prisma.user.count(); //=> prisma.user
  return next({ ctx: { ...ctx, prisma: ctx.prisma } });
});
export const one = later.procedure.query(({ ctx }) => ctx.prisma.user.count()); //=> prisma.user
export const two = old.procedure.query(({ ctx }) => ctx.prisma.user.count()); //=> prisma.user
`,
      'src/router.ts': `import { procedure } from './trpc';
export const list = procedure.query(({ ctx }) => ctx.prisma.user.findMany()); //=> prisma.user
`,
    },
    'GraphQL: the type of a context as a parameter': {
      'src/database.ts': DATABASE,
      'src/context.ts': `import { prisma } from './database';
export interface Context {
  prisma: typeof prisma;
}
`,
      'src/resolvers.ts': `import type { Context } from './context';
export const resolvers = {
  users: (_parent: unknown, _args: unknown, { prisma }: Context) => prisma.user.findMany(), //=> prisma.user
  posts: async (_: unknown, args: {}, context: Context) => context.prisma.post.findMany(), //=> prisma.post
};
`,
    },
    'a context of the program itself': {
      'src/database.ts': DATABASE,
      'src/scope.ts': `import { AsyncLocalStorage } from 'node:async_hooks';
import type { PrismaClient } from '@prisma/client';
import { prisma } from './database';
const storage = new AsyncLocalStorage<{ prisma: PrismaClient }>();
const context = { prisma, log: console };
export const useContext = () => context;
export function getStore() {
  return storage.getStore();
}
export const client = () => storage.getStore()?.prisma ?? prisma;
`,
      'src/users.ts': `import { client, getStore, useContext } from './scope';
export async function users() {
  const { prisma } = useContext();
  await prisma.user.findMany(); //=> prisma.user
  await client().user.findMany(); //=> prisma.user
  await getStore().prisma.user.findMany(); //=> prisma.user
}
`,
    },
    'tRPC: what middleware adds': {
      'src/database.ts': DATABASE,
      'src/trpc.ts': `import { initTRPC } from '@trpc/server';
import { pool, prisma } from './database';
const t = initTRPC.create();
const withPool = t.middleware(async ({ next }) => {
  return next({ ctx: { pool } });
});
export const procedure = t.procedure.use(({ ctx, next }) => next({ ctx: { ...ctx, db: prisma } })).use(withPool);
export const plain = t.procedure;
`,
      'src/router.ts': `import { plain, procedure } from './trpc';
export const list = procedure.query(({ ctx }) => ctx.db.user.findMany()); //=> prisma.user
export const raw = procedure.query(({ ctx: { pool } }) => pool.query('SELECT 1')); //=> pg
export const none = plain.query(({ ctx }) => ctx.db.user.findMany());
`,
    },
    'Hono: bindings and variables': {
      'src/database.ts': DATABASE,
      'src/app.ts': `import { type Context, Hono } from 'hono';
import type { Pool } from 'pg';
type Bindings = { DB: D1Database };
interface App {
  Bindings: Bindings;
  Variables: { pool: Pool };
}
const app = new Hono<App>();
app.get('/', async c => c.json(await c.env.DB.prepare('SELECT 1 FROM a').all())) //=> cloudflare-d1
  .post('/', async c => {
    await c.get('pool').query('SELECT 1'); //=> pg
    return c.var.pool.query('SELECT 2'); //=> pg
  });
export const load = (c: Context<App>) => c.get('pool').query('SELECT 3'); //=> pg
export const other = (c: Context<App>) => c.get('name').query('SELECT 3');
`,
    },
    'Koa: the state of a context': {
      'src/database.ts': DATABASE,
      'src/app.ts': `import type { ParameterizedContext } from 'koa';
import type { Pool } from 'pg';
type State = { auth: { pool: Pool } | Record<string, never> };
interface ApiContext<Body = unknown> extends ParameterizedContext<State, {}, Body> {
  input: Body;
}
export const load = (ctx: ApiContext<string>) => ctx.state.auth.pool.query('SELECT 1'); //=> pg
export async function save(ctx: ParameterizedContext<State>) {
  const { pool } = ctx.state.auth;
  await pool.query('SELECT 1'); //=> pg
  await ctx.state.auth.other.query('SELECT 1');
}
`,
    },
    'Express: what is put on the application and on requests': {
      'src/database.js': DATABASE,
      'src/app.js': `const express = require('express');
const { pool, prisma } = require('./database');
const app = express();
app.locals.db = pool;
app.set('store', prisma);
app.use((req, res, next) => {
  req.prisma = prisma;
  res.locals.name = 'a';
  next();
});
module.exports = app;
`,
      'src/users.js': `exports.users = async (req, res) => {
  const { db } = req.app.locals;
  await db.query('SELECT 1'); //=> pg
  await req.prisma.user.findMany(); //=> prisma.user
  await req.app.get('store').post.count(); //=> prisma.post
  await res.locals.name.query('SELECT 1');
  await req.body.db.query('SELECT 1');
};
exports.other = other => other.prisma.user.findMany();
`,
    },
    'Fastify: decorators, also those that only types speak of': {
      'src/database.ts': DATABASE,
      'src/plugin.ts': `import fp from 'fastify-plugin';
import type { PrismaClient } from '@prisma/client';
import { pool } from './database';
declare module 'fastify' {
  interface FastifyInstance {
    prisma: PrismaClient;
  }
}
export default fp(async fastify => {
  fastify.decorate('pool', pool);
});
`,
      'src/routes.ts': `import type { FastifyInstance } from 'fastify';
export default async function routes(fastify: FastifyInstance) {
  fastify.get('/users', async request => {
    await request.server.pool.query('SELECT 1'); //=> pg
    return fastify.prisma.user.findMany(); //=> prisma.user
  });
}
`,
    },
    'Koa and Hono: what middleware puts on a context': {
      'src/database.ts': DATABASE,
      'src/koa.js': `import { prisma } from './database';
export const withDb = async (ctx, next) => {
  ctx.state.db = prisma;
  await next();
};
`,
      'src/hono.ts': `import { createMiddleware } from 'hono/factory';
import { pool } from './database';
export const withPool = createMiddleware(async (c, next) => {
  c.set('pool', pool);
  await next();
});
`,
      'src/users.js': `export const users = async ctx => {
  ctx.body = await ctx.state.db.user.findMany(); //=> prisma.user
};
export const rows = async c => c.json(await c.get('pool').query('SELECT 1')); //=> pg
`,
    },
  });
});
