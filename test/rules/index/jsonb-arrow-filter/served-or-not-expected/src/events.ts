import { Pool } from 'pg';

const pool = new Pool();

// The expression has an index of its own.
export const byKind = (kind: string) => pool.query("SELECT id FROM events WHERE extra ->> 'kind' = $1", [kind]);

// No GIN index on this column: nobody expected one to serve.
export const byDetail = (v: string) => pool.query("SELECT id FROM events WHERE details ->> 'v' = $1", [v]);

// The account's events are found by their index.
export const ofAccount = (account: number, source: string) =>
  pool.query("SELECT id FROM events WHERE account_id = $1 AND attrs ->> 'source' = $2", [account, source]);

export const contained = (source: string) => pool.query('SELECT id FROM events WHERE attrs @> $1', [{ source }]);

// Compared with another row, not looked up.
export const twins = () =>
  pool.query("SELECT a.id FROM events a JOIN events b ON b.id = a.id + 1 WHERE a.attrs ->> 'k' = b.attrs ->> 'k'");
