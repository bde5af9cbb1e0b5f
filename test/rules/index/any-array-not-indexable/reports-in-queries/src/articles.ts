import { Pool } from 'pg';

const pool = new Pool();

export async function withTag(tag: string) {
  const { rows } = await pool.query('SELECT id FROM articles WHERE $1 = ANY(tags)', [tag]);
//                                                                 ^^^^^^^^^^^^^^ index/any-array-not-indexable
  return rows;
}

export async function news() {
  const { rows } = await pool.query(`
    SELECT a.id
    FROM articles a
    JOIN authors w ON w.id = a.author_id
    WHERE 'news' = ANY(a.codes) AND a.id > 100
//        ^^^^^^^^^^^^^^^^^^^^^ index/any-array-not-indexable
  `);
  return rows;
}
