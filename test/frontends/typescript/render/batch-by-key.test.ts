import assert from 'node:assert/strict';
import { applyFix, compileErrors, keyEntry, lastCall, loopAround, openUnit, place } from './rendering';

const HEAD = "import { prisma, type Order, type User } from './client';\n\n";

function fix(text: string): string {
  const opened = openUnit(text, /find\w+/.exec(text)?.[0] ?? '');
  const call = lastCall(opened.code, /^find/);
  const entry = keyEntry(call);
  return applyFix(opened, {
    kind: 'batch-by-key',
    title: 'Ask once',
    safety: 'review',
    at: place(opened, call.span),
    loop: loopAround(opened.code, call).span,
    keyEntry: entry.span,
    keyField: entry.key,
    library: 'prisma',
    result: resultOf(call.links.at(-1)?.name),
  });
}

function resultOf(method: string | undefined): 'row' | 'rows' | 'count' {
  return method === 'findMany' ? 'rows' : method === 'count' ? 'count' : 'row';
}

const REWRITES: readonly { name: string; before: string; after: string }[] = [
  {
    name: 'findUnique in for-of',
    before: `export async function names(orders: Order[]) {
  const lines: string[] = [];
  for (const order of orders) {
    const customer = await prisma.customer.findUnique({ where: { id: order.customerId } });
    lines.push(customer?.name ?? order.id);
  }
  return lines;
}
`,
    after: `export async function names(orders: Order[]) {
  const lines: string[] = [];
  const customers = await prisma.customer.findMany({ where: { id: { in: orders.map(order => order.customerId) } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  for (const order of orders) {
    const customer = customerById.get(order.customerId) ?? null;
    lines.push(customer?.name ?? order.id);
  }
  return lines;
}
`,
  },
  {
    name: 'findMany grouped, with its other clauses, in the layout of the file',
    before: `export async function titles(users: readonly User[], published: boolean) {
    const all: string[] = [];
    for (const { id } of users) {
        const posts = await prisma.post.findMany({
            where: { authorId: id, published },
            select: { title: true },
            orderBy: { id: 'desc' },
        });
        all.push(...posts.map(one => one.title));
    }
    return all;
}
`,
    after: `export async function titles(users: readonly User[], published: boolean) {
    const all: string[] = [];
    const postRows = await prisma.post.findMany({
        where: { authorId: { in: users.map(({ id }) => id) }, published },
        select: { authorId: true, title: true },
        orderBy: { id: 'desc' },
    });
    const postsByAuthorId = new Map<(typeof postRows)[number]['authorId'], typeof postRows>();
    for (const post of postRows) {
        const group = postsByAuthorId.get(post.authorId);
        if (group) group.push(post);
        else postsByAuthorId.set(post.authorId, [post]);
    }
    for (const { id } of users) {
        const posts = postsByAuthorId.get(id) ?? [];
        all.push(...posts.map(one => one.title));
    }
    return all;
}
`,
  },
  {
    name: 'a callback of Promise.all(map), returned as it is',
    before: `export async function customersOf(orders: Order[]) {
  return Promise.all(orders.map(order => prisma.customer.findFirst({ where: { id: order.customerId } })));
}
`,
    after: `export async function customersOf(orders: Order[]) {
  const customers = await prisma.customer.findMany({ where: { id: { in: orders.map(order => order.customerId) } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  return Promise.all(orders.map(order => customerById.get(order.customerId) ?? null));
}
`,
  },
  {
    name: 'a list of keys, under a condition that stays',
    before: `export async function namesOf(ids: readonly string[], wanted: boolean) {
  const names: string[] = [];
  for (const id of ids) {
    if (!wanted) continue;
    const customer = await prisma.customer.findUnique({ where: { id } });
    if (customer) names.push(customer.name);
  }
  return names;
}
`,
    after: `export async function namesOf(ids: readonly string[], wanted: boolean) {
  const names: string[] = [];
  const customers = await prisma.customer.findMany({ where: { id: { in: [...ids] } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  for (const id of ids) {
    if (!wanted) continue;
    const customer = customerById.get(id) ?? null;
    if (customer) names.push(customer.name);
  }
  return names;
}
`,
  },
  {
    name: 'keys that are computed on the way',
    before: `export async function namesOf(orders: Order[]) {
  const names: string[] = [];
  for (const id of new Set(orders.map(order => order.customerId))) {
    const customer = await prisma.customer.findUnique({ where: { id } });
    if (customer) names.push(customer.name);
  }
  return names;
}
`,
    after: `export async function namesOf(orders: Order[]) {
  const names: string[] = [];
  const ids = [...new Set(orders.map(order => order.customerId))];
  const customers = await prisma.customer.findMany({ where: { id: { in: ids } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  for (const id of ids) {
    const customer = customerById.get(id) ?? null;
    if (customer) names.push(customer.name);
  }
  return names;
}
`,
  },
  {
    name: 'an async callback, where the row is used at once',
    before: `export async function namesOf(orders: Order[]) {
  const names = await Promise.all(
    orders.map(async order => {
      const name = (await prisma.customer.findUnique({ where: { id: order.customerId } }))?.name;
      return name ?? order.id;
    }),
  );
  return names;
}
`,
    after: `export async function namesOf(orders: Order[]) {
  const customers = await prisma.customer.findMany({ where: { id: { in: orders.map(order => order.customerId) } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  const names = await Promise.all(
    orders.map(async order => {
      const name = (customerById.get(order.customerId) ?? null)?.name;
      return name ?? order.id;
    }),
  );
  return names;
}
`,
  },
  {
    name: 'an iterable that is computed, evaluated once',
    before: `export async function recent(load: () => Promise<Set<Order>>) {
  for (const order of await load()) {
    console.log((await prisma.customer.findUnique({ where: { id: order.customerId }, select: { name: true } })) || 'none');
  }
}
`,
    after: `export async function recent(load: () => Promise<Set<Order>>) {
  const orders = [...(await load())];
  const customers = await prisma.customer.findMany({ where: { id: { in: orders.map(order => order.customerId) } }, select: { id: true, name: true } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  for (const order of orders) {
    console.log((customerById.get(order.customerId) ?? null) || 'none');
  }
}
`,
  },
  {
    name: 'an iterable that may be no array',
    before: `export async function every(orders: Iterable<Order>) {
  for (const order of orders) {
    if (order.total > 0) {
      const found = await prisma.customer.findUnique({ where: { id: order.customerId } });
      if (found === null) return order;
    }
  }
  return undefined;
}
`,
    after: `export async function every(orders: Iterable<Order>) {
  const customers = await prisma.customer.findMany({ where: { id: { in: Array.from(orders, order => order.customerId) } } });
  const customerById = new Map(customers.map(customer => [customer.id, customer]));
  for (const order of orders) {
    if (order.total > 0) {
      const found = customerById.get(order.customerId) ?? null;
      if (found === null) return order;
    }
  }
  return undefined;
}
`,
  },
];

