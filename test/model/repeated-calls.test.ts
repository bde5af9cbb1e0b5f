import assert from 'node:assert/strict';
import type { RepeatedCall } from '../../server/src/core/repetition';
import { buildModel, type TestFiles } from './build-model';

/** The body of a function with a client, `ids` and a `cache`, and what is said of each call that is repeated. */
const DIRECT: readonly (readonly [code: string, ...calls: string[]])[] = [
  ['await prisma.user.findMany();'],
  ['for (const id of ids) await prisma.user.findFirst({ where: { id } });', 'findFirst element no'],
  ['for (const id of ids) await prisma.user.findFirst({ where: { id: own } });', 'findFirst constant no'],
  ['await Promise.all(ids.map(id => prisma.user.findUnique({ where: { id } })));', 'findUnique element yes'],
  [
    'for (const id of ids) { await wait(); await prisma.user.findUnique({ where: { id } }); }',
    'findUnique element broken-by-own-await',
  ],
  [
    'for (const id of ids) { if (!cache.has(id)) cache.set(id, await prisma.user.findMany({ where: { id } })); }',
    'findMany element no memoized',
  ],
  [
    'for (const id of ids) { const known = cache.get(id) ?? (await prisma.user.findMany({ where: { id } })); }',
    'findMany element no memoized',
  ],
  [
    'for (const id of ids) { if (cache.has(id)) continue; await prisma.user.findMany({ where: { id } }); }',
    'findMany element no memoized',
  ],
  [
    'for (const id of ids) { if (cache.has(id)) await prisma.user.findMany({ where: { id } }); }',
    'findMany element no',
  ],
  [
    'for (const id of ids) { if (!id) continue; await prisma.user.findMany({ where: { id } }); }',
    'findMany element no',
  ],
  [
    'for (const id of ids) { if (!Object.hasOwn(seen, id)) await prisma.user.findMany({ where: { id } }); }',
    'findMany element no memoized',
  ],
  [
    'for (const id of ids) { const now = next(); await prisma.user.findMany({ where: { now } }); }',
    'findMany round no',
  ],
  ['for (const id of ids) { const text = Prisma.raw(id); }'],
];

/** Files beside one that loops over `ids`, and what the loop's calls lead to. */
const THROUGH_CALLS: readonly {
  readonly title: string;
  readonly loop: string;
  readonly others: TestFiles;
  readonly imports: string;
  readonly calls: readonly string[];
}[] = [
  {
    title: 'an imported function',
    imports: "import { load } from './load';",
    loop: 'for (const id of ids) await load(id);',
    others: {
      'src/load.ts': `import { prisma } from './db';\nexport const load = (id: number) => prisma.user.findFirst({ where: { id } });`,
    },
    calls: ['load > findFirst element no'],
  },
  {
    title: 'a function of a function, by another name',
    imports: "import { outer as far } from './outer';",
    loop: 'await Promise.all(ids.map(id => far({ id, deep: true })));',
    others: {
      'src/outer.ts': `import load from './load';\nexport async function outer({ id, deep }: { id: number; deep?: boolean }) {\n  if (deep) await load(id);\n}`,
      'src/load.ts': `import { prisma } from './db';\nexport default async function load(id: number) {\n  return prisma.user.findFirst({ where: { id } });\n}`,
    },
    calls: ['outer > load > findFirst element no'],
  },
  {
    title: 'a query under an option that is not given',
    imports: "import { load } from './load';",
    loop: 'for (const id of ids) await load(id, {});',
    others: {
      'src/load.ts': `import { prisma } from './db';\nexport async function load(id: number, options: { full?: boolean }) {\n  if (options.full) return prisma.user.findFirst({ where: { id } });\n}`,
    },
    calls: [],
  },
  {
    title: 'a query for a parameter that is left out',
    imports: "import { load } from './load';",
    loop: 'for (const id of ids) await load(id);',
    others: {
      'src/load.ts': `import { prisma } from './db';\nexport async function load(id: number, client = prisma, full?: boolean) {\n  if (!full) return;\n  return client.user.findFirst({ where: { id } });\n}`,
    },
    calls: [],
  },
  {
    title: 'a service that is injected',
    imports: "import type { Users } from './users';",
    loop: 'for (const id of ids) await users.load(id);',
    others: {
      'src/users.ts': `import { PrismaClient } from '@prisma/client';\nexport class Users {\n  constructor(private readonly client: PrismaClient) {}\n  load(id: number) {\n    return this.client.user.findFirst({ where: { id } });\n  }\n}`,
    },
    calls: ['Users.load > findFirst element no'],
  },
  {
    title: 'a function that is handed over',
    imports: "import { load } from './load';",
    loop: 'await Promise.all(ids.map(load));',
    others: {
      'src/load.ts': `import { prisma } from './db';\nexport const load = (id: number) => prisma.user.findUnique({ where: { id } });`,
    },
    calls: ['load > findUnique element yes'],
  },
  {
    title: 'a circle',
    imports: "import { even } from './circle';",
    loop: 'for (const id of ids) await even(id);',
    others: {
      'src/circle.ts': `import { prisma } from './db';\nexport const even = (id: number) => odd(id - 1);\nexport async function odd(id: number) {\n  await prisma.user.findFirst({ where: { id } });\n  await even(id);\n}`,
    },
    calls: ['even > odd > findFirst element no'],
  },
  {
    title: 'the same question each time',
    imports: "import { settings } from './settings';",
    loop: 'for (const id of ids) await settings();',
    others: {
      'src/settings.ts': `import { prisma } from './db';\nexport const settings = () => prisma.user.findFirst({ where: { id: 1 } });`,
    },
    calls: ['settings > findFirst constant no'],
  },
];

