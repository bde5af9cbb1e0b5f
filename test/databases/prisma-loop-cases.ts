import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;
const INCLUDE = /Load/;
const COUNT = /Count once/;
const FIND_FIRST = 'n-plus-one/prisma-findfirst-batchable';

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
      const badge = await prisma.badge.findFirst({ where: { userId: id, label: { not: 'tin' } } });
      return badge?.label ?? id;
    }),
  );`,
  },
  {
    name: 'findFirst on a unique key, all at once',
    rule: FIND_FIRST,
    title: /Call/,
    body: `return Promise.all(
    list.map(async id => {
      const badge = await prisma.badge.findFirst({ where: { userId: id } });
      return badge?.label ?? id;
    }),
  );`,
  },
  {
    name: 'findFirst on a unique text with further conditions and a selection',
    rule: FIND_FIRST,
    title: /Call/,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }, { mail: 'ada@x' }],
    body: `return Promise.all(
    list.map(({ mail }) => prisma.user.findFirst({ where: { email: mail, teamId: 2 }, select: { id: true } })),
  );`,
  },
  {
    name: 'findFirstOrThrow where all rows are there',
    rule: FIND_FIRST,
    title: /Call/,
    input: [1, 2, 1, 5],
    body: `return Promise.all(list.map(id => prisma.user.findFirstOrThrow({ where: { id }, include: { badge: true } })));`,
  },
  {
    name: 'findFirstOrThrow where one is missing',
    rule: FIND_FIRST,
    title: /Call/,
    body: `const settled = await Promise.allSettled(list.map(id => prisma.user.findFirstOrThrow({ where: { id } })));
  return settled.map(one => (one.status === 'fulfilled' ? one.value.name : (one.reason as { code: string }).code));`,
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
  const labels: (string | null)[] = [];
  for (const user of users) {
    const badge = await prisma.badge.findFirst({ where: { userId: user.id } });
    labels.push(badge?.label ?? null);
  }
  return labels;`,
  },
  {
    name: 'the number of rows per key',
    title: COUNT,
    body: `const counts: number[] = [];
  for (const id of list) counts.push(await prisma.post.count({ where: { authorId: id } }));
  return counts;`,
  },
  {
    name: 'whether there is any row',
    title: COUNT,
    body: `const busy: number[] = [];
  for (const id of list) {
    if ((await prisma.post.count({ where: { editorId: id, published: true } })) > 0) busy.push(id);
  }
  return busy;`,
  },
  {
    name: 'the number of rows per text, all at once',
    title: COUNT,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'nobody' }, { mail: 'cy@x' }],
    body: `return Promise.all(
    list.map(async ({ mail }) => ({ mail, users: await prisma.user.count({ where: { email: mail } }) })),
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
