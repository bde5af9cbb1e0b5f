import assert from 'node:assert/strict';
import { applyFix, compileErrors, keyEntry, lastCall, loopAround, openUnit, place } from './rendering';

const HEAD = "import { prisma } from './client';\ndeclare function show(...values: unknown[]): void;\n\n";

function fix(text: string, relation: string, list: boolean): string {
  const opened = openUnit(text, 'findMany');
  const call = lastCall(opened.code, /^(find|count)/);
  const outer = opened.code.calls.find(one => one.links.at(-1)?.name === 'findMany');
  assert.ok(outer);
  return applyFix(opened, {
    kind: 'include-relation',
    title: 'Load together',
    safety: 'review',
    at: place(opened, call.span),
    loop: loopAround(opened.code, call).span,
    relation,
    outerCall: outer.span,
    keyEntry: keyEntry(call).span,
    list,
  });
}

const users = (outer: string, inner: string) => `export async function feed(published: boolean) {
  const users = await prisma.user.findMany(${outer});
  for (const user of users) {
    const posts = ${inner};
    show(user.id, posts);
  }
}
`;

const REWRITES: readonly { name: string; before: string; after: string; relation: string; list: boolean }[] = [
  {
    name: 'a list, where the outer query has no arguments',
    before: users('', 'await prisma.post.findMany({ where: { authorId: user.id } })'),
    after: users('{ include: { posts: true } }', 'user.posts'),
    relation: 'posts',
    list: true,
  },
  {
    name: 'a list with conditions, where the outer query has some',
    before: users(
      "{ orderBy: { name: 'asc' } }",
      "await prisma.post.findMany({ where: { authorId: user.id, published }, orderBy: { id: 'desc' }, take: 3 })",
    ),
    after: users(
      "{ orderBy: { name: 'asc' }, include: { posts: { where: { published }, orderBy: { id: 'desc' }, take: 3 } } }",
      'user.posts',
    ),
    relation: 'posts',
    list: true,
  },
  {
    name: 'a count',
    before: users('', 'await prisma.post.count({ where: { authorId: user.id } })'),
    after: users('{ include: { _count: { select: { posts: true } } } }', 'user._count.posts'),
    relation: 'posts',
    list: true,
  },
  {
    name: 'a single row in a callback',
    before: `export async function names() {
  const orders = await prisma.order.findMany({ where: { total: 1 } });
  return Promise.all(
    orders.map(async order => {
      const customer = await prisma.customer.findUnique({ where: { id: order.customerId } });
      return customer?.name;
    }),
  );
}
`,
    after: `export async function names() {
  const orders = await prisma.order.findMany({ where: { total: 1 }, include: { customer: true } });
  return Promise.all(
    orders.map(async order => {
      const customer = order.customer;
      return customer?.name;
    }),
  );
}
`,
    relation: 'customer',
    list: false,
  },
];

const posts = 'await prisma.post.findMany({ where: { authorId: user.id } })';
const DECLINES: readonly [string, string][] = [
  [users('{ include: { posts: { take: 1 } } }', posts), 'the outer query already loads posts'],
  [users('{ ...more }', posts), 'the arguments of the outer query are not written out'],
  [users('{ select }', posts), 'select is not written out'],
  [users('', posts).replace('show(user.id', 'show(users'), 'users is also used elsewhere'],
  [users('', posts).replace('for (', 'users.push(users[0]!);\n  for ('), 'users is also used elsewhere'],
  [users('', posts).replace('show(user.id', 'show(user'), 'the element would leave the loop with more than it had'],
  [
    users('', posts).replace('show(user.id', 'show({ ...user, posts: [], ...user }'),
    'the element would leave the loop with more than it had',
  ],
  [users('', posts).replace('const users', 'let users'), 'the rows are not loaded into a variable of their own'],
  [
    users('', posts).replace('for (', 'await prisma.post.update({ where: {} });\n  for ('),
    'rows are written between the query and the loop',
  ],
  [
    users('', 'await prisma.post.findMany({ where: { authorId: user.id, title } })').replace(
      'for (',
      "const title = 'a';\n  for (",
    ),
    'title is not known where the rows are loaded',
  ],
  [
    users('', 'await prisma.post.findMany({ where: { authorId: user.id, title: user.name } })'),
    'the query depends on user',
  ],
  [
    users('', 'await prisma.post.findMany({ where: { authorId: user.id }, cursor: { id: 1 } })'),
    'cursor cannot be asked of a relation',
  ],
];

describe('Fix include-relation in TypeScript', () => {
  for (const { name, before, after, relation, list } of REWRITES) {
    it(`loads ${name}`, () => assert.equal(fix(HEAD + before, relation, list), HEAD + after));
  }
  it('writes what compiles', () => {
    assert.deepEqual(compileErrors(REWRITES.flatMap(({ before, after }) => [HEAD + before, HEAD + after])), []);
  }).timeout(30_000);
  it('adds to a select', () => {
    const before = HEAD + users('{ select: { id: true } }', posts);
    assert.equal(fix(before, 'posts', true), HEAD + users('{ select: { id: true, posts: true } }', 'user.posts'));
  });
  for (const [text, reason] of DECLINES) {
    it(`declines: ${reason}`, () => assert.equal(fix(HEAD + text, 'posts', true), `declined: ${reason}`));
  }
});
