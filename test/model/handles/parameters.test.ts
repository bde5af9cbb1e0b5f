import { DATABASE, defineCases } from './cases';

describe('whose call is this: parameters without a type', () => {
  defineCases({
    'functions that only their own file calls': {
      'src/database.ts': DATABASE,
      'src/users.js': `import { pool, prisma } from './database';
async function load(client, id) {
  return client.user.findUnique({ where: { id } }); //=> prisma.user
}
const count = async ({ db, table }) => db.query('SELECT count(*)'); //=> pg
const first = ({ db: { prisma } }) => prisma.user.findFirst(); //=> prisma.user
function rest(...clients) {
  return clients.user.findFirst();
}
export async function users(ids) {
  await load(prisma, 1);
  await count({ db: pool, table: 'users' });
  await first({ db: { prisma } });
  rest(prisma);
}
`,
    },
    'through several functions, and in a circle': {
      'src/database.ts': DATABASE,
      'src/users.js': `import { prisma } from './database';
function outer(client, depth) {
  if (depth > 0) outer(client, depth - 1);
  return inner(client);
}
function inner(given) {
  return given.user.findMany(); //=> prisma.user
}
function lonely(client) {
  lonely(client);
  return client.user.findMany();
}
export const users = () => outer(prisma, 3);
`,
    },
    'an exported function may be given anything': {
      'src/database.ts': DATABASE,
      'src/users.js': `import { prisma } from './database';
export function load(client) {
  return client.user.findMany();
}
function passed(client) {
  return client.user.findMany();
}
export const users = () => load(prisma);
export const handler = register(passed);
`,
    },
    'a default': {
      'src/database.ts': DATABASE,
      'src/users.js': `import { prisma } from './database';
export function load(id, client = prisma) {
  return client.user.findMany(); //=> prisma.user
}
`,
    },
    'a method that only its own class calls': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import { prisma } from './database';
export class Users {
  async all() {
    await this.#load(prisma);
  }
  async #load(client) {
    await client.user.findMany(); //=> prisma.user
  }
  async open(client) {
    await client.user.findMany();
  }
}
`,
    },
  });
});
