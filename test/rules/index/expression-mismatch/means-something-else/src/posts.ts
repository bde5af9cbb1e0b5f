import { Pool } from 'pg';

const pool = new Pool();

// The expression of the index, however it is written.
export const same = (words: string) =>
  pool.query("SELECT id FROM posts p WHERE to_tsvector('english'::regconfig, p.body) @@ plainto_tsquery($1)", [words]);

export const sameEmail = (email: string) => pool.query('SELECT id FROM posts WHERE LOWER(email) = $1', [email]);

// Three letters are not meant as two.
export const beginning = (start: string) => pool.query('SELECT id FROM posts WHERE left(title, 3) = $1', [start]);

// Another column: no index says anything about it.
export const titled = (title: string) => pool.query('SELECT id FROM posts WHERE lower(title) = $1', [title]);

// The row is found by its slug.
export const inPost = (slug: string, words: string) =>
  pool.query('SELECT id FROM posts WHERE slug = $1 AND to_tsvector(body) @@ plainto_tsquery($2)', [slug, words]);

// A result, not a condition.
export const vectors = () => pool.query('SELECT to_tsvector(body) FROM posts');
