import assert from 'node:assert/strict';
import type { TableQuery } from '../../server/src/core/model';
import { buildModel } from './build-model';

const SCHEMA = `datasource db {
  provider = "postgresql"
}

generator client {
  provider = "prisma-client-js"
}

model Customer {
  id     Int     @id
  name   String
  region String
  orders Order[]

  @@map("customers")
}

model Order {
  id         Int       @id
  code       String
  total      Int
  paid       Boolean
  meta       Json
  placedAt   DateTime  @map("placed_at")
  closedAt   DateTime? @map("closed_at")
  customerId Int       @map("customer_id")
  customer   Customer  @relation(fields: [customerId], references: [id])

  @@index([customerId])
  @@map("orders")
}
`;

/** A call of the client `prisma`, and what it asks of which table. */
type Case = readonly [call: string, queries: Readonly<Record<string, string>>];

const CALLS: readonly Case[] = [
  ["order.findMany({ where: { code: 'a', placedAt: { gt: day } } })", { orders: '=code >placed_at' }],
  ['order.findMany({ where: { AND: [{ code: day }, { total: { in: [1, 2] } }] } })', { orders: '=code,total' }],
  ["order.findMany({ where: { code: { contains: 'x' } } })", { orders: '~code' }],
  ["order.findMany({ where: { code: { startsWith: 'x' } } })", { orders: '>code' }],
  ["order.findMany({ where: { code: { equals: 'x', mode: 'insensitive' } } })", { orders: '~code' }],
  ["order.findMany({ where: { meta: { path: ['a'], equals: 1 } } })", { orders: 'other' }],
  ["order.findMany({ where: { customer: { region: 'eu' }, code: 'x' } })", { orders: '=code other' }],
  ["order.findMany({ where: { OR: [{ code: 'a' }, { total: 1 }] } })", { orders: 'other' }],
  ['order.findMany({ where: { closedAt: null, total: { not: 3 }, code: day } })', { orders: '=code' }],
  [
    "order.findMany({ where: { code: day }, orderBy: { placedAt: 'desc' }, take: 3 })",
    { orders: '=code by placed_at desc limited' },
  ],
  ['order.findUnique({ where: { id: 3 } })', { orders: '=id limited' }],
];

const TEXTS: readonly Case[] = [
  ['SELECT * FROM orders WHERE code = ${day} AND total > 3', { orders: '=code >total' }],
  ['SELECT * FROM orders AS o WHERE o.code = ANY(${day}) AND o.total BETWEEN 1 AND 2', { orders: '=code >total' }],
  ['SELECT * FROM orders WHERE code ILIKE ${day} OR total = 1', { orders: 'other' }],
  ["SELECT * FROM orders WHERE code ILIKE 'x%'", { orders: '~code' }],
  ["SELECT * FROM orders WHERE code LIKE '%x'", { orders: '~code' }],
  ["SELECT * FROM orders WHERE code LIKE 'x%'", { orders: '>code' }],
  ['SELECT * FROM orders WHERE paid AND lower(code) = ${day}', { orders: '=paid other' }],
  ["SELECT * FROM orders WHERE code <> 'a' AND total IS NOT NULL AND NOT paid AND closed_at IS NULL", { orders: '' }],
  ['SELECT * FROM orders WHERE customer_id IS NULL', { orders: 'other' }],
  // The joined rows may be found by the index of the key; of a column without an index nothing follows.
  [
    'SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.code = ${day} AND c.region = ${day}',
    { orders: '=code other', customers: '=region other' },
  ],
  [
    'SELECT * FROM orders o JOIN customers c ON c.region = o.code WHERE o.total = 1',
    { orders: '=total', customers: '' },
  ],
  [
    'SELECT * FROM orders o, customers c WHERE o.total = c.name::int AND o.code = ${day}',
    { orders: '=code', customers: '' },
  ],
  // Without a qualifier it may be a column of either.
  ['SELECT * FROM orders JOIN customers USING (id) WHERE code = ${day}', { orders: 'other', customers: 'other' }],
  [
    'WITH orders AS (SELECT * FROM customers WHERE region = ${day}) SELECT * FROM orders WHERE code = ${day}',
    { customers: '=region' },
  ],
  [
    'SELECT * FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total = 1)',
    { customers: 'other', orders: '=total other' },
  ],
  [
    'SELECT * FROM orders WHERE total = 1 ORDER BY placed_at DESC, id LIMIT 5',
    { orders: '=total by placed_at desc, id limited' },
  ],
  ['SELECT * FROM orders WHERE total = 1 ORDER BY lower(code)', { orders: '=total' }],
  ['UPDATE orders SET code = ${day} WHERE total = 1', { orders: '=total' }],
  ['DELETE FROM orders WHERE placed_at < ${day}', { orders: '>placed_at' }],
  ["INSERT INTO orders (code) VALUES ('x')", {}],
];

