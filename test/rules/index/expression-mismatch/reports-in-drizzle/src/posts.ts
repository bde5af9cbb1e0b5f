import { Pool } from 'pg';

const pool = new Pool();

export async function search(words: string) {
  return pool.query(`SELECT id FROM posts WHERE to_tsvector(post_body) @@ plainto_tsquery($1)`, [words]);
//                                              ^^^^^^^^^^^^^^^^^^^^^^ index/expression-mismatch
}

export async function served(words: string, email: string) {
  await pool.query(`SELECT id FROM posts WHERE to_tsvector('english', post_body) @@ plainto_tsquery($1)`, [words]);
  return pool.query(`SELECT id FROM posts WHERE lower(email) = $1`, [email]);
}

export async function byEmail(email: string) {
  return pool.query(`SELECT id FROM posts WHERE lower(trim(email)) = $1`, [email]);
//                                              ^^^^^^^^^^^^^^^^^^ index/expression-mismatch
}
