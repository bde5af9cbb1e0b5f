import { Pool } from 'pg';

const pool = new Pool();

export async function authors() {
  const { rows: posts } = await pool.query('SELECT id, author_id FROM posts');
  const names: string[] = [];
  const { rows: usersRows } = await pool.query('SELECT * FROM users WHERE id = ANY($1)', [posts.map(post => post.author_id)]);
  const usersById = new Map<(typeof usersRows)[number]['id'], typeof usersRows>();
  for (const row of usersRows) {
    const group = usersById.get(row.id);
    if (group) group.push(row);
    else usersById.set(row.id, [row]);
  }
  for (const post of posts) {
    const rows = usersById.get(post.author_id) ?? [];
    names.push(rows[0]?.name ?? 'nobody');
  }
  return names;
}

export async function titles(ids: number[], published: boolean) {
  const { rows: postsRows } = await pool.query<{ author_id: number; title: string }>(
        `SELECT author_id, title
           FROM posts
          WHERE published = $1 AND author_id = ANY($2)
          ORDER BY title`,
        [published, [...ids]],
      );
  const postsByAuthorId = new Map<(typeof postsRows)[number]['author_id'], typeof postsRows>();
  for (const row of postsRows) {
    const group = postsByAuthorId.get(row.author_id);
    if (group) group.push(row);
    else postsByAuthorId.set(row.author_id, [row]);
  }
  return Promise.all(
    ids.map(async id => {
      const result = { rows: postsByAuthorId.get(id) ?? [] };
      return result.rows.map(post => post.title);
    }),
  );
}

// node-postgres gives a bigint as text, and takes `010` for 10.
export async function byNumber(numbers: string[]) {
  for (const big of numbers) {
    const { rows } = await pool.query('SELECT * FROM users WHERE big = $1', [big]);
    console.log(rows);
  }
}

// Without the key among its columns nobody can tell whose title it is.
export async function onlyTitles(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT title FROM posts WHERE author_id = $1', [id]);
    console.log(rows);
  }
}

// The latest of each author is not the latest of all.
export async function latest(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT * FROM posts WHERE author_id = $1 ORDER BY id DESC LIMIT 1', [id]);
    console.log(rows);
  }
}
