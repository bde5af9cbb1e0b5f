import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { anyArrayNotIndexable } from '../../server/src/rules/index/any-array-not-indexable';
import { interpolatedQuery } from '../../server/src/rules/injection/interpolated-query';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import { unknownRelationOrColumn } from '../../server/src/rules/query/unknown-relation-or-column';
import { fixEverything } from '../harness/fix-round';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { usePostgres } from './postgres-server';

const SHOP = join(__dirname, '../../examples/shop');

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

type Call = (load: (module: string) => Record<string, (...args: unknown[]) => Promise<unknown>>) => Promise<unknown>;

interface Question {
  readonly name: string;
  readonly ask: Call;
  /** The same question with a value that ends its literal, and what it was meant to find; undefined: a refusal. */
  readonly hostile?: { readonly ask: Call; readonly finds: unknown };
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'findCustomerByEmail',
    ask: load => load('customers/customer-search').findCustomerByEmail!('ada@x'),
    hostile: {
      ask: load => load('customers/customer-search').findCustomerByEmail!("' OR '1'='1"),
      finds: undefined,
    },
  },
  {
    name: 'searchCustomers',
    ask: load => load('customers/customer-search').searchCustomers!('a'),
    hostile: {
      ask: load => load('customers/customer-search').searchCustomers!("O'B"),
      finds: [{ id: uuid(2), email: 'ob@x', name: "Bob O'Brien" }],
    },
  },
  { name: 'orderByNumber', ask: load => load('reports/order-report').orderByNumber!('2') },
  { name: 'ordersByNumbers', ask: load => load('reports/order-report').ordersByNumbers!(['3', '1', '1', '77']) },
  {
    name: 'ordersOfCustomer',
    ask: load => load('reports/order-report').ordersOfCustomer!(uuid(1)),
  },
  {
    name: 'revenueOfProvider',
    ask: load => load('reports/revenue-report').revenueOfProvider!('card', new Date(0)),
    hostile: {
      ask: load => load('reports/revenue-report').revenueOfProvider!("x' OR '1'='1", new Date(0)),
      finds: '0',
    },
  },
  {
    name: 'similarProducts',
    ask: load => load('catalogue/product-search').similarProducts!('Lamp'),
    hostile: {
      ask: load => load('catalogue/product-search').similarProducts!("' OR '1'='1"),
      finds: [],
    },
  },
  { name: 'productsWithKeyword', ask: load => load('catalogue/product-search').productsWithKeyword!('light') },
  { name: 'archiveProductsOf', ask: load => load('catalogue/product-search').archiveProductsOf!(uuid(1)) },
  { name: 'stockBelow', ask: load => load('inventory/inventory-service').stockBelow!(10) },
  {
    name: 'stockInWarehouse',
    ask: load => load('inventory/inventory-service').stockInWarehouse!('OSL'),
    hostile: { ask: load => load('inventory/inventory-service').stockInWarehouse!("' OR '1'='1"), finds: [] },
  },
  { name: 'exportAddressBook', ask: load => load('customers/customer-service').exportAddressBook!() },
  {
    name: 'OrderRepository.listForCustomer',
    ask: async load => {
      const { OrderRepository } = load('orders/order-repository') as unknown as {
        OrderRepository: new (client: unknown) => { listForCustomer(id: string): Promise<unknown> };
      };
      return new OrderRepository(load('database/prisma').prisma).listForCustomer(uuid(1));
    },
  },
  {
    name: 'invoiceLines',
    ask: load =>
      load('orders/order-service').invoiceLines!(
        [1, 2, 1, 99].map(n => ({ productId: uuid(n), sku: `sku-${n}`, quantity: n, unitPriceCents: 100 })),
      ),
  },
  {
    name: 'latestPayments',
    ask: load => load('orders/order-service').latestPayments!([1, 2, 3].map(n => ({ id: uuid(n) }))),
  },
];

/** Modules that have a fix; a fix that is no longer made would compare a module with itself. */
const FIXED = [
  'src/catalogue/product-search.ts',
  'src/customers/customer-search.ts',
  'src/customers/customer-service.ts',
  'src/inventory/inventory-service.ts',
  'src/orders/order-repository.ts',
  'src/orders/order-service.ts',
  'src/reports/order-report.ts',
  'src/reports/revenue-report.ts',
  'src/reports/shipment-report.ts',
];

