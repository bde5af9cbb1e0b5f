import { Pool } from 'pg';

const pool = new Pool();

export async function bySource(source: string) {
  const { rows } = await pool.query("SELECT id FROM events WHERE attrs @> jsonb_build_object('source', $1::text)", [source]);
  return rows;
}

export const imported = () => pool.query(`SELECT e.id FROM events e WHERE e.extra @> jsonb_build_object('source', 'import'::text) ORDER BY e.id`);
