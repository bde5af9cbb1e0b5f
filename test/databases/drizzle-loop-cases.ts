import type { LoopCase } from './loop-schema';

export const DRIZZLE_SCHEMA = `import { boolean, index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer('id').primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
});

export const posts = pgTable(
  'posts',
  {
    id: serial('id').primaryKey(),
    title: text('title').notNull(),
    published: boolean('published').notNull().default(false),
    authorId: integer('author_id'),
  },
  table => [index('posts_author_id').on(table.authorId)],
);
`;

export const DRIZZLE_FILL = `
CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE IF NOT EXISTS posts (id serial PRIMARY KEY, title text NOT NULL, published boolean NOT NULL DEFAULT false, author_id integer);
TRUNCATE users, posts RESTART IDENTITY;
INSERT INTO users VALUES (1, 'ada@x', 'Ada'), (2, 'bob@x', 'Bob'), (3, 'Cy@x', 'Cy'), (4, 'cy@x', 'cy');
INSERT INTO posts (title, published, author_id) VALUES
  ('b', true, 1), ('a', true, 1), ('a', false, 1), ('c', true, 2), ('d', false, NULL), ('e', true, 4);`;

const WRITE: Pick<LoopCase, 'rule' | 'title'> = { rule: 'n-plus-one/write-in-loop', title: /./ };
const BATCH = /Ask once/;

/** The same answer and the same rows, in one statement. */
export const DRIZZLE_REPAIRED: readonly LoopCase[] = [
  {
    name: 'one row by its key',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const [user] = await db.select().from(users).where(eq(users.id, id)).limit(1);
    names.push(user?.name ?? 'nobody');
  }
  return names;`,
  },
  {
    name: 'some columns of rows with further conditions and an order',
    title: BATCH,
    body: `return Promise.all(
    list.map(async id => {
      const found = await db
        .select({ title: posts.title })
        .from(posts)
        .where(and(eq(posts.authorId, id), eq(posts.published, true)))
        .orderBy(asc(posts.title));
      return found.map(post => post.title);
    }),
  );`,
  },
  {
    name: 'rows by a text',
    title: BATCH,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }],
    body: `const ids: (number | undefined)[] = [];
  for (const { mail } of list) {
    const found = await db.select({ key: users.email, id: users.id }).from(users).where(eq(users.email, mail));
    ids.push(found[0]?.id);
  }
  return ids;`,
  },
  {
    name: 'the same rows in each round',
    rule: 'n-plus-one/loop-invariant-query',
    title: /before the loop/,
    body: `const counts: number[] = [];
  for (const id of list) {
    const found = await db.select({ id: users.id }).from(users);
    counts.push(found.filter(user => user.id >= id).length);
  }
  return counts;`,
  },
  {
    name: 'new rows',
    ...WRITE,
    body: `const published = true;
  for (const id of list) await db.insert(posts).values({ title: \`new \${id}\`, published, authorId: id > 50 ? null : id });`,
  },
  {
    name: 'new rows that may be there',
    ...WRITE,
    type: 'readonly (typeof users.$inferInsert)[]',
    input: [
      { id: 4, email: 'cy@x', name: 'cy' },
      { id: 5, email: 'eve@x', name: 'Eve' },
      { id: 5, email: 'eve@x', name: 'Eve' },
      { id: 6, email: 'gus@x', name: 'Gus' },
    ],
    body: `await Promise.all(list.map(row => db.insert(users).values(row).onConflictDoNothing()));`,
  },
  {
    name: 'the same values for rows',
    ...WRITE,
    body: `await db.transaction(async tx => {
    for (const id of list) {
      await tx.update(posts).set({ published: false, title: 'gone' }).where(and(eq(posts.authorId, id), eq(posts.published, true)));
    }
  });`,
  },
  {
    name: 'rows that are deleted, by a column that may be null',
    ...WRITE,
    type: '{ authorId: number }[]',
    input: [{ authorId: 1 }, { authorId: 99 }, { authorId: 1 }, { authorId: 4 }],
    body: `for (const one of list) await db.delete(posts).where(eq(posts.authorId, one.authorId));`,
  },
];

/** No fix, or the same answer and the same rows. */
export const DRIZZLE_DELICATE: readonly LoopCase[] = [
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `const titles: (string | undefined)[] = [];
  for (const id of list) {
    const [post] = await db.select().from(posts).where(eq(posts.authorId, id)).orderBy(asc(posts.title)).limit(1);
    titles.push(post?.title);
  }
  return titles;`,
  },
  {
    name: 'rows that the loop deletes',
    title: BATCH,
    body: `const counts: number[] = [];
  for (const id of list) {
    const found = await db.select().from(posts).where(eq(posts.authorId, id));
    counts.push(found.length);
    await db.delete(posts).where(eq(posts.authorId, id));
  }
  return counts;`,
  },
  {
    name: 'rows that are used up',
    title: BATCH,
    body: `const titles: (string | undefined)[] = [];
  for (const id of list) {
    const found = await db.select().from(posts).where(eq(posts.authorId, id)).orderBy(asc(posts.id));
    titles.push(found.pop()?.title);
  }
  return titles;`,
  },
  {
    name: 'a text that grows with each time it is listed',
    ...WRITE,
    body: `for (const id of list) {
    await db.update(posts).set({ title: sql\`\${posts.title} || '!'\` }).where(eq(posts.authorId, id));
  }`,
  },
  {
    name: 'the new row is read',
    ...WRITE,
    body: `const ids: (number | undefined)[] = [];
  for (const id of list) {
    const [made] = await db.insert(posts).values({ title: String(id) }).returning({ id: posts.id });
    ids.push(made?.id);
  }
  return ids;`,
  },
];