describe('fixes of examples/shop', function () {
  this.timeout(60_000);
  const shop = usePostgres();
  const warehouse = usePostgres();
  let project: ClientProject;
  const folders = { original: '', fixed: '' };
  const closing: (() => Promise<void>)[] = [];

  before(async () => {
    project = createClientProject();
    const files = readShop();
    const rules = [interpolatedQuery, queryInLoop, anyArrayNotIndexable, unknownRelationOrColumn];
    const fixed = await fixEverything(files, { rules });
    assert.deepEqual(
      [...fixed].filter(([path, text]) => files.get(path) !== text).map(([path]) => path),
      FIXED,
    );
    folders.original = project.write('original', files);
    await project.generateClient(join(folders.original, 'prisma/schema.prisma'));
    const again: Files = new Map([
      ['src/generated/prisma/client.ts', "export * from '../../../../original/src/generated/prisma/client';\n"],
    ]);
    folders.fixed = project.write('fixed', new Map([...fixed, ...again]));
    for (const [database, folder] of [
      [shop, 'prisma/migrations/'],
      [warehouse, 'warehouse/migrations/'],
    ] as const) {
      for (const [path, text] of files) if (path.startsWith(folder) && path.endsWith('.sql')) await database.exec(text);
    }
    const before = { ...process.env };
    process.env.DATABASE_URL = shop.url;
    process.env.WAREHOUSE_DATABASE_URL = warehouse.url;
    for (const folder of Object.values(folders)) {
      const load = loader(folder);
      const { pool } = load('database/pool') as unknown as { pool: { end(): Promise<void> } };
      const other = load('database/warehouse') as unknown as { warehouse: { end(): Promise<void> } };
      const { prisma } = load('database/prisma') as unknown as { prisma: { $disconnect(): Promise<void> } };
      closing.push(
        () => pool.end(),
        () => other.warehouse.end(),
        () => prisma.$disconnect(),
      );
    }
    process.env = before;
    for (const database of [shop, warehouse]) {
      database.closing(async () => {
        for (const close of closing.splice(0)) await close();
      });
    }
  });
  after(() => project?.remove());

  const loader = (folder: string) => (module: string) =>
    project.load<ReturnType<Parameters<Call>[0]>>(join(folder, 'src', `${module}.ts`));

  async function answer(folder: string, ask: Call): Promise<{ result?: unknown; failed: boolean; rows: unknown }> {
    await shop.exec(FILL_SHOP);
    await warehouse.exec(FILL_WAREHOUSE);
    const said = await ask(loader(folder)).then(
      result => ({ result, failed: false }),
      () => ({ failed: true }),
    );
    return { ...said, rows: await shop.query('SELECT id, status, supplier_id FROM products ORDER BY id') };
  }

  it('compile', () => {
    assert.deepEqual(project.compileErrors(FIXED.map(path => join(folders.fixed, path))), []);
  });

  for (const { name, ask, hostile } of QUESTIONS) {
    it(`${name}: the same answer`, async () => {
      const original = await answer(folders.original, ask);
      assert.equal(original.failed, false);
      assert.notEqual(original.result, undefined);
      assert.deepEqual(await answer(folders.fixed, ask), original);
    });
    if (!hostile) continue;
    it(`${name}: what was meant, where the original breaks`, async () => {
      const original = await answer(folders.original, hostile.ask);
      const fixed = await answer(folders.fixed, hostile.ask);
      assert.deepEqual([fixed.failed, fixed.result], [false, hostile.finds]);
      assert.notDeepEqual(original, fixed);
    });
  }

  it('archiveProductsOf: refuses what is no id, where the original archives everything', async () => {
    const ask: Call = load => load('catalogue/product-search').archiveProductsOf!(`${uuid(1)}' OR '1'='1`);
    const archived = (rows: unknown) => JSON.stringify(rows).split('ARCHIVED').length - 1;
    assert.equal(archived((await answer(folders.original, ask)).rows), 3);
    const fixed = await answer(folders.fixed, ask);
    assert.deepEqual([fixed.failed, archived(fixed.rows)], [true, 0]);
  });

  it('untrackedByCarrier: an answer, where the original names a column that there is not', async () => {
    const ask: Call = load => load('reports/shipment-report').untrackedByCarrier!();
    assert.equal((await answer(folders.original, ask)).failed, true);
    assert.deepEqual((await answer(folders.fixed, ask)).result, [{ carrier: 'post', shipments: 2 }]);
  });

  it('ordersByNumbers: nothing for no numbers, where the original fails', async () => {
    const ask: Call = load => load('reports/order-report').ordersByNumbers!([]);
    assert.equal((await answer(folders.original, ask)).failed, true);
    assert.deepEqual((await answer(folders.fixed, ask)).result, []);
  });
});

