import { DATABASE, defineCases } from './cases';

const SERVICE = `import { PrismaClient } from '@prisma/client';
export class PrismaService extends PrismaClient {}
`;

describe('whose call is this: injection', () => {
  defineCases({
    'an interface with one class that implements it': {
      'src/ports.ts': `import type { PrismaClient } from '@prisma/client';
export interface Connection {
  readonly prisma: PrismaClient;
}
export interface Users {
  list(): Promise<unknown>;
}
`,
      'src/users.repository.ts': `import { PrismaClient } from '@prisma/client';
import type { Users } from './ports';
export class UsersRepository implements Users {
  prisma = new PrismaClient();
  list() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
}
`,
      'src/users.service.ts': `import { Inject } from '@nestjs/common';
import type { Connection, Users } from './ports';
export class UsersService {
  constructor(
    @Inject('CONNECTION') private readonly connection: Connection,
    private readonly users: Users,
  ) {}
  all() {
    return this.connection.prisma.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'a token with a typed field': {
      'src/users.service.ts': `import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { PrismaService } from './prisma.service';
@Injectable()
export class UsersService {
  @Inject(PrismaService) private readonly prisma: PrismaService;
  constructor(@Inject('PG') private readonly pool: Pool) {}
  async all() {
    await this.prisma.user.findMany(); //=> prisma.user
    await this.pool.query('SELECT 1'); //=> pg
  }
}
`,
      'src/prisma.service.ts': SERVICE,
    },
    'a token that is a class, without a type': {
      'src/prisma.service.ts': SERVICE,
      'src/users.service.ts': `import { Inject, Injectable, inject } from '@nestjs/common';
import { PrismaService } from './prisma.service';
export class UsersService {
  @Inject(PrismaService) private readonly prisma;
  private readonly own = inject(PrismaService);
  constructor(@Inject(PrismaService) private readonly given) {}
  async all() {
    await this.prisma.user.findMany(); //=> prisma.user
    await this.own.user.findMany(); //=> prisma.user
    await this.given.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'a container that is asked for a class': {
      'src/prisma.service.ts': SERVICE,
      'src/users.ts': `import { container } from 'tsyringe';
import type { ModuleRef } from '@nestjs/core';
import { PrismaService } from './prisma.service';
export async function users(ref: ModuleRef, app) {
  await container.resolve(PrismaService).user.findMany(); //=> prisma.user
  const prisma = ref.get(PrismaService, { strict: false });
  await prisma.user.findMany(); //=> prisma.user
  const service = await app.resolve(PrismaService);
  await service.user.findMany(); //=> prisma.user
  await app.get<PrismaService>('prisma').user.findMany(); //=> prisma.user
}
`,
    },
    'a base class that declares the client': {
      'src/base.ts': `import { PrismaClient } from '@prisma/client';
export abstract class BaseService<T> {
  protected abstract readonly prisma: PrismaClient;
  protected logger = console;
}
`,
      'src/users.ts': `import { BaseService } from './base';
export abstract class Users extends BaseService<string> {
  list() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'an abstract getter': {
      'src/base.ts': `import { PrismaClient } from '@prisma/client';
export abstract class Base {
  protected abstract get prisma(): PrismaClient;
  list() {
    return this.prisma.user.findMany(); //=> prisma.user
  }
}
`,
    },
    'Awilix hands a cradle': {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';
import type { Cradle } from './cradle';
export class Users {
  private readonly prisma: PrismaClient;
  constructor({ prisma, pool }: Cradle) {
    this.prisma = prisma;
    this.pool = pool;
  }
  async list() {
    await this.prisma.user.findMany(); //=> prisma.user
    await this.pool.query('SELECT 1'); //=> pg
  }
}
export const createUsers = ({ prisma }: Cradle) => ({
  list: () => prisma.user.findMany(), //=> prisma.user
});
`,
      'src/cradle.ts': `import type { PrismaClient } from '@prisma/client';
import type { Pool } from 'pg';
export type Cradle = { prisma: PrismaClient; pool: Pool };
`,
      'src/database.ts': DATABASE,
    },
  });
});

describe('which function runs: injection', () => {
  defineCases({
    'a type that is imported where it stands': {
      'src/users.ts': 'export class Users {\n  async load(id: number) {}\n}\n',
      'src/process.ts': `let users: import('./users').Users;
export const process = {
  async init(injector) {
    const module = await import('./users');
    users = injector.get(module.Users);
  },
  async run() {
    await users.load(1); //-> Users.load
  },
};
`,
    },
    'an interface that extends a part of another one': {
      'src/users.ts': `class Users {
  async load(id: number) {}
}
interface Options {
  users: Users;
  retries: number;
}
interface Fewer extends Omit<Options, 'retries'> {
  name: string;
}
export async function run({ users }: Fewer) {
  await users.load(1); //-> Users.load
}
`,
    },
    'a service of the constructor, an interface, a base class, a factory': {
      'src/users.ts': `export interface Users {
  load(id: number): Promise<unknown>;
}
export class StoredUsers implements Users {
  async load(id: number) {}
  static of() {
    return new StoredUsers();
  }
}
export abstract class Base {
  constructor(protected readonly users: StoredUsers) {}
  protected abstract save(): void;
  protected log() {}
}
export const getUsers = () => new StoredUsers();
export const getLater = async () => new StoredUsers();
`,
      'src/service.ts': `import { Base, getLater, getUsers, StoredUsers, Users } from './users';
export class Service extends Base {
  constructor(private readonly port: Users, users: StoredUsers) {
    super(users);
  }
  protected save() {}
  async run() {
    await this.users.load(1); //-> StoredUsers.load
    await this.port.load(1); //-> StoredUsers.load
    this.log(); //-> Base.log
    this.save(); //-> Service.save
    await getUsers().load(1); //-> getUsers, StoredUsers.load
    const users = await getLater(); //-> getLater
    await users.load(1); //-> StoredUsers.load
    await StoredUsers.of().load(1); //-> StoredUsers.of, StoredUsers.load
  }
}
`,
    },
  });
});
