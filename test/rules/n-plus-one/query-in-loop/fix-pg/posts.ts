import { Pool } from 'pg';

const pool = new Pool();

export async function authors() {
  const { rows: posts } = await pool.query('SELECT id, author_id FROM posts');
  const names: string[] = [];
  for (const post of posts) {
    const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [post.author_id]);
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
    names.push(rows[0]?.name ?? 'nobody');
  }
  return names;
}

export async function titles(ids: number[], published: boolean) {
  return Promise.all(
    ids.map(async id => {
      const result = await pool.query<{ author_id: number; title: string }>(
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
        `SELECT author_id, title
           FROM posts
          WHERE published = $1 AND author_id = $2
          ORDER BY title`,
        [published, id],
      );
      return result.rows.map(post => post.title);
    }),
  );
}

// node-postgres gives a bigint as text, and takes `010` for 10.
export async function byNumber(numbers: string[]) {
  for (const big of numbers) {
    const { rows } = await pool.query('SELECT * FROM users WHERE big = $1', [big]);
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
    console.log(rows);
  }
}

// Without the key among its columns nobody can tell whose title it is.
export async function onlyTitles(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT title FROM posts WHERE author_id = $1', [id]);
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
    console.log(rows);
  }
}

// The latest of each author is not the latest of all.
export async function latest(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT * FROM posts WHERE author_id = $1 ORDER BY id DESC LIMIT 1', [id]);
//                         ^^^^^^^^^^ n-plus-one/query-in-loop
    console.log(rows);
  }
}
