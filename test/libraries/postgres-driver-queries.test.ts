import assert from 'node:assert/strict';
import { queriesOf } from './described-queries';

describe('queries of node-postgres', () => {
  it('are those of pools and clients', async () => {
    const queries = await queriesOf(`
      const { Pool, native } = require('pg');
      const Cursor = require('pg-cursor');
      const QueryStream = require('pg-query-stream');
      const pool = new Pool();
      exports.load = async function (id) {
        await pool.query('select 1');
        await new Pool().query('select $1', [id]);
        const client = await pool.connect();
        await client.query({ name: 'one', text: 'select 2', values: [id] });
        client.query('select 3', (error, result) => result);
        const cursor = client.query(new Cursor('select 4', [id]));
        const stream = new QueryStream('select 5');
        client.query(stream);
        const other = new native.Client();
        other.query('select 6');
        pool.connect((error, borrowed, done) => borrowed.query('select 7'));
        cursor.read(10);
      };
    `);
    assert.deepEqual(queries, [
      'query: raw [text-and-values postgres numbered] select 1',
      'query: raw [text-and-values postgres numbered values] select $1',
      'query: raw [config-object postgres numbered values] select 2',
      'query: raw [text-and-values postgres numbered] select 3',
      'query: raw [text-and-values postgres numbered values] select 4',
      'query: raw [text-and-values postgres numbered] select 5',
      'query: raw [text-and-values postgres numbered] select 6',
      'query: raw [text-and-values postgres numbered] select 7',
    ]);
  });
});

describe('queries of Neon and Vercel', () => {
  it('are tags and texts', async () => {
    const queries = await queriesOf(`
      import { neon, Pool } from '@neondatabase/serverless';
      import { createClient, db, sql as vercel } from '@vercel/postgres';
      const sql = neon(process.env.DATABASE_URL!);
      export async function load(id: string) {
        const condition = sql\`where id = \${id}\`;
        await sql\`select 1 \${condition}\`;
        await sql.query('select $1', [id]);
        await sql.transaction([sql\`select 2\`, sql\`select 3\`]);
        await new Pool().query('select 4');
        await vercel\`select \${id}\`;
        await vercel.query('select 5');
        const client = await db.connect();
        await client.sql\`select 6\`;
        await createClient().query('select 7');
      }
    `);
    assert.deepEqual(queries, [
      '(tag) raw [tag postgres numbered safe] select 1 ?hole?',
      'query: raw [text-and-values postgres numbered values] select $1',
      'transaction: raw',
      'query: raw [text-and-values postgres numbered] select 4',
      '(tag) raw [tag postgres numbered safe] select ?hole?',
      'query: raw [text-and-values postgres numbered] select 5',
      'sql: raw [tag postgres numbered safe] select 6',
      'query: raw [text-and-values postgres numbered] select 7',
    ]);
  });
});

describe('queries of postgres.js', () => {
  it('run when they are waited for', async () => {
    const queries = await queriesOf(`
      import postgres, { type Sql } from 'postgres';
      const sql = postgres('postgres://127.0.0.1');
      export async function load(id: string, columns: string[], given: Sql, other: postgres.Sql) {
        const [user] = await sql\`select \${sql(columns)} from users where id = \${id}\`;
        await sql\`select 1\`.values();
        await sql\`select 2\`.forEach(row => console.log(row));
        await sql.unsafe('select ' + id, [id]);
        await sql.file('report.sql');
        await sql.begin(async tx => {
          await tx\`update users set name = \${id}\`;
          await tx.savepoint(inner => inner\`select 3\`);
        });
        await given\`select 4\`;
        await other\`select 5\`;
        const part = sql\`and id = 1\`;
        await sql.end();
        return user;
      }
    `);
    assert.deepEqual(queries, [
      '(tag) raw [tag postgres numbered safe] select ?hole? from users where id = ?hole?',
      'values: raw [tag postgres numbered safe] select 1',
      'forEach: raw [tag postgres numbered safe] select 2',
      'unsafe: raw [text-and-values postgres numbered values] select ?hole?',
      'file: raw',
      '(tag) raw in transaction [tag postgres numbered safe] update users set name = ?hole?',
      '(tag) raw in transaction [tag postgres numbered safe] select 3',
      '(tag) raw [tag postgres numbered safe] select 4',
      '(tag) raw [tag postgres numbered safe] select 5',
    ]);
  });
});

