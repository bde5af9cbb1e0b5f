import { DATABASE, defineCases } from './cases';

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
    'classes that are values, and mixins': {
      'src/database.ts': DATABASE,
      'src/repositories.ts': `import { pool } from './database';
export const Users = class {
  private db = pool;
  async all() {
    return this.db.query('SELECT 1'); //=> pg
  }
};
export function withPool<T extends new (...args: any[]) => object>(Base: T) {
  return class extends Base {
    db = pool;
    async rows() {
      return this.db.query('SELECT 2'); //=> pg
    }
  };
}
`,
      'src/legacy.js': `const { pool } = require('./database');
module.exports = class Posts {
  constructor() {
    this.db = pool;
  }
  async all() {
    return this.db.query('SELECT 3'); //=> pg
  }
};
`,
      'src/users.ts': `import Posts from './legacy';
import { Users, withPool } from './repositories';
class Plain {}
class Mixed extends withPool(Plain) { //-> withPool
  async own() {
    await this.rows(); //-> withPool/class[0].rows
    return this.db.query('SELECT 4'); //=> pg
  }
}
export async function users() {
  const all = new Users();
  await all.all(); //-> class[0].all
  const posts = new Posts();
  await posts.db.query('SELECT 5'); //=> pg
  await posts.all(); //-> Posts.all
  await new Mixed().db.query('SELECT 6'); //=> pg
}
`,
    },
    'what a parameter of a constructor is where none is given': {
      'src/database.ts': DATABASE,
      'src/users.ts': `import { pool } from './database';
export class Users {
  constructor(private readonly db = pool) {}
  all = () => this.db.query('SELECT 1'); //=> pg
}
`,
    },
  });
});
