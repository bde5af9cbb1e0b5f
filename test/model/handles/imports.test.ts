import { DATABASE, defineCases } from './cases';

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
    'packages as other runtimes name them': {
      'src/users.ts': `import pg from 'npm:pg@8.16.3';
import { createClient } from 'https://esm.sh/@supabase/supabase-js@2.45.0?target=deno';
import postgres from 'https://deno.land/x/postgresjs@v3.4.4/mod.js';
import { Client } from 'https://deno.land/x/postgres@v0.19.3/mod.ts';
import { Kysely } from 'https://esm.sh/v135/kysely@0.27.2/dist/esm/index.js';
const pool = new pg.Pool();
const supabase = createClient('http://localhost', 'key');
const sql = postgres('postgres://localhost');
const db = new Kysely<{ users: { id: number } }>({});
export async function users() {
  await pool.query('SELECT 1'); //=> pg
  await supabase.from('users').select('*'); //=> supabase.users
  await sql\`SELECT 1\`; //=> postgres-js
  await db.selectFrom('users').selectAll().execute(); //=> kysely.users
  await new Client().query('SELECT 1');
}
`,
    },
    'every kind of file': {
      'src/database.ts': DATABASE,
      'src/a.mts': "import { pool } from './database.js';\nexport const a = () => pool.query('SELECT 1'); //=> pg\n",
      'src/b.cts': "const { pool } = require('./database');\nexport const b = () => pool.query('SELECT 1'); //=> pg\n",
      'src/c.mjs': "import { pool } from './database.ts';\nexport const c = () => pool.query('SELECT 1'); //=> pg\n",
      'src/d.cjs': "const { pool } = require('./database');\nexports.d = () => pool.query('SELECT 1'); //=> pg\n",
      'src/e.js': "const db = await import('./database');\nexport const e = () => db.pool.query('SELECT 1'); //=> pg\n",
      'src/f.jsx': `import { pool } from './database';
export async function Page() {
  const { rows } = await pool.query('SELECT 1'); //=> pg
  return <p>{rows.length}</p>;
}
`,
      'src/g.tsx': `import { pool } from './database';
export async function Page({ id }: { id: number }) {
  const { rows } = await pool.query('SELECT 1'); //=> pg
  return <p id={String(id)}>{rows.length}</p>;
}
`,
      'src/h.vue': `<script setup lang="ts">
import { pool } from './database';
const { rows } = await pool.query('SELECT 1'); //=> pg
</script>
<template><p>{{ rows.length }}</p></template>
`,
      'src/i.svelte': `<script context="module">
  import { pool } from './database';
  export const load = () => pool.query('SELECT 1'); //=> pg
</script>
<p>rows</p>
`,
    },
    'what Nuxt imports by itself': {
      'nuxt/package.json': '{ "name": "site", "dependencies": { "nuxt": "3.15.0", "pg": "8.23.1" } }',
      'nuxt/server/utils/db.ts': `import { Pool } from 'pg';
const pool = new Pool();
export const useDb = () => pool;
`,
      'nuxt/server/utils/audit.ts': "export { useDb as audit } from './db';\n",
      'nuxt/server/api/users.get.ts': `export default defineEventHandler(async event => {
  await audit().query('SELECT 1'); //=> pg
  return useDb().query('SELECT 1'); //=> pg
});
`,
      'nuxt/pages/users.ts': "export const users = () => useDb().query('SELECT 1');\n",
      'other/server/api/users.ts': "export const users = () => useDb().query('SELECT 1');\n",
    },
  });
});