describe('calls that a program repeats', () => {
  for (const [code, ...expected] of DIRECT) {
    it(code, async () => assert.deepEqual(await callsOf({ loop: code }), expected));
  }

  for (const { title, imports, loop, others, calls } of THROUGH_CALLS) {
    it(`through ${title}`, async () => assert.deepEqual(await callsOf({ imports, loop, others }), calls));
  }

  it("in a field's resolver, once per object of a list", async () => {
    const { model, uri } = await buildModel({
      'src/team.resolver.ts': `import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PrismaClient } from '@prisma/client';
@Resolver()
export class TeamResolver {
  constructor(private readonly prisma: PrismaClient) {}
  @ResolveField()
  members(@Parent() team: { id: number }) {
    return this.prisma.user.findMany({ where: { teamId: team.id } });
  }
}`,
    });
    const [call] = model.repeatedCallsIn(uri('src/team.resolver.ts'), 'TeamResolver.members');
    assert.deepEqual([call?.resolver?.parent, call?.resolver?.field], ['Team', 'members']);
    assert.deepEqual(call?.queries[0]?.dependsOn, ['resolver']);
  });
});

async function callsOf({
  imports = '',
  loop,
  others = {},
}: {
  readonly imports?: string;
  readonly loop: string;
  readonly others?: TestFiles;
}): Promise<readonly string[]> {
  const { model, uri } = await buildModel({
    'src/db.ts': "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();",
    ...others,
    'src/run.ts': `import { Prisma, PrismaClient } from '@prisma/client';
${imports}
export async function run(prisma: PrismaClient, ids: number[], own: number, cache, seen, users: Users) {
  ${loop}
}
`,
  });
  return model.repeatedCallsIn(uri('src/run.ts'), 'run').flatMap(describeCall);
}

function describeCall({ loops, queries }: RepeatedCall): readonly string[] {
  const [loop = ''] = loops;
  return queries.map(({ query, path, dependsOn, variesIn, batchable, memoized }) => {
    const steps = [...path.map(({ callee }) => callee), query.chain.links[query.link]?.name].join(' > ');
    const round = dependsOn.includes(loop) ? 'element' : variesIn.includes(loop) ? 'round' : 'constant';
    return `${steps} ${round} ${batchable}${memoized ? ' memoized' : ''}`;
  });
}
