import { Pool } from 'pg';

const pool = new Pool();

export async function search(words: string) {
  const { rows } = await pool.query('SELECT id FROM posts WHERE to_tsvector(\'english\', body) @@ plainto_tsquery($1)', [words]);
  return rows;
}

export async function byEmail(email: string) {
  const { rows } = await pool.query('SELECT id FROM posts WHERE lower(trim(email)) = $1', [email]);
  return rows;
}
