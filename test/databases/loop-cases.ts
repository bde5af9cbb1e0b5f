/** A loop with a query in it. `run` gets the client and a list of keys. */
export interface LoopCase {
  readonly name: string;
  /** The fix that is looked at. */
  readonly title: RegExp;
  readonly body: string;
  /** The type of the list, where it is not one of numbers. */
  readonly type?: string;
  readonly input?: readonly unknown[];
}

export const SCHEMA = `generator client {
  provider     = "prisma-client"
  output       = "./generated"
  moduleFormat = "cjs"
}

datasource db {
  provider = "postgresql"
}

model Team {
  id    Int    @id
  slug  String @unique
  users User[]
}

model User {
  id     Int    @id
  email  String @unique
  name   String
  teamId Int?
  team   Team?  @relation(fields: [teamId], references: [id])
  badge  Badge?
  posts  Post[] @relation("author")
  edited Post[] @relation("editor")

  @@index([teamId])
}

model Badge {
  id     Int    @id
  label  String
  userId Int    @unique
  user   User   @relation(fields: [userId], references: [id])
}

model Post {
  id        Int     @id
  title     String
  published Boolean
  authorId  Int
  author    User    @relation("author", fields: [authorId], references: [id])
  editorId  Int?
  editor    User?   @relation("editor", fields: [editorId], references: [id])

  @@index([authorId])
  @@index([editorId])
}
`;

/** Users with many posts, with one and with none; posts with an editor and without; a team without users. */
export const FILL = `
INSERT INTO "Team" VALUES (1, 'red'), (2, 'blue'), (3, 'empty');
INSERT INTO "User" (id, email, name, "teamId") VALUES
  (1, 'ada@x', 'Ada', 1), (2, 'bob@x', 'Bob', 1), (3, 'Cy@x', 'Cy', NULL), (4, 'cy@x', 'cy', 2), (5, 'eve@x', 'Eve', NULL);
INSERT INTO "Badge" VALUES (1, 'gold', 1), (2, 'tin', 4);
INSERT INTO "Post" (id, title, published, "authorId", "editorId") VALUES
  (1, 'b', true, 1, 2), (2, 'a', true, 1, NULL), (3, 'a', false, 1, 2), (4, 'c', true, 2, NULL), (5, 'd', false, 4, 1), (6, 'e', true, 4, 1);`;

const BATCH = /Ask once/;
const INCLUDE = /Load/;

/** Duplicates, and a key without a row. */
export const DEFAULT_INPUT: readonly number[] = [1, 2, 1, 99, 4, 5, 2];

/** What the fixes are made for: the same answer in a statement or two. */
export const REPAIRED: readonly LoopCase[] = [
  {
    name: 'findUnique, one after the other',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await prisma.user.findUnique({ where: { id } });
    names.push(user?.name ?? 'nobody');
  }
  return names;`,
  },
  {
    name: 'whole rows of findUnique',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await prisma.user.findUnique({ where: { id }, include: { badge: true } }));
  return found;`,
  },
  {
    name: 'findFirst, all at once',
    title: BATCH,
    body: 'return Promise.all(list.map(id => prisma.user.findFirst({ where: { id, teamId: { not: null } } })));',
  },
  {
    name: 'a text as key, some of the fields',
    title: BATCH,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }],
    body: `const ids: (number | undefined)[] = [];
  for (const { mail } of list) {
    ids.push((await prisma.user.findUnique({ where: { email: mail }, select: { id: true } }))?.id);
  }
  return ids;`,
  },
  {
    name: 'findMany with conditions and an order',
    title: BATCH,
    body: `const found: string[][] = [];
  for (const id of list) {
    const posts = await prisma.post.findMany({
      where: { authorId: id, published: true },
      select: { title: true },
      orderBy: [{ title: 'asc' }, { id: 'desc' }],
    });
    found.push(posts.map(post => post.title));
  }
  return found;`,
  },
  {
    name: 'findMany by a column that may be null',
    title: BATCH,
    body: `return Promise.all(
    list.map(async id => ({ id, posts: await prisma.post.findMany({ where: { editorId: id }, orderBy: { id: 'asc' } }) })),
  );`,
  },
  {
    name: 'the elements of a Set',
    title: BATCH,
    body: `const names: (string | undefined)[] = [];
  for (const id of new Set(list)) {
    const user = await prisma.user.findUnique({ where: { id } });
    names.push(user?.name);
  }
  return names;`,
  },
  {
    name: 'a list that is made on the spot',
    title: BATCH,
    body: `return Promise.all(
    list.filter(id => id > 1).map(async id => {
      const badge = await prisma.badge.findFirst({ where: { userId: id } });
      return badge?.label ?? id;
    }),
  );`,
  },
  {
    name: 'in a transaction',
    title: BATCH,
    body: `return prisma.$transaction(async tx => {
    const names: string[] = [];
    for (const id of list) {
      const user = await tx.user.findUnique({ where: { id } });
      names.push(user?.name ?? 'nobody');
    }
    return names;
  });`,
  },
  {
    name: 'a relation with many rows',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  const found: [string, string[]][] = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id }, orderBy: { id: 'asc' } });
    found.push([user.name, posts.map(post => post.title)]);
  }
  return found;`,
  },
  {
    name: 'a relation with conditions, an order and a limit',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  return Promise.all(
    users.map(async user => {
      const posts = await prisma.post.findMany({
        where: { authorId: user.id, published: true },
        orderBy: { title: 'asc' },
        take: 1,
      });
      return posts;
    }),
  );`,
  },
  {
    name: 'a relation to one row',
    title: INCLUDE,
    body: `const posts = await prisma.post.findMany({ where: { authorId: { in: list } }, orderBy: { id: 'asc' } });
  const names: string[] = [];
  for (const post of posts) {
    const author = await prisma.user.findUnique({ where: { id: post.authorId } });
    names.push(\`\${post.title} by \${author?.name}\`);
  }
  return names;`,
  },
  {
    name: 'a relation to one row, the other way round',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  return Promise.all(
    users.map(async user => {
      const badge = await prisma.badge.findFirst({ where: { userId: user.id } });
      return badge?.label ?? null;
    }),
  );`,
  },
  {
    name: 'a relation beside selected fields',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const titles: string[] = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id }, select: { title: true }, orderBy: { id: 'asc' } });
    titles.push(...posts.map(post => post.title));
  }
  return { titles, wanted: list.length };`,
  },
  {
    name: 'a relation that the copy of the element names itself',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  const found: unknown[] = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id }, orderBy: { id: 'asc' } });
    found.push({ ...user, posts });
  }
  return found;`,
  },
  {
    name: 'rows by a nullable column, for keys that are never null',
    title: BATCH,
    body: `const teams = await prisma.team.findMany({ orderBy: { id: 'asc' } });
  const found: unknown[] = [list.length];
  for (const team of teams) {
    const users = await prisma.user.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } });
    found.push({ team, names: users.map(user => user.name) });
  }
  return found;`,
  },
  {
    name: 'the number of rows of a relation',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  const counts: number[] = [];
  for (const user of users) {
    counts.push(await prisma.post.count({ where: { authorId: user.id, published: true } }));
  }
  return counts;`,
  },
];

