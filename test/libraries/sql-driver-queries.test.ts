import assert from 'node:assert/strict';
import { queriesOf } from './described-queries';

describe('queries of drivers for MySQL', () => {
  it('are texts with values', async () => {
    const queries = await queriesOf(`
      import mysql, { type Pool, type RowDataPacket } from 'mysql2/promise';
      import callbacks from 'mysql2';
      import mariadb from 'mariadb';
      import { connect } from '@planetscale/database';
      const pool = mysql.createPool({});
      export async function load(id: string, given: Pool) {
        const [rows] = await pool.execute<RowDataPacket[]>('select ?', [id]);
        const connection = await pool.getConnection();
        await connection.beginTransaction();
        await connection.query({ sql: 'select 1', values: [id] });
        await given.query('select 2');
        callbacks.createPool({}).getConnection((error, borrowed) => borrowed.query('select 3', (e, r) => r));
        await callbacks.createConnection({}).promise().query('select 4');
        await mariadb.createPool({}).batch('insert into a values (?)', [[1]]);
        const edge = connect({});
        await edge.execute('select 5', [id]);
        await edge.transaction(tx => tx.execute('select 6'));
        return rows;
      }
    `);
    assert.deepEqual(queries, [
      'execute: raw [text-and-values mysql question-mark values] select ?',
      'query: raw [config-object mysql question-mark values] select 1',
      'query: raw [text-and-values mysql question-mark] select 2',
      'query: raw [text-and-values mysql question-mark] select 3',
      'query: raw [text-and-values mysql question-mark] select 4',
      'batch: raw writes [text-and-values mysql question-mark values] insert into a values (?)',
      'execute: raw [text-and-values mysql question-mark values] select 5',
      'execute: raw in transaction [text-and-values mysql question-mark] select 6',
    ]);
  });
});

describe('queries of drivers for SQLite', () => {
  it('are prepared, and run where the statement is called', async () => {
    const queries = await queriesOf(`
      import Database, { type Statement } from 'better-sqlite3';
      import { DatabaseSync } from 'node:sqlite';
      import { Database as Bun } from 'bun:sqlite';
      const db = new Database('a.db');
      const one = db.prepare('select 1');
      export function load(id: string, given: Statement, whole: Database, named: Database.Database) {
        db.prepare('select ?').all(id);
        one.get(id);
        for (const row of db.prepare('select 2').pluck().iterate()) console.log(row);
        given.run(id);
        whole.exec('create table a (b int)');
        named.pragma('journal_mode = WAL');
        new DatabaseSync('').prepare('select 3').get();
        new Bun('').query('select 4').all();
        db.transaction(() => one.run())();
      }
    `);
    assert.deepEqual(queries, [
      'prepare: fragment [prepare-then-values sqlite question-mark] select 1',
      'all: raw [prepare-then-values sqlite question-mark values] select ?',
      'get: raw',
      'iterate: raw [prepare-then-values sqlite question-mark] select 2',
      'run: raw writes',
      'exec: raw writes [text-only sqlite question-mark] create table a (b int)',
      'pragma: raw',
      'get: raw [prepare-then-values sqlite question-mark] select 3',
      'all: raw [prepare-then-values sqlite question-mark] select 4',
      'run: raw writes',
    ]);
  });

  it('are texts of sqlite3, sqlite, libSQL and D1', async () => {
    const queries = await queriesOf(`
      import sqlite3 from 'sqlite3';
      import { open } from 'sqlite';
      import { createClient } from '@libsql/client';
      import type { D1Database } from '@cloudflare/workers-types';
      const older = new (sqlite3.verbose().Database)('a.db');
      const plain = new sqlite3.Database('a.db');
      export async function load(id: string, env: { DB: D1Database }) {
        plain.all('select ?', [id], (error, rows) => rows);
        const db = await open({ filename: 'a.db', driver: sqlite3.Database });
        await db.run('insert into a values (?)', id);
        const turso = createClient({ url: '' });
        await turso.execute({ sql: 'select 1', args: [id] });
        await turso.batch(['select 2']);
        const tx = await turso.transaction('write');
        await tx.execute('select 3');
        await env.DB.prepare('select ?').bind(id).first();
        await env.DB.exec('select 4');
      }
    `);
    assert.deepEqual(queries, [
      'all: raw [text-and-values sqlite question-mark values] select ?',
      'run: raw writes [text-and-values sqlite question-mark values] insert into a values (?)',
      'execute: raw [object-parameters sqlite question-mark values] select 1',
      'batch: raw',
      'execute: raw in transaction [text-and-values sqlite question-mark] select 3',
      'first: raw [prepare-then-values sqlite question-mark] select ?',
      'exec: raw writes [text-only sqlite question-mark] select 4',
    ]);
  });
});