describe('what queries ask of a table', () => {
  for (const [call, queries] of CALLS) {
    it(call, async () => assert.deepEqual(await asked(`prisma.${call}`), queries));
  }
  for (const [text, queries] of TEXTS) {
    it(text, async () => assert.deepEqual(await asked(`prisma.$queryRaw\`${text}\``), queries));
  }

  it('takes the names of a function for values', async () => {
    const { model, uri } = await buildModel({
      'prisma/schema.prisma': SCHEMA,
      'package.json': PACKAGE,
      'sql/find_order.sql': `CREATE FUNCTION find_order(wanted text) RETURNS SETOF orders LANGUAGE sql AS $$
  SELECT o.* FROM orders o, customers c WHERE o.code = wanted AND o.total = find_order.wanted::int
$$;
`,
    });
    const file = uri('sql/find_order.sql');
    const queries = model.unitsIn(file).flatMap(unit => model.tableQueriesIn(file, unit));
    assert.deepEqual(
      queries.map(({ table, query }) => `${table.name} ${describeQuery(query)}`.trim()),
      ['orders =code,total', 'customers'],
    );
  });

  it('says nothing of queries in tests and in migrations', async () => {
    const { model, uri } = await buildModel({
      'prisma/schema.prisma': SCHEMA,
      'package.json': PACKAGE,
      'src/orders.test.ts': program("prisma.order.findMany({ where: { code: 'a' } })"),
      'prisma/migrations/1_init/migration.sql': "UPDATE orders SET total = 0 WHERE code = 'a';\n",
    });
    for (const path of ['src/orders.test.ts', 'prisma/migrations/1_init/migration.sql']) {
      const file = uri(path);
      assert.deepEqual(
        model.unitsIn(file).flatMap(unit => model.tableQueriesIn(file, unit)),
        [],
        path,
      );
    }
  });
});

const PACKAGE = '{ "name": "shop", "dependencies": { "@prisma/client": "7.10.0" } }';

function program(call: string): string {
  return `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const run = (day) => ${call};
`;
}

async function asked(call: string): Promise<Record<string, string>> {
  const { model, uri } = await buildModel({
    'prisma/schema.prisma': SCHEMA,
    'package.json': PACKAGE,
    'src/run.ts': program(call),
  });
  const file = uri('src/run.ts');
  const queries = model.unitsIn(file).flatMap(unit => model.tableQueriesIn(file, unit));
  return Object.fromEntries(queries.map(({ table, query }) => [table.name, describeQuery(query)]));
}

function describeQuery({ equality, range, patterns, other, orderBy, limited }: TableQuery): string {
  const order = orderBy.map(({ column, descending }) => `${column}${descending ? ' desc' : ''}`).join(', ');
  return [
    equality.length > 0 ? `=${equality.join(',')}` : '',
    range.length > 0 ? `>${range.join(',')}` : '',
    patterns.length > 0 ? `~${patterns.join(',')}` : '',
    other ? 'other' : '',
    order === '' ? '' : `by ${order}`,
    limited ? 'limited' : '',
  ]
    .filter(part => part !== '')
    .join(' ');
}