/** Where asking once would change what the code does: there must be no fix, or one that does not. */
export const DELICATE: readonly LoopCase[] = [
  {
    name: 'a row is changed, and duplicates would share it',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await prisma.user.findUnique({ where: { id } });
    if (!user) continue;
    user.name += '!';
    names.push(user.name);
  }
  return names;`,
  },
  {
    name: 'a list of rows is used up, and duplicates would share it',
    title: BATCH,
    body: `const last: (number | undefined)[] = [];
  for (const id of list) {
    const posts = await prisma.post.findMany({ where: { authorId: id }, orderBy: { id: 'asc' } });
    last.push(posts.pop()?.id);
  }
  return last;`,
  },
  {
    name: 'a row of a relation is changed',
    title: INCLUDE,
    body: `const posts = await prisma.post.findMany({ orderBy: { id: 'asc' } });
  const names: string[] = [];
  for (const post of posts) {
    const author = await prisma.user.findUnique({ where: { id: post.authorId } });
    if (!author) continue;
    author.name += '!';
    names.push(author.name);
  }
  return { names, wanted: list.length };`,
  },
  {
    name: 'null is a key like any other for the query',
    title: BATCH,
    body: `const users = await prisma.user.findMany({ orderBy: { id: 'asc' } });
  const counts: number[] = [];
  for (const user of users) {
    const peers = await prisma.user.findMany({ where: { teamId: user.teamId } });
    counts.push(peers.length);
  }
  return { counts, wanted: list.length };`,
  },
  {
    name: 'null is a key like any other in a list of the caller',
    title: BATCH,
    type: '{ teamId: number | null }[]',
    input: [{ teamId: 1 }, { teamId: null }, { teamId: 2 }],
    body: `const counts: number[] = [];
  for (const one of list) {
    const peers = await prisma.user.findMany({ where: { teamId: one.teamId } });
    counts.push(peers.length);
  }
  return counts;`,
  },
  {
    name: 'the element leaves the function with all it holds',
    title: INCLUDE,
    body: `const users = await prisma.user.findMany({ where: { id: { in: list } }, orderBy: { id: 'asc' } });
  const found: unknown[] = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id }, orderBy: { id: 'asc' } });
    found.push({ ...user, count: posts.length });
  }
  return found;`,
  },
  {
    name: 'the element is handed on',
    title: INCLUDE,
    body: `const posts = await prisma.post.findMany({ orderBy: { id: 'asc' } });
  return Promise.all(
    posts.map(async post => {
      const author = await prisma.user.findFirst({ where: { id: post.authorId } });
      return [post, author?.name, list.length];
    }),
  );`,
  },
  {
    name: 'a nullable relation by a key that is tested',
    title: /./,
    body: `const posts = await prisma.post.findMany({ orderBy: { id: 'asc' } });
  const names: (string | undefined)[] = [];
  for (const post of posts) {
    if (post.editorId === null) continue;
    const editor = await prisma.user.findUnique({ where: { id: post.editorId } });
    names.push(editor?.name);
  }
  return { names, wanted: list.length };`,
  },
  {
    name: 'rows are counted per element',
    title: BATCH,
    body: `return Promise.all(list.map(id => prisma.post.findMany({ where: { authorId: id }, orderBy: { id: 'asc' }, take: 1 })));`,
  },
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `return Promise.all(list.map(id => prisma.post.findFirst({ where: { authorId: id }, orderBy: { title: 'asc' } })));`,
  },
  {
    name: 'rows that the loop itself writes',
    title: BATCH,
    body: `const names: (string | undefined)[] = [];
  for (const id of list) {
    const user = await prisma.user.findUnique({ where: { id } });
    names.push(user?.name);
    if (user) await prisma.user.update({ where: { id }, data: { name: user.name + '!' } });
  }
  return names;`,
  },
  {
    name: 'a missing row throws',
    title: BATCH,
    body: `try {
    for (const id of list) {
      const user = await prisma.user.findUniqueOrThrow({ where: { id } });
      if (!user.name) return 'no name';
    }
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
  return 'all there';`,
  },
];
