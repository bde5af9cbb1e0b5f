import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;
const INCLUDE = /Load/;

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
