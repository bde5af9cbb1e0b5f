import type { LoopCase } from './loop-schema';

const HOIST: Pick<LoopCase, 'rule' | 'title'> = { rule: 'n-plus-one/loop-invariant-query', title: /before the loop/ };

/** The same question in each round: asked once, and the same answer. */
export const HOISTED: readonly LoopCase[] = [
  {
    name: 'the same row in each round',
    ...HOIST,
    body: `const userId = 1;
  const lines: string[] = [];
  for (const number of list) {
    const author = await prisma.user.findUnique({ where: { id: userId } });
    lines.push(\`\${author?.name} \${number}\`);
  }
  return lines;`,
  },
  {
    name: 'a row that is not there, in an expression',
    ...HOIST,
    body: `const userId = 99;
  const lines: string[] = [];
  for (const number of list) {
    lines.push(\`\${(await prisma.user.findUnique({ where: { id: userId } }))?.name ?? 'nobody'} \${number}\`);
  }
  return lines;`,
  },
  {
    name: 'the same rows in parallel rounds',
    ...HOIST,
    body: `return Promise.all(
    list.map(async number => {
      const posts = await prisma.post.findMany({
        where: { published: true },
        orderBy: { id: 'asc' },
      });
      return posts.filter(post => post.authorId === number).map(post => post.title);
    }),
  );`,
  },
  {
    name: 'a name that means something else around the loop',
    ...HOIST,
    body: `const total = list.length;
  const shares: number[] = [total];
  for (let index = 0; index < list.length; index++) {
    const total = await prisma.post.count({ where: { published: true } });
    shares.push((list[index] ?? 0) / total);
  }
  return shares;`,
  },
  {
    name: 'a pattern',
    ...HOIST,
    body: `const names: string[] = [];
  for (const number of list) {
    const [first] = await prisma.user.findMany({ where: { teamId: 1 }, orderBy: { id: 'asc' } });
    names.push(\`\${first?.name} \${number}\`);
  }
  return names;`,
  },
];

/** Where the answer may change between the rounds, or the round may end before it: no fix, or the same answer. */
export const NOT_HOISTED: readonly LoopCase[] = [
  {
    name: 'rows of another table are written by a nested write',
    ...HOIST,
    body: `const counts: number[] = [];
  for (const number of [...new Set(list)]) {
    counts.push(await prisma.badge.count({ where: { label: 'new' } }));
    await prisma.user.create({
      data: { id: 100 + number, email: \`new\${number}@x\`, name: 'New', badge: { create: { id: 100 + number, label: 'new' } } },
    });
  }
  return counts;`,
  },
  {
    name: 'rows go with those that a round deletes',
    ...HOIST,
    input: [6, 5, 4],
    body: `const found: number[] = [];
  for (const id of list) {
    const team = await prisma.team.findUnique({ where: { id: 1 }, include: { users: true } });
    found.push(team?.users.length ?? 0);
    await prisma.user.update({ where: { id: 1 }, data: { teamId: id > 5 ? 2 : 1 } });
  }
  return found;`,
  },
  {
    name: 'what was found is changed',
    ...HOIST,
    body: `const names: string[] = [];
  const userId = 1;
  for (const number of list) {
    const user = await prisma.user.findUnique({ where: { id: userId } });
    if (!user) continue;
    user.name += number;
    names.push(user.name);
  }
  return names;`,
  },
  {
    name: 'an error is caught in each round',
    ...HOIST,
    body: `const codes: string[] = [];
  const userId = 99;
  for (const number of list) {
    try {
      const user = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
      codes.push(user.name);
    } catch (error) {
      codes.push(\`\${number} \${(error as { code: string }).code}\`);
    }
  }
  return codes;`,
  },
  {
    name: 'what is asked with is changed by a call',
    ...HOIST,
    body: `const ids: number[] = [1];
  const counts: number[] = [];
  for (const number of list) {
    counts.push(await prisma.user.count({ where: { id: { in: ids } } }));
    ids.push(number);
  }
  return counts;`,
  },
  {
    name: 'what is asked with is a set that grows',
    ...HOIST,
    body: `const ids = new Set([1]);
  const counts: number[] = [];
  for (const number of list) {
    counts.push(await prisma.user.count({ where: { id: { in: [...ids] } } }));
    ids.add(number);
  }
  return counts;`,
  },
];