const loop = (body: string, rest = '') => `export async function f(orders: Order[], published: boolean) {
  let last = '';
  ${rest}
  for (const order of orders) {
    ${body}
  }
}
`;

const DECLINES: readonly [string, string][] = [
  ...[
    "const row = await prisma.customer.findFirst({ where: { id: order.customerId } }); if (row) row.name += '!';",
    'const row = await prisma.customer.findFirst({ where: { id: order.customerId } }); Object.assign(row ?? {}, order); if (row) Object.assign(row, order);',
    'const rows = await prisma.post.findMany({ where: { authorId: order.id } }); rows.sort();',
    'last = (await prisma.post.findMany({ where: { authorId: order.id } })).pop()?.id ?? last;',
  ].map((body): [string, string] => [loop(body), 'the loop changes what was found, and equal keys would share it']),
  [
    loop('await prisma.customer.findUniqueOrThrow({ where: { id: order.customerId } });'),
    'the query throws when there is no row',
  ],
  [
    loop("await prisma.post.findFirst({ where: { authorId: order.id }, orderBy: { id: 'desc' } });"),
    'the order decides which row is found',
  ],
  [
    loop('await prisma.post.findMany({ where: { authorId: order.id }, take: 3 });'),
    'take counts the rows of one element',
  ],
  [loop('await prisma.customer.findUnique({ where: { id: order.reviewerId! } });'), 'the key may be missing'],
  [
    loop('if (order.reviewerId) await prisma.customer.findUnique({ where: { id: order.reviewerId } });'),
    'the key is tested before the query, so it may be missing',
  ],
  [
    loop('if (!order.reviewerId) continue; await prisma.customer.findUnique({ where: { id: order.reviewerId } });'),
    'the key is tested before the query, so it may be missing',
  ],
  [
    loop('const name = order.id; await prisma.customer.findFirst({ where: { id: order.customerId, name } });'),
    'the query depends on name',
  ],
  [
    loop('await prisma.customer.findFirst({ where: { id: order.customerId, name: last } }); last = order.id;'),
    'last changes in the loop',
  ],
  [
    loop('await prisma.customer.findFirst({ where: { id: order.customerId, name: pick() } });'),
    'an argument of the query is computed anew in each round',
  ],
  [
    loop(
      'await prisma.customer.findUnique({ where: { id: order.customerId } }); await prisma.customer.update({ where: {} });',
    ),
    'the loop also writes rows',
  ],
  [
    loop('const p = prisma.customer.findUnique({ where: { id: order.customerId } }); await p;'),
    'the query is not awaited where it stands',
  ],
  [
    loop('await prisma.customer.findUnique({ where: { id: order.customerId }, ...more });'),
    'the arguments of the query are not written out',
  ],
  [
    loop('await prisma.customer.findUnique({ where: { id: order.customerId }, select });'),
    'the selected fields are not written out',
  ],
  [
    'export async function s(orders: Order[]) {\n  return Promise.allSettled(orders.map(order => prisma.customer.findFirst({ where: { id: order.customerId } })));\n}\n',
    'each round answers for its own errors',
  ],
  [
    'export function g(orders: Order[]) {\n  return Promise.all(orders.map(order => prisma.customer.findFirst({ where: { id: order.customerId } })));\n}\n',
    'there is no place for a query before the loop',
  ],
  [
    'export const h = async (orders: Order[]) => Promise.all(orders.map(o => prisma.customer.findFirst({ where: { id: o.customerId } })));\n',
    'there is no place for a query before the loop',
  ],
];

describe('Fix batch-by-key in TypeScript', () => {
  for (const { name, before, after } of REWRITES) {
    it(`rewrites ${name}`, () => assert.equal(fix(HEAD + before), HEAD + after));
  }
  it('rewrites with the line ends of the file', () => {
    const [first] = REWRITES;
    assert.ok(first);
    const windows = (text: string) => (HEAD + text).replace(/\n/g, '\r\n');
    assert.equal(fix(windows(first.before)), windows(first.after));
  });
  it('writes what compiles', () => {
    const head = `${HEAD}declare const console: { log(value: unknown): void };\n`;
    assert.deepEqual(compileErrors(REWRITES.map(({ before }) => head + before)), []);
    assert.deepEqual(compileErrors(REWRITES.map(({ after }) => head + after)), []);
  }).timeout(30_000);
  for (const [text, reason] of DECLINES) {
    it(`declines: ${reason}`, () => assert.equal(fix(HEAD + text), `declined: ${reason}`));
  }
});
