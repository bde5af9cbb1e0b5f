import { Pool } from 'pg';

const pool = new Pool();

export async function withTag(tag: string) {
  const { rows } = await pool.query('SELECT id FROM articles WHERE tags @> ARRAY[$1]::text[]', [tag]);
  return rows;
}

export async function news() {
  const { rows } = await pool.query(`
    SELECT a.id
    FROM articles a
    JOIN authors w ON w.id = a.author_id
    WHERE a.codes @> ARRAY['news']::character varying(20)[] AND a.id > 100
  `);
  return rows;
}
