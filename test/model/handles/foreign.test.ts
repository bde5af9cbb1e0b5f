import { defineCases } from './cases';

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