describe('queries of drivers for SQL Server and Oracle', () => {
  it('are texts whose parameters have names', async () => {
    const queries = await queriesOf(`
      import sql from 'mssql';
      import { Connection, Request } from 'tedious';
      import oracledb from 'oracledb';
      export async function load(id: string) {
        const pool = await sql.connect({});
        await pool.request().input('id', sql.Int, id).query('select @id');
        await pool.query\`select \${id}\`;
        await sql.query\`select 1\`;
        const transaction = new sql.Transaction(pool);
        await new sql.Request(transaction).query('select 2');
        await pool.request().execute('procedure');
        const connection = new Connection({});
        const request = new Request('select 3', () => {});
        connection.execSql(request);
        const oracle = await oracledb.getConnection({});
        await oracle.execute('select :id from dual', { id });
        await oracle.executeMany('insert into a values (:1)', [[1]]);
      }
    `);
    assert.deepEqual(queries, [
      'query: raw [bound-parameters sqlserver named-at] select @id',
      'query: raw [tag sqlserver named-at safe] select ?hole?',
      'query: raw [tag sqlserver named-at safe] select 1',
      'query: raw in transaction [bound-parameters sqlserver named-at] select 2',
      'execute: raw',
      'execSql: raw [bound-parameters sqlserver named-at] select 3',
      'execute: raw [text-and-values oracle named-colon values] select :id from dual',
      'executeMany: raw writes [text-and-values oracle named-colon values] insert into a values (:1)',
    ]);
  });
});

describe('queries of clients of warehouses', () => {
  it('are objects with a text and parameters', async () => {
    const queries = await queriesOf(`
      import { BigQuery } from '@google-cloud/bigquery';
      import { type ClickHouseClient, createClient } from '@clickhouse/client';
      import snowflake from 'snowflake-sdk';
      import { Spanner } from '@google-cloud/spanner';
      const clickhouse: ClickHouseClient = createClient({});
      export async function load(id: string) {
        const bigquery = new BigQuery();
        await bigquery.query({ query: 'select @id', params: { id } });
        await bigquery.dataset('a').query('select 1');
        await clickhouse.query({ query: 'select {id:String}', query_params: { id } });
        await clickhouse.insert({ table: 'logs.events', values: [] });
        await clickhouse.command({ query: 'optimize table a' });
        snowflake.createConnection({}).execute({ sqlText: 'select ?', binds: [id], complete() {} });
        const database = new Spanner().instance('a').database('b');
        await database.run({ sql: 'select @id', params: { id } });
        await database.runTransactionAsync(async tx => tx.runUpdate({ sql: 'delete from a where true' }));
        database.runTransaction((error, tx) => tx.run('select 2'));
      }
    `);
    assert.deepEqual(queries, [
      'query: raw [object-parameters bigquery named-at values] select @id',
      'query: raw [object-parameters bigquery named-at] select 1',
      'query: raw [object-parameters clickhouse named-braces values] select {id:String}',
      'insert: create-many writes events …',
      'command: raw writes [object-parameters clickhouse named-braces] optimize table a',
      'execute: raw [object-parameters snowflake question-mark values] select ?',
      'run: raw [object-parameters spanner named-at values] select @id',
      'runUpdate: raw writes in transaction [object-parameters spanner named-at] delete from a where true',
      'run: raw in transaction [object-parameters spanner named-at] select 2',
    ]);
  });
});

describe('objects that are no driver', () => {
  it('have calls of the same names', async () => {
    const queries = await queriesOf(`
      import { createPool } from 'generic-pool';
      import { spawn } from 'node:child_process';
      class Statement { all() { return []; } run() {} prepare(text: string) { return this; } }
      const pool = createPool({});
      export async function load(statement: Statement, request: any, all: any) {
        statement.prepare('select 1').all();
        statement.run();
        pool.execute('select 1');
        request.query('select 1');
        all.batch([]);
        spawn('a').on('exit', () => {});
        return Promise.all([request.get('a')]);
      }
    `);
    assert.deepEqual(queries, []);
  });
});