/** Without package.json, which would make its modules something that cannot be loaded twice in one process. */
function readShop(): Files {
  return new Map(
    readdirSync(SHOP, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(SHOP, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter(path => !/(^|\/)(node_modules|generated)\//.test(path) && /\.(ts|sql|prisma|toml)$/.test(path))
      .sort()
      .map(path => [path, ownModules(path, readFileSync(join(SHOP, path), 'utf8'))]),
  );
}

function ownModules(path: string, text: string): string {
  return path.endsWith('.prisma') ? text.replace(/^( *output .*)$/m, '$1\n  moduleFormat = "cjs"') : text;
}

const FILL_SHOP = `
TRUNCATE customers, categories, suppliers, coupons, tags CASCADE;
INSERT INTO customers (id, email, name) VALUES ('${uuid(1)}', 'ada@x', 'Ada'), ('${uuid(2)}', 'ob@x', 'Bob O''Brien'), ('${uuid(3)}', 'cy@x', 'Cy');
INSERT INTO addresses (id, customer_id, street, postal_code, city, country) VALUES
  ('${uuid(1)}', '${uuid(1)}', 'a', '1', 'Oslo', 'NO'), ('${uuid(2)}', '${uuid(1)}', 'b', '2', 'Bergen', 'NO'), ('${uuid(3)}', '${uuid(2)}', 'c', '3', 'Cork', 'IE');
INSERT INTO categories (id, name, slug) VALUES ('${uuid(1)}', 'Light', 'light');
INSERT INTO suppliers (id, name, email) VALUES ('${uuid(1)}', 'One', 'one@x'), ('${uuid(2)}', 'Two', 'two@x');
INSERT INTO products (id, name, slug, status, price_cents, category_id, supplier_id, updated_at) VALUES
  ('${uuid(1)}', 'Lamp', 'lamp', 'ACTIVE', 100, '${uuid(1)}', '${uuid(1)}', now()),
  ('${uuid(2)}', 'Lamp', 'lamp-2', 'ACTIVE', 200, '${uuid(1)}', '${uuid(2)}', now()),
  ('${uuid(3)}', 'Torch', 'torch', 'DRAFT', 300, '${uuid(1)}', '${uuid(2)}', now());
UPDATE products SET keywords = '{light,warm}' WHERE slug LIKE 'lamp%';
INSERT INTO product_variants (product_id, sku, size, colour) VALUES ('${uuid(1)}', 's', 'M', 'red');
INSERT INTO orders (id, number, status, customer_id, shipping_address_id, total_cents, placed_at) VALUES
  ('${uuid(1)}', 1, 'PAID', '${uuid(1)}', '${uuid(1)}', 10, '2026-01-01Z'), ('${uuid(2)}', 2, 'PENDING', '${uuid(1)}', '${uuid(2)}', 20, '2026-01-02Z'),
  ('${uuid(3)}', 3, 'SHIPPED', '${uuid(2)}', '${uuid(3)}', 30, '2026-01-03Z');
INSERT INTO order_items (order_id, line_number, product_id, sku, quantity, unit_price_cents) VALUES
  ('${uuid(1)}', 1, '${uuid(1)}', 's', 1, 5), ('${uuid(1)}', 2, '${uuid(1)}', 's', 2, 5);
INSERT INTO shipments (id, order_id, carrier, tracking_code) VALUES
  ('${uuid(1)}', '${uuid(1)}', 'post', NULL), ('${uuid(2)}', '${uuid(1)}', 'post', NULL), ('${uuid(3)}', '${uuid(3)}', 'bike', 'b-1');
INSERT INTO payments (id, order_id, status, provider, amount_cents, created_at) VALUES
  ('${uuid(1)}', '${uuid(1)}', 'CAPTURED', 'card', 10, '2026-01-01Z'), ('${uuid(2)}', '${uuid(1)}', 'REFUNDED', 'cash', 10, '2026-01-02Z'),
  ('${uuid(3)}', '${uuid(3)}', 'CAPTURED', 'card', 30, '2026-01-03Z');`;

const FILL_WAREHOUSE = `
TRUNCATE warehouses RESTART IDENTITY CASCADE;
INSERT INTO warehouses (code, city) VALUES ('OSL', 'Oslo'), ('COR', 'Cork');
INSERT INTO bins (warehouse_id, code) VALUES (1, 'a'), (1, 'b'), (2, 'a');
INSERT INTO stock_levels (bin_id, sku, quantity) VALUES (1, 's', 4), (2, 's', 9), (2, 'm', 3), (3, 'm', 1);`;
