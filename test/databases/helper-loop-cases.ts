import type { LoopCase } from './loop-schema';

const HELPER = /Add a version/;

/** The helpers of a case are a module of its own, `./helpers`. */
export const HELPER_REPAIRED: readonly LoopCase[] = [
  {
    name: 'the row of a key',
    title: HELPER,
    helpers: `export async function loadUser(id: number) {
  return prisma.user.findUnique({ where: { id } });
}`,
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await loadUser(id);
    names.push(user === null ? 'nobody' : user.name);
  }
  return names;`,
  },
  {
    name: 'some fields of a row by a text, all at once',
    title: HELPER,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }],
    helpers: `/** Somebody. */
export const getUserByEmail = (email: string): Promise<{ name: string } | null> =>
  prisma.user.findFirst({ where: { email }, select: { name: true } });

export const other = 1;`,
    body: `return Promise.all(
    list.map(async ({ mail }) => {
      const user = await getUserByEmail(mail);
      return { mail, name: user?.name };
    }),
  );`,
  },
  {
    name: 'rows with an order',
    title: HELPER,
    helpers: `export async function postsOf(authorId: number) {
  return await prisma.post.findMany({
    where: { authorId, published: true },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  });
}`,
    body: `const titles: string[] = [];
  for (const id of list) for (const post of await postsOf(id)) titles.push(post.title);
  return titles;`,
  },
  {
    name: 'how many rows there are',
    title: HELPER,
    helpers: `export function countPosts(authorId: number) {
  return prisma.post.count({ where: { authorId, published: true } });
}`,
    body: `const counts: number[] = [];
  for (const id of list) counts.push(await countPosts(id));
  return counts;`,
  },
  {
    name: 'a method of a class',
    title: HELPER,
    helpers: `export class Users {
  async findById(id: number) {
    return prisma.user.findUnique({ where: { id } });
  }
}`,
    body: `const users = new Users();
  return labels(users, list);
}

async function labels(users: Users, list: readonly number[]) {
  const found: unknown[] = [];
  for (const id of list) found.push((await users.findById(id))?.email);
  return found;`,
  },
];

/** The rows of the loop are loaded before it. */
export const HELPER_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded, none of them null',
    title: HELPER,
    helpers: `export async function editedBy(editorId: number) {
  return prisma.post.findMany({ where: { editorId }, orderBy: { id: 'asc' } });
}`,
    body: `const users = await prisma.user.findMany({ orderBy: { id: 'asc' } });
  const counts: unknown[] = [list.length];
  for (const user of users) counts.push((await editedBy(user.id)).length);
  return counts;`,
  },
];

export const HELPER_DELICATE: readonly LoopCase[] = [
  {
    name: 'a helper that does more',
    title: HELPER,
    helpers: `export async function loadUser(id: number) {
  const user = await prisma.user.findUnique({ where: { id } });
  return user?.name ?? 'nobody';
}`,
    body: `const names: string[] = [];
  for (const id of list) names.push(await loadUser(id));
  return names;`,
  },
  {
    name: 'a helper whose row is one of several',
    title: HELPER,
    helpers: `export async function firstPost(authorId: number) {
  return prisma.post.findFirst({ where: { authorId }, orderBy: { title: 'asc' } });
}`,
    body: `const titles: unknown[] = [];
  for (const id of list) titles.push((await firstPost(id))?.title);
  return titles;`,
  },
  {
    name: 'a helper with a limit',
    title: HELPER,
    helpers: `export async function somePosts(authorId: number) {
  return prisma.post.findMany({ where: { authorId }, orderBy: { id: 'asc' }, take: 1 });
}`,
    body: `const counts: number[] = [];
  for (const id of list) counts.push((await somePosts(id)).length);
  return counts;`,
  },
  {
    name: 'keys that may be null',
    title: HELPER,
    type: '(number | null)[]',
    input: [1, null, 2],
    helpers: `export async function members(teamId: number | null) {
  return prisma.user.findMany({ where: { teamId } });
}`,
    body: `const counts: number[] = [];
  for (const id of list) counts.push((await members(id)).length);
  return counts;`,
  },
  {
    name: 'a missing row that throws',
    title: HELPER,
    helpers: `export const userThere = (id: number) => prisma.user.findUniqueOrThrow({ where: { id } });`,
    body: `const names: string[] = [];
  for (const id of list) names.push(await userThere(id).then(user => user.name, () => 'nobody'));
  return names;`,
  },
];
