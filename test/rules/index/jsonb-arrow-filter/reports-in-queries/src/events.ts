import { Pool } from 'pg';

const pool = new Pool();

export async function bySource(source: string) {
  const { rows } = await pool.query("SELECT id FROM events WHERE attrs ->> 'source' = $1", [source]);
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
  return rows;
}

export const imported = () => pool.query(`SELECT e.id FROM events e WHERE e.extra ->> 'source' = 'import' ORDER BY e.id`);
//                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/jsonb-arrow-filter
