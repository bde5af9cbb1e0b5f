import { defineCases } from './handle-cases';

const DATABASE = `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
export const prisma = new PrismaClient();
export const pool = new Pool();
`;

describe('whose call is this: imports and exports', () => {
  defineCases({
    'a named export, also under another name': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import { prisma, pool as db } from './database';
export const users = () => prisma.user.findMany(); //=> prisma.user
export const rows = () => db.query('SELECT 1 FROM a'); //=> pg
`,
    },
    'a namespace import': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import * as database from './database';
export const users = () => database.prisma.user.findMany(); //=> prisma.user
`,
    },
    'a default export of a name, of an expression, of an object and under another name': {
      'src/a.ts': `${DATABASE}export default prisma;\n`,
      'src/b.ts': "import pg from 'pg';\nexport default new pg.Pool();\n",
      'src/c.ts': "import { prisma } from './a';\nexport default { prisma };\n",
      'src/d.ts': "import { prisma } from './a';\nexport { prisma as default };\n",
      'src/users.ts': `import prisma from './a';
import pool from './b';
import services from './c';
import other from './d';
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await pool.query('SELECT 1'); //=> pg
  await services.prisma.user.count(); //=> prisma.user
  await other.post.count(); //=> prisma.post
}
`,
    },
    barrels: {
      'src/database/client.ts': DATABASE,
      'src/database/index.ts': "export * from './client';\nexport { pool as db } from './client';\n",
      'src/lib/index.ts':
        "export * as database from '../database';\nexport { prisma as default } from '../database';\n",
      'src/users.ts': `import { prisma, db } from './database';
import client, { database } from './lib';
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await db.query('SELECT 1'); //=> pg
  await client.user.count(); //=> prisma.user
  await database.prisma.user.count(); //=> prisma.user
}
`,
    },
    'a barrel of the package itself': {
      'src/database.ts': "export * from '@prisma/client';\n",
      'src/users.ts': `import { PrismaClient } from './database';
const prisma = new PrismaClient();
export const users = (other: PrismaClient) =>
  prisma.user.findMany() && //=> prisma.user
  other.post.findMany(); //=> prisma.post
`,
    },
    require: {
      'src/database.js': `const { PrismaClient } = require('@prisma/client');
const { Pool } = require('pg');
const pg = require('pg');
const prisma = new PrismaClient();
const pool = new Pool();
module.exports = { prisma, pool, other: new pg.Client() };
`,
      'src/single.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n",
      'src/users.js': `const { prisma, pool } = require('./database');
const database = require('./database');
const single = require('./single');
exports.users = async () => {
  await prisma.user.findMany(); //=> prisma.user
  await pool.query('SELECT 1'); //=> pg
  await database.prisma.user.findMany(); //=> prisma.user
  await database.other.query('SELECT 1'); //=> pg
  await single.query('SELECT 1'); //=> pg
};
`,
    },
    'a require that TypeScript understands': {
      'src/database.ts': "import pg = require('pg');\nconst pool = new pg.Pool();\nexport = pool;\n",
      'src/users.ts': `import pool from './database';
export const users = () => pool.query('SELECT 1'); //=> pg
`,
    },
    'names under which a compiled file would stand': {
      'src/database.ts': DATABASE,
      'src/lib/index.mts': "export { prisma } from '../database.js';\n",
      'src/users.ts': `import { prisma } from './database.js';
import { prisma as other } from './lib/index.mjs';
export const users = () => prisma.user.findMany(); //=> prisma.user
export const posts = () => other.post.findMany(); //=> prisma.post
`,
    },
    'the paths of tsconfig.json': {
      'tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"], "db": ["./src/database.ts"] } } }',
      'src/database.ts': DATABASE,
      'src/users.ts': `import { prisma } from '@/database';
import { pool } from 'db';
import { prisma as third } from 'src/database';
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await pool.query('SELECT 1'); //=> pg
  await third.user.findMany(); //=> prisma.user
}
`,
    },
    'packages of the workspace: entries, what is built from src, and subpaths': {
      'packages/db/package.json':
        '{ "name": "@acme/db", "exports": { ".": "./dist/index.js", "./pool": "./dist/pool.js", "./clients/*": "./dist/clients/*.js" } }',
      'packages/db/src/index.ts': "export { prisma } from './clients/prisma';\n",
      'packages/db/src/clients/prisma.ts': DATABASE,
      'packages/db/src/pool.ts': "export { pool } from './clients/prisma';\n",
      'packages/plain/package.json': '{ "name": "plain", "main": "lib/main.js" }',
      'packages/plain/src/main.ts': "export { prisma as db } from '@acme/db';\n",
      'packages/plain/deep/file.ts': "export { prisma as db } from '@acme/db';\n",
      'apps/web/users.ts': `import { prisma } from '@acme/db';
import { pool } from '@acme/db/pool';
import { pool as other } from '@acme/db/clients/prisma';
import { db } from 'plain';
import { db as deep } from 'plain/deep/file';
export async function users() {
  await prisma.user.findMany(); //=> prisma.user
  await pool.query('SELECT 1'); //=> pg
  await other.query('SELECT 1'); //=> pg
  await db.user.findMany(); //=> prisma.user
  await deep.user.findMany(); //=> prisma.user
}
`,
    },
    'a generated client that is not on disk': {
      'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}
generator client {
  provider = "prisma-client"
  output   = "../src/generated/prisma"
}
model User {
  id Int @id
}
`,
      'src/database.ts': `import { PrismaClient } from './generated/prisma/client';
export const prisma = new PrismaClient();
`,
      'src/users.ts': `import { prisma } from './database';
import type { Prisma } from './generated/prisma';
export const users = () => prisma.user.findMany(); //=> prisma.user
export const one = (tx: Prisma.TransactionClient) => tx.user.findFirst(); //=> prisma.user tx
`,
    },
    'the client in its hidden package': {
      'src/users.ts': `import { PrismaClient } from '.prisma/client';
const prisma = new PrismaClient();
export const users = () => prisma.user.findMany(); //=> prisma.user
`,
    },
  });
});

describe('whose call is this: classes', () => {
  defineCases({
    'fields with an initializer, a type, an assignment, a parameter property': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
import type { Pool } from 'pg';
import { pool } from './database';

export class Users {
  private readonly prisma = new PrismaClient();
  private reader: PrismaClient;
  private writer;
  static shared = new PrismaClient();

  constructor(private readonly pool: Pool, given: PrismaClient) {
    this.reader = given;
    this.writer = pool;
    this.prisma.user.count(); //=> prisma.user
  }

  async list() {
    await this.prisma.user.findMany(); //=> prisma.user
    await this.reader.user.findMany(); //=> prisma.user
    await this.writer.query('SELECT 1'); //=> pg
    await this.pool.query('SELECT 1'); //=> pg
    await Users.shared.user.findMany(); //=> prisma.user
  }

  static async all() {
    await this.shared.user.findMany(); //=> prisma.user
  }

  get users() {
    const { prisma } = this;
    return prisma.user;
  }

  private repository = this.prisma.user.findMany(); //=> prisma.user

  later = () => this.prisma.user.findMany(); //=> prisma.user

  count() {
    return this.users.count(); //=> prisma.user
  }
}
`,
    },
    'private names': {
      'src/users.ts': `import { Pool } from 'pg';
export class Users {
  #pool = new Pool();
  list() {
    return this.#pool.query('SELECT 1'); //=> pg
  }
}
`,
    },
    'a service that is a client': {
      'src/prisma.service.ts': `import { PrismaClient } from '@prisma/client';
export class PrismaService extends PrismaClient {
  async onModuleInit() {
    await this.$connect();
    await this.user.count(); //=> prisma.user
    await super.$queryRaw\`SELECT 1\`; //=> prisma
  }
}
`,
      'src/users.service.ts': `import { PrismaService } from './prisma.service';
export class UsersService {
  constructor(private prisma: PrismaService) {}
  list() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'a base class of another file': {
      'src/repository.ts': `import { PrismaClient } from '@prisma/client';
export abstract class Repository {
  constructor(protected readonly prisma: PrismaClient) {}
  protected client() {
    return this.prisma;
  }
}
`,
      'src/middle.ts': "import { Repository } from './repository';\nexport class Middle extends Repository {}\n",
      'src/users.ts': `import { Middle } from './middle';
export class Users extends Middle {
  list() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
  count() {
    return this.client().user.count(); //=> prisma.user
  }
  first() {
    return super.client().user.findFirst(); //=> prisma.user
  }
}
`,
    },
    'a default export that is a class, and objects of classes': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
export default class Database {
  readonly prisma = new PrismaClient();
  static instance = new Database();
  static get() {
    return Database.instance;
  }
}
`,
      'src/users.ts': `import Database from './database';
const database = new Database();
export async function users(given: Database) {
  await database.prisma.user.findMany(); //=> prisma.user
  await given.prisma.user.findMany(); //=> prisma.user
  await Database.instance.prisma.user.findMany(); //=> prisma.user
  await Database.get().prisma.user.findMany(); //=> prisma.user
  await new Database().prisma.user.findMany(); //=> prisma.user
}
`,
    },
    'a class in a function': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
export function build() {
  class Users {
    prisma = new PrismaClient();
    get() {
      return this.prisma.user.findMany(); //=> prisma.user
    }
  }
  return new Users();
}
`,
    },
    'what a class inherits from a client, and what it does itself': {
      'src/database.ts': `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
export class Database extends PrismaClient {}
export class Deeper extends Database {
  $executeRaw() {}
}
export class Queries extends Pool {
  query(text: string) {
    return super.query(text); //=> pg
  }
}
export class Plain extends Pool {}
`,
      'src/users.ts': `import { Database, Deeper, Plain, Queries } from './database';
export async function users(database: Database, deeper: Deeper, queries: Queries, plain: Plain) {
  await database.$queryRaw\`SELECT 1\`; //=> prisma
  await deeper.$queryRaw\`SELECT 1\`; //=> prisma
  await deeper.$executeRaw\`SELECT 1\`;
  await deeper.$transaction(async tx => {
    await tx.user.findMany(); //=> prisma.user tx
  });
  await database.$extends({}).user.findMany(); //=> prisma.user
  await plain.query('SELECT 1'); //=> pg
  await queries.query('SELECT 1');
  const client = await plain.connect();
  await client.query('SELECT 1'); //=> pg
}
`,
    },
    'what a constructor makes': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
const make = () => new PrismaClient();
export class Users {
  constructor(options) {
    const pool = new Pool(options.pool());
    const made = make();
    this.direct = make();
    this.pool = pool;
    this.made = made;
    this.prisma = new PrismaClient();
    this.ready = pool.query('SELECT 1'); //=> pg
    if (options.client) {
      this.either = options.client ?? make();
    }
  }
  run() {
    this.direct.user.findMany(); //=> prisma.user
    this.pool.query('SELECT 1'); //=> pg
    this.made.user.findMany(); //=> prisma.user
    this.prisma.user.findMany(); //=> prisma.user
    this.either.user.findMany(); //=> prisma.user
  }
  get all() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'getters that make or fetch the client': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
const make = () => new PrismaClient();
export class Users {
  private _client?: PrismaClient;
  get lazy() {
    const made = make();
    return made;
  }
  get direct() {
    return make();
  }
  get cached() {
    this._client ??= make();
    return this._client;
  }
  static get shared() {
    return make();
  }
  run() {
    this.lazy.user.findMany(); //=> prisma.user
    this.direct.user.findMany(); //=> prisma.user
    this.cached.user.findMany(); //=> prisma.user
    Users.shared.user.findMany(); //=> prisma.user
  }
}
`,
    },
  });
});

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
  });
});

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
  });
});

describe('whose call is this: not ours', () => {
  defineCases({
    'an Angular service with the name of a client': {
      'src/prisma.service.ts': `import { HttpClient } from '@angular/common/http';
export class PrismaService {
  constructor(private http: HttpClient) {}
  user = { findMany: () => this.http.get('/users') };
}
`,
      'src/users.component.ts': `import { PrismaService } from './prisma.service';
export class UsersComponent {
  constructor(private prisma: PrismaService) {}
  load() {
    return this.prisma.user.findMany();
  }
}
`,
    },
    'a class of the project that is called Pool or PrismaClient': {
      'src/pool.ts': `export class Pool {
  query(text: string) {
    return text;
  }
}
export class PrismaClient {
  user = { findMany() { return []; } };
}
`,
      'src/users.ts': `import { Pool, PrismaClient } from './pool';
const pool = new Pool();
const prisma = new PrismaClient();
export const users = (other: Pool) => [pool.query('SELECT 1'), other.query('SELECT 1'), prisma.user.findMany()];
`,
    },
    'clients that fetch': {
      'src/users.ts': `import axios from 'axios';
import { createClient } from '@supabase/supabase-js';
import { QueryClient } from '@tanstack/react-query';
const prisma = axios.create();
const supabase = createClient('', '');
const client = new QueryClient();
export async function users(db, pool: Pool) {
  await prisma.user.findMany();
  await supabase.query('SELECT 1');
  await client.query('SELECT 1');
  await db.user.findMany();
  await pool.query('SELECT 1');
  await unknown.query('SELECT 1');
  await fetch('/users').query();
}
`,
    },
    'a local name that hides the client': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export function users(prisma: Map<string, string>) {
  return prisma.user.findMany();
}
export function posts() {
  const prisma = { post: { findMany: () => [] } };
  {
    const prisma = new PrismaClient();
    prisma.post.findMany(); //=> prisma.post
  }
  return prisma.post.findMany();
}
`,
    },
    'no model of that name': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
class Service extends PrismaClient {
  logger = { count() {} };
}
const prisma = new Service();
prisma.logger.count();
prisma.nothing.findMany();
prisma.user.findMany(); //=> prisma.user
`,
    },
    'types alone': {
      'src/users.ts': `import type { User } from '@prisma/client';
import { Prisma } from '@prisma/client';
export const users = (user: User, where: Prisma.UserWhereInput) => [user.query(), where.user.findMany(), Prisma.user.findMany()];
`,
    },
  });
});

describe('whose call is this: circles', () => {
  defineCases({
    'modules that import each other': {
      'src/a.ts': `import { b } from './b';
import { PrismaClient } from '@prisma/client';
export const a = b;
export const prisma = new PrismaClient();
export * from './b';
`,
      'src/b.ts': `import { a, prisma } from './a';
export const b = a;
export const client = prisma;
export * from './a';
`,
      'src/users.ts': `import { a, client, nothing } from './a';
a.user.findMany();
client.user.findMany(); //=> prisma.user
nothing.user.findMany();
`,
    },
    'values, classes, types and functions made of themselves': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
let a = b;
let b = a;
let state = { prisma: null };
state = { ...state, prisma: new PrismaClient() };
class Left extends Right {}
class Right extends Left {}
interface One extends Two { self: One }
interface Two extends One {}
type Alias = Other;
type Other = Alias;
const again = () => again();
function even() {
  return odd();
}
function odd() {
  return even() ?? new PrismaClient();
}
export function run(one: One, alias: Alias, left: Left) {
  a.user.findMany();
  new Left().user.findMany();
  left.$queryRaw\`SELECT 1\`;
  one.prisma.user.findMany();
  one.self.self.query('SELECT 1');
  alias.user.findMany();
  again().user.findMany();
  even().user.findMany(); //=> prisma.user
  odd().user.findMany(); //=> prisma.user
}
`,
    },
    'barrels that all pass each other on': passEachOtherOn(24),
    'many variables that are each other': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
${numbers(20)
  .map(
    i =>
      `let v${i} = ${numbers(20)
        .map(j => `v${j}`)
        .join(' ?? ')};`,
  )
  .join('\n')}
v0.user.findMany();
export const users = () => v3.user.findMany();
`,
    },
  });
});

function passEachOtherOn(count: number): Record<string, string> {
  const files: Record<string, string> = {
    'src/database.ts': DATABASE,
    'src/users.ts': `import { prisma, nothing } from './module0';
prisma.user.findMany(); //=> prisma.user
nothing.user.findMany();
`,
  };
  for (const i of numbers(count)) {
    const others = numbers(count).filter(j => j !== i);
    files[`src/module${i}.ts`] = others.map(j => `export * from './module${j}';\n`).join('');
  }
  files[`src/module${count - 1}.ts`] += "export * from './database';\n";
  return files;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
