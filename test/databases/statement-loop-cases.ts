import type { LoopCase } from './loop-schema';

export const STATEMENT_SCHEMA = `CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, code citext, big bigint);
CREATE TABLE posts (id integer PRIMARY KEY, title text NOT NULL, published boolean NOT NULL DEFAULT false, author_id integer REFERENCES users, token uuid);
CREATE INDEX posts_author_id ON posts (author_id);
CREATE INDEX posts_token ON posts (token);
`;

export const STATEMENT_FILL = `
TRUNCATE users, posts;
INSERT INTO users VALUES (1, 'ada@x', 'Ada', 'a', 1), (2, 'bob@x', 'Bob', 'B', 2), (3, 'Cy@x', 'Cy', NULL, NULL), (4, 'cy@x', 'cy', 'c', 4);
INSERT INTO posts VALUES (1, 'b', true, 1, NULL), (2, 'a', true, 1, 'a0000000-0000-0000-0000-000000000001'),
  (3, 'a', false, 1, NULL), (4, 'c', true, 2, NULL), (5, 'd', false, NULL, NULL), (6, 'e', true, 4, NULL);`;

const BATCH = /Ask once/;

/** The same answer in one statement for all elements. */
export const STATEMENT_REPAIRED: readonly LoopCase[] = [
  {
    name: 'one row by its key',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [id]);
    names.push(rows[0]?.name ?? 'nobody');
  }
  return names;`,
  },
  {
    name: 'the first row in a pattern',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) {
    const { rows: [user] } = await pool.query<{ id: number; email: string }>('SELECT u.id, u.email FROM users u WHERE u.id = $1', [id]);
    found.push(user);
  }
  return found;`,
  },
  {
    name: 'rows with further conditions and an order, all at once',
    title: BATCH,
    body: `const published = true;
  return Promise.all(
    list.map(async id => {
      const result = await pool.query<{ author_id: number; title: string }>(
        \`SELECT author_id, title
           FROM posts
          WHERE published = $1 AND author_id = $2
          ORDER BY title, id\`,
        [published, id],
      );
      return result.rows.map(post => post.title);
    }),
  );`,
  },
  {
    name: 'a text as key, the rows read on the spot',
    title: BATCH,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }],
    body: `const ids: (number | undefined)[] = [];
  for (const { mail } of list) {
    ids.push((await pool.query('SELECT id AS "userId", email AS address FROM users WHERE email = $1', [mail])).rows[0]?.userId);
  }
  return ids;`,
  },
  {
    name: 'keys that may be null',
    title: BATCH,
    type: '(number | null)[]',
    input: [1, null, 4, 99, null, 1],
    body: `const counts: number[] = [];
  for (const id of list) {
    const { rows } = await pool.query('SELECT author_id FROM posts WHERE author_id = $1', [id]);
    counts.push(rows.length);
  }
  return counts;`,
  },
];

/** The rows of the loop are loaded before it, so that two statements remain. */
export const STATEMENT_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded',
    title: BATCH,
    body: `const { rows: posts } = await pool.query('SELECT id, author_id FROM posts ORDER BY id');
  const authors: unknown[] = [];
  for (const post of posts) {
    const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [post.author_id]);
    authors.push(rows[0]);
  }
  return [list.length, authors];`,
  },
  {
    name: 'uuids of rows that were loaded',
    title: BATCH,
    body: `const loaded = await pool.query('SELECT * FROM posts ORDER BY id');
  const posts = loaded.rows;
  const titles: unknown[] = [list.length];
  for (const post of loaded.rows) {
    const { rows } = await pool.query('SELECT token, title FROM posts WHERE token = $1', [post.token]);
    titles.push(rows, posts.length);
  }
  return titles;`,
  },
];

function unlike(name: string, body: string, more: Partial<LoopCase> = {}): LoopCase {
  return { name, title: BATCH, body, ...more };
}

function counted(sql: string, values = '[id]'): string {
  return `const found: unknown[] = [];
  for (const id of list) {
    const { rows } = await pool.query(${sql}, ${values});
    found.push(rows);
  }
  return found;`;
}

/** No fix. */
export const STATEMENT_DELICATE: readonly LoopCase[] = [
  unlike('the first of several rows', counted("'SELECT * FROM posts WHERE author_id = $1 ORDER BY title LIMIT 1'")),
  unlike('the key is not read', counted("'SELECT title FROM posts WHERE author_id = $1'")),
  unlike("another column has the key's name", counted("'SELECT id AS author_id FROM posts WHERE author_id = $1'")),
  unlike(
    'rows are counted',
    counted("'SELECT author_id, count(*) FROM posts WHERE author_id = $1 GROUP BY author_id'"),
  ),
  unlike('the condition may be left out', counted("'SELECT * FROM posts WHERE author_id = $1 OR published'")),
  unlike('the parameter stands twice', counted("'SELECT * FROM posts WHERE author_id = $1 AND id > $1'")),
  unlike('the parameter is cast', counted("'SELECT * FROM posts WHERE author_id = $1::int'")),
  unlike('chance decides', counted("'SELECT * FROM posts WHERE author_id = $1 AND random() < 2'")),
  unlike('numbers as text', counted("'SELECT * FROM users WHERE id = $1'"), {
    type: 'string[]',
    input: ['1', '02', '1', '99'],
  }),
  unlike('numbers that the driver gives as text', counted("'SELECT * FROM users WHERE big = $1'")),
  unlike('text whose case does not matter', counted("'SELECT * FROM users WHERE code = $1'"), {
    type: 'string[]',
    input: ['A', 'a', 'b', 'x'],
  }),
  unlike('uuids as a caller may write them', counted("'SELECT * FROM posts WHERE token = $1'"), {
    type: 'string[]',
    input: [
      'A0000000-0000-0000-0000-000000000001',
      'a0000000-0000-0000-0000-000000000001',
      'b0000000-0000-0000-0000-000000000001',
    ],
  }),
  unlike(
    'the loop writes through another function',
    `const publish = (id: number) => pool.query('UPDATE posts SET published = true WHERE author_id >= $1', [id]);
  const found: unknown[] = [];
  for (const id of list) {
    const { rows } = await pool.query('SELECT * FROM posts WHERE author_id = $1 ORDER BY id', [id]);
    found.push(rows);
    await publish(id);
  }
  return found;`,
  ),
  unlike(
    'the loop changes a row',
    `const seen: unknown[] = [];
  for (const id of list) {
    const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [id]);
    const [user] = rows;
    const first = user ?? {};
    seen.push(first.name);
    first.name = 'seen';
  }
  return seen;`,
  ),
  unlike(
    'the number of rows is read from the result',
    `const counts: unknown[] = [];
  for (const id of list) {
    const result = await pool.query('SELECT * FROM posts WHERE author_id = $1', [id]);
    counts.push(result.rowCount);
  }
  return counts;`,
  ),
];
