import type { LoopCase } from './loop-schema';

const WRITE: Pick<LoopCase, 'rule' | 'title'> = { rule: 'n-plus-one/write-in-loop', title: /./ };

/** One row per element: the same rows in one statement. */
export const WRITTEN_TOGETHER: readonly LoopCase[] = [
  {
    name: 'rows with defaults and nulls',
    ...WRITE,
    type: '{ kind: string; note: string | null; level?: number }[]',
    input: [
      { kind: 'a', note: 'x' },
      { kind: 'b', note: null, level: 7 },
      { kind: 'a', note: 'x' },
    ],
    body: `for (const { kind, note, level } of list) {
    // Read by the nightly report.
    await prisma.event.create({ data: { kind, note, level: level ?? 5, tags: [kind, 'new'], detail: { kind } } });
  }`,
  },
  {
    name: 'rows from constants that each round computes',
    ...WRITE,
    body: `let place = 0;
  for (const id of list) {
    const kind = \`kind \${id}\`;
    const note = kind.toUpperCase();
    await prisma.event.create({ data: { kind, note, level: place++ } });
  }`,
  },
  {
    name: 'rows written all at once, with their places',
    ...WRITE,
    body: `await Promise.all(
    list.map((id, place) => prisma.event.create({ data: { id: 10 + place, kind: String(id), userId: id > 50 ? null : id } })),
  );`,
  },
  {
    name: 'the elements of a set, in a transaction',
    ...WRITE,
    body: `await prisma.$transaction(async tx => {
    for (const id of new Set(list)) await tx.event.create({ data: { kind: String(id), key: \`key \${id}\` } });
  });`,
  },
  {
    name: 'the same values for rows by their key',
    ...WRITE,
    input: [1, 2, 1, 4],
    body: `for (const id of list) await prisma.event.update({ where: { id }, data: { seen: true, note: null } });`,
  },
  {
    name: 'the same values for rows by another condition',
    ...WRITE,
    body: `for (const id of list) {
    await prisma.event.updateMany({ where: { userId: id, kind: 'join' }, data: { seen: true } });
  }`,
  },
  {
    name: 'rows are deleted by a unique text',
    ...WRITE,
    type: '{ key: string }[]',
    input: [{ key: 'k1' }, { key: 'k4' }],
    body: `await Promise.all(list.map(one => prisma.event.delete({ where: { key: one.key } })));`,
  },
  {
    name: 'rows are deleted by a condition',
    ...WRITE,
    body: `for (const id of list) await prisma.event.deleteMany({ where: { userId: id } });`,
  },
];

/** Where rows must be written one by one: no fix, or the same rows in the end. */
export const WRITTEN_ONE_BY_ONE: readonly LoopCase[] = [
  {
    name: 'a counter goes up once for each time a row is listed',
    ...WRITE,
    input: [1, 2, 1],
    body: `for (const id of list) await prisma.event.update({ where: { id }, data: { level: { increment: 1 } } });`,
  },
  {
    name: 'rows with rows of their own',
    ...WRITE,
    input: [10, 11],
    body: `for (const id of list) {
    await prisma.user.create({ data: { id, email: \`\${id}@x\`, name: 'New', badge: { create: { id, label: 'new' } } } });
  }`,
  },
  {
    name: 'rows by a key that may be null',
    ...WRITE,
    type: '{ userId: number | null }[]',
    input: [{ userId: 1 }, { userId: null }, { userId: 2 }],
    body: `for (const one of list) await prisma.event.deleteMany({ where: { userId: one.userId } });`,
  },
  {
    name: 'the new row is read',
    ...WRITE,
    body: `const ids: number[] = [];
  for (const id of list) ids.push((await prisma.event.create({ data: { kind: String(id) } })).id);
  return ids;`,
  },
  {
    name: 'an error of one row is caught',
    ...WRITE,
    body: `let failed = 0;
  for (const id of list) {
    try {
      await prisma.event.create({ data: { kind: 'x', key: \`key \${id}\` } });
    } catch {
      failed += 1;
    }
  }
  return failed;`,
  },
  {
    name: 'each row gets values of its own',
    ...WRITE,
    input: [1, 2, 4],
    body: `for (const id of list) await prisma.event.update({ where: { id }, data: { note: String(id) } });`,
  },
  {
    name: 'a row that waits for another',
    ...WRITE,
    body: `for (const id of list) {
    await prisma.event.create({ data: { kind: 'count', level: await prisma.event.count({ where: { userId: id } }) } });
  }`,
  },
];
