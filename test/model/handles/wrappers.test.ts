import { DATABASE, defineCases } from './cases';

describe('which function runs: wrappers', () => {
  defineCases({
    'a wrapper of the workspace or of a package that is given one function': {
      'src/database.ts': DATABASE,
      'src/trace.ts': `export const withTrace = fn => async (...args) => fn(...args);
export const named = (name, fn) => fn;
export function wrap(fn) {
  return function wrapped(...args) {
    return fn.apply(this, args);
  };
}
`,
      'src/users.ts': `import asyncHandler from 'express-async-handler';
import { instrument } from 'tracer';
import { prisma } from './database';
import { named, withTrace, wrap } from './trace';
export const load = withTrace(async (id: number) => prisma.user.findUnique({ where: { id } })); //=> prisma.user
export const list = named('list', async () => prisma.user.findMany()); //=> prisma.user
export const first = instrument('first', { level: 1 }, async () => prisma.user.findFirst()); //=> prisma.user
export const handle = asyncHandler(async (req, res) => res.json(await prisma.user.count())); //=> prisma.user
async function plain(id: number) {}
export const wrapped = wrap(plain);
export const twice = withTrace(wrap(plain));
export const other = createServerAction().input(schema).handler(async () => {});
export const server = server$(async () => {});
`,
      'src/page.ts': `import { first, handle, list, load, other, server, twice, wrapped } from './users';
export async function page(ids: number[]) {
  await load(1); //-> load
  await list(); //-> list
  await first(); //-> first
  await handle(); //-> handle
  await wrapped(1); //-> plain
  await twice(1); //-> plain
  await other(); //-> other
  await server(); //-> server
}
`,
    },
    'what remembers or batches is another thing': {
      'src/users.ts': `import { cache } from 'react';
import memoize from 'lodash/memoize';
import DataLoader from 'dataloader';
import { unstable_cache } from 'next/cache';
async function plain(id: number) {}
export const a = cache(async (id: number) => {});
export const b = memoize(plain);
export const c = unstable_cache(async () => {}, ['c']);
export const d = once(plain);
export const e = debounce(plain, 100);
export const f = new DataLoader(async ids => []);
export const g = createLoader(plain);
export const h = batchRequests(plain);
export const i = throttle(plain);
export const j = dedupe(plain);
export const k = two(plain, () => {});
export const l = [plain].map(fn => fn);
`,
      'src/page.ts': `import { a, b, c, d, e, f, g, h, i, j, k, l } from './users';
export async function real() {}
export async function page(ids: number[]) {
  await a(1);
  await b(1);
  await c();
  await d(1);
  await e(1);
  await f.load(1);
  await g(1);
  await h(1);
  await i(1);
  await j(1);
  await k(1);
  await real(); //-> real
}
`,
    },
    'what gives a way to stop, and a function that is given several': {
      'src/users.ts': `import { emitter } from './emitter';
async function load(id: number) {}
export async function real() {}
export async function page() {
  const stop = emitter.on('user', async () => load(1)); //-> load
  const off = subscribe(load);
  const either = choose(load, real);
  const rows = await retry(async () => load(2)); //-> load
  await stop();
  await off();
  await either();
  await rows.load();
  await real(); //-> real
}
`,
    },
    'bind, call and apply': {
      'src/users.ts': `export async function load(id: number) {}
export class Users {
  get = load.bind(null);
  async run(id: number) {
    await load.call(this, id); //-> load
    await load.apply(this, [id]); //-> load
    const bound = load.bind(null, id);
    await bound(); //-> load
    await this.get(1); //-> load
  }
}
`,
    },
    'methods of an object that is exported, barrels and other names': {
      'src/users.ts': `async function load(id: number) {}
const find = async () => {};
export default { load, get: find, async list() {}, nested: { load } };
export const api = { load };
export { load as fetch };
`,
      'src/barrel.ts': `export { default as users, api, fetch as get } from './users';
export * as all from './users';
export * from './users';
`,
      'src/page.ts': `import users from './users';
import * as namespace from './users';
import { all, api, fetch, get, users as named } from './barrel';
export async function page() {
  await users.load(1); //-> load
  await users.get(); //-> find
  await users.list(); //-> list
  await users.nested.load(); //-> load
  await namespace.fetch(1); //-> load
  await namespace.default.load(1); //-> load
  await named.load(1); //-> load
  await api.load(1); //-> load
  await get(1); //-> load
  await fetch(1); //-> load
  await all.fetch(1); //-> load
}
`,
    },
    'modules that are loaded where they are used': {
      'src/users.ts': `export async function load(id: number) {}
export default async function list() {}
`,
      'src/common.js': `const load = async () => {};
module.exports = { load, list: async () => {}, ...require('./more') };
module.exports.later = function () {};
exports.other = load;
`,
      'src/more.js': `exports.more = async () => {};
`,
      'src/whole.js': `module.exports = async function whole() {};
`,
      'src/page.ts': `export async function page() {
  const { load } = await import('./users');
  await load(1); //-> load
  const users = await import('./users');
  await users.load(1); //-> load
  await users.default(); //-> list
  await (await import('./users')).load(1); //-> load
  await import('./users').then(module => module.load(1)); //-> load
  await require('./common').load(); //-> load
  const common = require('./common');
  await common.list(); //-> list
  await common.later(); //-> later
  await common.other(); //-> load
  await common.more(); //-> more
  await require('./whole')(); //-> default
}
`,
    },
    'a module that is loaded where it is used gives its client': {
      'src/database.ts': DATABASE,
      'src/users.ts': `export async function users() {
  await require('./database').pool.query('SELECT 1'); //=> pg
  const { prisma } = await import('./database');
  await prisma.user.findMany(); //=> prisma.user
  const database = await import('./database');
  await database.prisma.user.findMany(); //=> prisma.user
  await (await import('./database')).prisma.user.findMany(); //=> prisma.user
  const { Pool } = await import('pg');
  const pool = new Pool();
  await pool.query('SELECT 1'); //=> pg
  const { PrismaClient } = require('@prisma/client');
  await new PrismaClient().user.findMany(); //=> prisma.user
}
`,
    },
  });
});
