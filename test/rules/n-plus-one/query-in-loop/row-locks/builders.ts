import { eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import type { Knex } from 'knex';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';

interface Tables {
  readonly account: { readonly id: number; readonly balance: number };
}

const accounts = pgTable('account', { id: integer('id').primaryKey(), balance: integer('balance') });

type Pay = (account: object | undefined) => Promise<void>;

export async function settleWithKysely(db: Kysely<Tables>, ids: number[], pay: Pay) {
  for (const id of ids) {
    await pay(await db.selectFrom('account').selectAll().where('id', '=', id).forUpdate().skipLocked().executeTakeFirst());
  }
}

export async function settleWithKnex(knex: Knex, ids: number[], pay: Pay) {
  for (const id of ids) await pay(await knex('account').where({ id }).forUpdate().first());
}

export async function settleWithDrizzle(db: NodePgDatabase, ids: number[], pay: Pay) {
  for (const id of ids) {
    const [account] = await db.select().from(accounts).where(eq(accounts.id, id)).for('update');
    await pay(account);
  }
}

export async function settleWithSql(pool: Pool, ids: number[], pay: Pay) {
  for (const id of ids) {
    await pool.query('SELECT pg_advisory_xact_lock($1)', [id]);
    const { rows } = await pool.query('SELECT id FROM account WHERE id = $1 FOR UPDATE', [id]);
    await pay(rows[0]);
  }
}

// Without a lock, one query does.
export async function show(pool: Pool, ids: number[], pay: Pay) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT id FROM account WHERE id = $1', [id]);
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
    await pay(rows[0]);
  }
}
