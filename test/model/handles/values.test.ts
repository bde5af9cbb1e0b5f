import { DATABASE, defineCases } from './cases';

describe('whose call is this: values', () => {
  defineCases({
    'factories and getters': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
export function createClient() {
  return new PrismaClient({ log: [] });
}
export const arrow = (): PrismaClient => build();
export const lazy = { get prisma() { return createClient(); }, make: () => createClient() };
export async function connect(): Promise<PrismaClient> {
  return load();
}
`,
      'src/users.ts': `import { arrow, connect, createClient, lazy } from './database';
const prisma = createClient();
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await createClient().user.findMany(); //=> prisma.user
  await arrow().user.findMany(); //=> prisma.user
  await lazy.make().user.findMany(); //=> prisma.user
  await (await connect()).user.findMany(); //=> prisma.user
  const db = await connect();
  await db.user.findMany(); //=> prisma.user
}
`,
    },
    'a helper of a package or of the workspace that keeps what a factory makes': {
      'src/remember.ts': `const kept = new Map();
export function remember<T>(name: string, make: () => T): T {
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name);
}
`,
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
import { remember as keep } from '@epic-web/remember';
import { remember } from './remember';
const prisma = remember('prisma', () => new PrismaClient());
const other = keep('prisma', () => {
  const client = new PrismaClient();
  return client;
});
export const users = () => prisma.user.findMany(); //=> prisma.user
export const posts = () => other.post.findMany(); //=> prisma.post
`,
    },
    'one client for each process': {
      'src/a.ts': `import { PrismaClient } from '@prisma/client';
declare global { var prisma: PrismaClient | undefined }
export const prisma = global.prisma ?? new PrismaClient();
if (process.env.NODE_ENV !== 'production') global.prisma = prisma;
`,
      'src/b.ts': `import { PrismaClient } from '@prisma/client';
const globalForPrisma = globalThis as unknown as { prisma: PrismaClient };
export const prisma = globalForPrisma.prisma || new PrismaClient();
export const typed = globalForPrisma.prisma;
`,
      'src/c.ts': `import { PrismaClient } from '@prisma/client';
const build = () => new PrismaClient();
declare const globalThis: { prismaGlobal: ReturnType<typeof build> } & typeof global;
const prisma = globalThis.prismaGlobal ?? build();
export default prisma;
export const other = (globalThis.other ??= build());
`,
      'src/users.ts': `import { prisma as a } from './a';
import { prisma as b } from './b';
import c, { other } from './c';
export async function users() {
  await a.user.findMany(); //=> prisma.user
  await b.user.findMany(); //=> prisma.user
  await c.user.findMany(); //=> prisma.user
  await other.user.findMany(); //=> prisma.user
}
`,
    },
    'a variable that is assigned later, in its own module': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
export let prisma;
let pool;
let client = null;
if (process.env.CI) prisma = new PrismaClient();
else prisma = new PrismaClient({ log: [] });
pool = new Pool();
export { pool };
export function getClient() {
  if (!client) client = new PrismaClient();
  return client;
}
`,
      'src/users.ts': `import { getClient, pool, prisma } from './database';
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await pool.query('SELECT 1'); //=> pg
  await getClient().user.findMany(); //=> prisma.user
}
export async function own() {
  let mine;
  mine = getClient();
  await mine.user.findMany(); //=> prisma.user
}
`,
    },
    'extended clients, replicas': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient().$extends({ query: {} }).$extends({ model: {} });
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await prisma.$replica().user.findMany(); //=> prisma.user
}
`,
    },
    'transactions, also where the parameter has the name of the client': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function transfer() {
  await prisma.user.findMany(); //=> prisma.user
  await prisma.$transaction(async tx => {
    await tx.user.findMany(); //=> prisma.user tx
    await prisma.user.findMany(); //=> prisma.user
  });
  await prisma.$transaction(async prisma => {
    await prisma.user.findMany(); //=> prisma.user tx
    const log = async () => prisma.post.findMany(); //=> prisma.post tx
    await log();
  }, { timeout: 5000 });
  await prisma.$transaction([
    prisma.user.findMany(), //=> prisma.user
  ]);
}
`,
    },
    'clients of a pool': {
      'src/users.ts': `import { Pool, type PoolClient } from 'pg';
const pool = new Pool();
async function insert(client: PoolClient) {
  await client.query('INSERT INTO a VALUES (1)'); //=> pg
}
export async function users() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN'); //=> pg
    await insert(client);
  } finally {
    client.release();
  }
  await (await pool.connect()).query('SELECT 1'); //=> pg
}
`,
    },
    'names that every object has': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
const __proto__ = new PrismaClient();
export { __proto__ };
export const constructor = __proto__;
export const toString = { valueOf: __proto__ };
`,
      'src/users.ts': `import { __proto__ as first, constructor, toString } from './database';
import * as database from './database';
import { hasOwnProperty } from './empty';
export async function users() {
  await first.user.findMany(); //=> prisma.user
  await constructor.user.findMany(); //=> prisma.user
  await toString.valueOf.user.findMany(); //=> prisma.user
  await database.constructor.user.findMany(); //=> prisma.user
  await database.hasOwnProperty.user.findMany();
  await hasOwnProperty.user.findMany();
  await valueOf.user.findMany();
}
`,
      'src/empty.ts': 'export {};\n',
    },
    'objects that are filled after they were declared': {
      'src/database.ts': DATABASE,
      'src/clients.ts': `import { pool, prisma } from './database';
const clients = {};
clients.main = prisma;
export default clients;
`,
      'src/services.js': `const { pool } = require('./database');
const services = module.exports = {};
const other = {};
other.pool = pool;
module.exports = other;
`,
      'src/users.ts': `import clients from './clients';
import { pool } from './services';
export async function users() {
  await clients.main.user.findMany(); //=> prisma.user
  await clients.other.user.findMany();
  await pool.query('SELECT 1'); //=> pg
}
`,
    },
    'the loader of Sequelize, which fills an object with models': {
      'models/index.js': `'use strict';
const fs = require('fs');
const path = require('path');
const Sequelize = require('sequelize');
const db = {};
const sequelize = new Sequelize(process.env.DATABASE_URL);
fs.readdirSync(__dirname).forEach(file => {
  const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes);
  db[model.name] = model;
});
Object.keys(db).forEach(name => db[name].associate?.(db));
db.sequelize = sequelize;
db.Sequelize = Sequelize;
module.exports = db;
`,
      'src/users.js': `const db = require('../models');
const { Post, sequelize } = require('../models');
exports.users = async () => {
  await db.User.findAll(); //=> sequelize.User
  await Post.count(); //=> sequelize.Post
  await sequelize.query('SELECT 1'); //=> sequelize
  const user = await db.User.findByPk(1); //=> sequelize.User
  await user.save(); //=> sequelize.User
};
`,
    },
  });
});