describe('queries of pg-promise', () => {
  it('are those of the database, tasks and transactions', async () => {
    const queries = await queriesOf(`
      import pgPromise, { type IDatabase, type ITask } from 'pg-promise';
      const pgp = pgPromise({});
      const db = pgp('postgres://127.0.0.1');
      export async function load(id: string, given: IDatabase<{}>, task: ITask<{}>) {
        await db.any('select 1');
        await db.oneOrNone('select $1', [id]);
        await db.none({ text: 'delete from users where id = $1', values: [id] });
        await db.map('select 2', [], row => row.id);
        await db.func('add', [id]);
        await db.tx(async t => {
          await t.one('select 3');
          await t.batch([]);
        });
        await db.task('name', t => t.many('select 4'));
        await given.result('select 5');
        await task.multi('select 6');
        return pgp.helpers.insert({ id }, null, 'users');
      }
    `);
    assert.deepEqual(queries, [
      'any: raw [text-and-values postgres numbered] select 1',
      'oneOrNone: raw [text-and-values postgres numbered values] select $1',
      'none: raw [config-object postgres numbered values] delete from users where id = $1',
      'map: raw [text-and-values postgres numbered values] select 2',
      'func: raw',
      'one: raw in transaction [text-and-values postgres numbered] select 3',
      'many: raw [text-and-values postgres numbered] select 4',
      'result: raw [text-and-values postgres numbered] select 5',
      'multi: raw [text-and-values postgres numbered] select 6',
    ]);
  });
});

describe('queries of Slonik', () => {
  it('have their text in a tag', async () => {
    const queries = await queriesOf(`
      import { createPool, type DatabasePool, sql } from 'slonik';
      export async function load(id: string, row: any, statement: any) {
        const pool: DatabasePool = await createPool('postgres://127.0.0.1');
        const part = sql.fragment\`where id = \${id}\`;
        await pool.any(sql.type(row)\`select 1 \${part}\`);
        const query = sql.unsafe\`select \${sql.identifier(['a'])}\`;
        await pool.maybeOne(query);
        await pool.query(statement);
        await pool.transaction(async tx => tx.one(sql.unsafe\`select 2\`));
        await pool.connect(connection => connection.many(sql.unsafe\`select 3\`));
      }
    `);
    assert.deepEqual(queries, [
      'any: raw [tag postgres numbered safe] select 1 ?hole?',
      'maybeOne: raw [tag postgres numbered safe] select ?hole?',
      'query: raw',
      'one: raw in transaction [tag postgres numbered safe] select 2',
      'many: raw [tag postgres numbered safe] select 3',
    ]);
  });
});

describe('queries of PGlite', () => {
  it('are texts, tags and scripts', async () => {
    const queries = await queriesOf(`
      import { PGlite } from '@electric-sql/pglite';
      const db = new PGlite();
      export async function load(id: string) {
        const other = await PGlite.create();
        await db.query('select $1', [id]);
        await other.sql\`select \${id}\`;
        await db.exec('create table a (b int)');
        await db.transaction(tx => tx.query('select 1'));
      }
    `);
    assert.deepEqual(queries, [
      'query: raw [text-and-values postgres numbered values] select $1',
      'sql: raw [tag postgres numbered safe] select ?hole?',
      'exec: raw writes [text-only postgres numbered] create table a (b int)',
      'query: raw in transaction [text-and-values postgres numbered] select 1',
    ]);
  });
});

describe('objects that are no PostgreSQL driver', () => {
  it('have calls of the same names', async () => {
    const queries = await queriesOf(
      `
      import { sql } from './tags';
      import { gql } from 'graphql-tag';
      class Client { query(text: string) { return text; } one(text: string) { return text; } }
      const pool = new Client();
      export async function load(document: any, task: any) {
        await pool.query('select 1');
        await pool.one('select 1');
        await document.query('select 1');
        await task.any('select 1');
        await sql\`select 1\`;
        return [gql\`query { a }\`, Promise.any([])];
      }
    `,
      { 'src/tags.ts': 'export function sql(parts: TemplateStringsArray) { return parts.join(); }' },
    );
    assert.deepEqual(queries, []);
  });
});
