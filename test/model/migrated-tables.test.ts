import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from './build-model';
import { describeTable } from './describe-table';

const ORDERS = `
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int NOT NULL REFERENCES users (id),
  status text,
  UNIQUE (user_id, status)
);
`;

/** How the two stand as long as nothing changes them. */
const USERS_LEFT = 'users: id, email; primary(id)';
const ORDERS_LEFT = 'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id)';

/** What a second migration leaves behind. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  'SELECT 1;': [USERS_LEFT, ORDERS_LEFT],
  'CREATE INDEX ON orders (user_id); ALTER TABLE orders RENAME COLUMN user_id TO buyer_id; DROP INDEX orders_user_id_idx;':
    [USERS_LEFT, 'orders: id, buyer_id, status?; primary(id); unique(buyer_id, status); fk(buyer_id) → users(id)'],
  'ALTER TABLE users DROP COLUMN email CASCADE; ALTER TABLE users ADD COLUMN email citext;': [
    'users: id, email?; primary(id)',
    ORDERS_LEFT,
  ],
  'DROP VIEW x; COMMENT ON TABLE orders IS $$a$$; INSERT INTO orders VALUES (1); GRANT ALL ON orders TO a;': [
    USERS_LEFT,
    ORDERS_LEFT,
  ],
  'ALTER TABLE missing ADD COLUMN a int; DROP INDEX missing; ALTER INDEX missing RENAME TO b; ALTER TABLE orders DROP CONSTRAINT missing;':
    [USERS_LEFT, ORDERS_LEFT],
  'CREATE TABLE shop.orders (id int PRIMARY KEY, user_id int REFERENCES public.users (id)); DROP INDEX shop.orders_pkey; ALTER TABLE shop.orders DROP COLUMN user_id;':
    [USERS_LEFT, ORDERS_LEFT, 'shop.orders: id'],
  'CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);': [
    USERS_LEFT,
    ORDERS_LEFT,
    'p: id?',
    'p1: id?; partition of p',
  ],
  'CREATE TABLE made AS SELECT * FROM orders;': [USERS_LEFT, ORDERS_LEFT, 'made: ; incomplete; columns unknown'],
  'DROP TABLE orders; CREATE TABLE orders (id int);': [USERS_LEFT, 'orders: id?'],
  'ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (id, user_id);': [
    USERS_LEFT,
    'orders: id, user_id, status?; unique(user_id, status); primary(id, user_id); fk(user_id) → users(id)',
  ],
  'ALTER TABLE orders RENAME TO purchases;': [
    USERS_LEFT,
    'purchases: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id)',
  ],
  'ALTER TABLE users RENAME TO people;': [
    'people: id, email; primary(id)',
    'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → people(id)',
  ],
  'ALTER TABLE users RENAME COLUMN id TO key;': [
    'users: key, email; primary(key)',
    'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(key)',
  ],
  'ALTER TABLE orders RENAME COLUMN user_id TO buyer_id;': [
    USERS_LEFT,
    'orders: id, buyer_id, status?; primary(id); unique(buyer_id, status); fk(buyer_id) → users(id)',
  ],
  'ALTER TABLE orders RENAME COLUMN user_id TO buyer_id; ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey, DROP CONSTRAINT orders_user_id_status_key;':
    [USERS_LEFT, 'orders: id, buyer_id, status?; primary(id)'],
  'ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases DROP CONSTRAINT orders_pkey; ALTER TABLE purchases DROP CONSTRAINT orders_user_id_fkey;':
    [USERS_LEFT, 'purchases: id, user_id, status?; unique(user_id, status)'],
  'ALTER TABLE orders DROP COLUMN user_id;': [USERS_LEFT, 'orders: id, status?; primary(id)'],
  'ALTER TABLE users DROP COLUMN id CASCADE;': [
    'users: email',
    'orders: id, user_id, status?; primary(id); unique(user_id, status)',
  ],
  'ALTER TABLE orders ADD COLUMN note text, ADD COLUMN IF NOT EXISTS status text;': [
    USERS_LEFT,
    'orders: id, user_id, status?, note?; primary(id); unique(user_id, status); fk(user_id) → users(id)',
  ],
  'ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text UNIQUE, ADD COLUMN IF NOT EXISTS note text UNIQUE, ADD COLUMN IF NOT EXISTS id int REFERENCES users;':
    [
      USERS_LEFT,
      'orders: id, user_id, status?, note?; primary(id); unique(user_id, status); unique(note); fk(user_id) → users(id)',
    ],
  'ALTER TABLE orders ADD UNIQUE (note), ADD COLUMN note text, DROP COLUMN status;': [
    USERS_LEFT,
    'orders: id, user_id, note?; primary(id); unique(note); fk(user_id) → users(id)',
  ],
  'ALTER TABLE orders ADD COLUMN team_id int REFERENCES users ON DELETE CASCADE;': [
    USERS_LEFT,
    'orders: id, user_id, status?, team_id?; primary(id); unique(user_id, status); fk(user_id) → users(id); fk(team_id) → users(id) on delete cascade',
  ],
  'ALTER TABLE orders ALTER COLUMN status SET NOT NULL, ALTER COLUMN user_id DROP NOT NULL;': [
    USERS_LEFT,
    'orders: id, user_id?, status; primary(id); unique(user_id, status); fk(user_id) → users(id)',
  ],
  'DROP TABLE users CASCADE;': ['orders: id, user_id, status?; primary(id); unique(user_id, status)'],
  'DROP TABLE IF EXISTS orders, nothing;': [USERS_LEFT],
  'CREATE SCHEMA shop; ALTER TABLE orders SET SCHEMA shop;': [
    USERS_LEFT,
    'shop.orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id)',
  ],
  'CREATE SCHEMA shop; ALTER TABLE users SET SCHEMA shop;': [
    'shop.users: id, email; primary(id)',
    'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → shop.users(id)',
  ],
  'CREATE TABLE IF NOT EXISTS orders (id int);': [USERS_LEFT, ORDERS_LEFT],
  'CREATE TEMPORARY TABLE scratch (id int);': [USERS_LEFT, ORDERS_LEFT],
  'CREATE INDEX ON orders (user_id);': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); index(user_id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX by_user ON orders (user_id); DROP INDEX by_user;': [USERS_LEFT, ORDERS_LEFT],
  'CREATE INDEX ON orders (user_id); DROP INDEX orders_user_id_idx;': [USERS_LEFT, ORDERS_LEFT],
  'CREATE INDEX by_user ON orders (user_id); ALTER INDEX by_user RENAME TO other; DROP INDEX by_user;': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); index(user_id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX by_user ON orders (user_id); ALTER INDEX by_user RENAME TO other; DROP INDEX other;': [
    USERS_LEFT,
    ORDERS_LEFT,
  ],
  'CREATE INDEX by_user ON orders (user_id); CREATE INDEX IF NOT EXISTS by_user ON orders (status);': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); index(user_id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX CONCURRENTLY by_user ON orders USING hash (user_id);': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); index hash(user_id); fk(user_id) → users(id)',
  ],
  "CREATE INDEX ON orders (user_id DESC, (lower(status)) text_pattern_ops) INCLUDE (id) WHERE status = 'open';": [
    USERS_LEFT,
    "orders: id, user_id, status?; primary(id); unique(user_id, status); index(user_id desc, (lower(status)) text_pattern_ops) include(id) where status = 'open'; fk(user_id) → users(id)",
  ],
  'CREATE INDEX ON orders (user_id) WHERE user_id IS NOT NULL; ALTER TABLE orders RENAME user_id TO buyer_id;': [
    USERS_LEFT,
    'orders: id, buyer_id, status?; primary(id); unique(buyer_id, status); index(buyer_id) where buyer_id IS NOT NULL; fk(buyer_id) → users(id)',
  ],
  'CREATE INDEX ON orders (id) WHERE status IS NOT NULL; ALTER TABLE orders DROP COLUMN status;': [
    USERS_LEFT,
    'orders: id, user_id; primary(id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX ON orders (id) INCLUDE (status); ALTER TABLE orders DROP COLUMN status;': [
    USERS_LEFT,
    'orders: id, user_id; primary(id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX ON orders (lower(status)); ALTER TABLE orders DROP COLUMN status;': [
    USERS_LEFT,
    'orders: id, user_id; primary(id); fk(user_id) → users(id)',
  ],
  'CREATE INDEX ON orders (lower(status)); DROP INDEX orders_lower_idx;': [USERS_LEFT, ORDERS_LEFT],
  'ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status)',
  ],
  'ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO buyer; ALTER TABLE orders DROP CONSTRAINT buyer;': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status)',
  ],
  'ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO key; ALTER TABLE orders DROP CONSTRAINT key;': [
    USERS_LEFT,
    'orders: id, user_id, status?; unique(user_id, status); fk(user_id) → users(id)',
  ],
  'ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (user_id, status) REFERENCES users (id, email) ON DELETE SET NULL NOT VALID;':
    [
      USERS_LEFT,
      'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id); fk(user_id,status) → users(id,email) on delete set-null',
    ],
  'CREATE UNIQUE INDEX u ON orders (status); ALTER TABLE orders ADD CONSTRAINT c UNIQUE USING INDEX u;': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); unique(status); fk(user_id) → users(id)',
  ],
  "DO $$ BEGIN EXECUTE 'CREATE INDEX ON orders (user_id)'; END $$;": [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id); incomplete; columns unknown',
  ],
  'ALTER TABLE orders ADD COLUMN;': [
    USERS_LEFT,
    'orders: id, user_id, status?; primary(id); unique(user_id, status); fk(user_id) → users(id); incomplete; columns unknown',
  ],
  'CREATE TABLE copies (LIKE orders INCLUDING ALL);': [
    USERS_LEFT,
    ORDERS_LEFT,
    'copies: id, user_id, status?; primary(id); unique(user_id, status)',
  ],
  "CREATE TYPE mood AS ENUM ('a'); ALTER TABLE orders ADD mood mood;": [
    USERS_LEFT,
    'orders: id, user_id, status?, mood?; primary(id); unique(user_id, status); fk(user_id) → users(id)',
  ],
  'ALTER TABLE ONLY public.orders DROP COLUMN "status";': [
    USERS_LEFT,
    'orders: id, user_id; primary(id); fk(user_id) → users(id)',
  ],
  'CREATE TABLE "Order" (id int, "userId" int REFERENCES users);': [
    USERS_LEFT,
    ORDERS_LEFT,
    'Order: id?, userId?; fk(userId) → users(id)',
  ],
};

describe('tables of migrations', () => {
  for (const [sql, expected] of Object.entries(CASES)) {
    it(sql, async () => {
      const tables = await tablesOf({ 'migrations/0001_init.sql': ORDERS, 'migrations/0002_next.sql': sql });
      assert.deepEqual(tables, expected);
    });
  }

  it('runs the files in the order of their names', async () => {
    const tables = await tablesOf({
      'migrations/0010_drop.sql': 'DROP INDEX by_email;',
      'migrations/0002_index.sql': 'CREATE INDEX by_email ON users (email);',
      'migrations/0001_init.sql': ORDERS,
    });
    assert.deepEqual(tables, [USERS_LEFT, ORDERS_LEFT]);
  });

  it('remembers which statement of which file said what', async () => {
    const files = {
      'migrations/0001_init.sql': ORDERS,
      'migrations/0002_next.sql':
        'ALTER TABLE orders RENAME TO purchases;\nCREATE INDEX by_user ON purchases (user_id);\n',
    };
    const { model, uri } = await buildModel(files);
    const [database] = model.project.databases;
    const table = model.tables(database?.id ?? '').find(({ ref }) => ref.name === 'purchases');
    assert.equal(table?.place.uri, uri('migrations/0001_init.sql'));
    assert.equal(table?.foreignKeys[0]?.place.uri, uri('migrations/0001_init.sql'));
    const index = table?.indexes.find(({ name }) => name === 'by_user');
    assert.equal(index?.place.uri, uri('migrations/0002_next.sql'));
    assert.equal(model.tablesIn(uri('migrations/0002_next.sql')).length, 1);
    assert.equal(model.tablesIn(uri('migrations/0001_init.sql')).length, 2);
  });
});

async function tablesOf(files: TestFiles): Promise<string[]> {
  const { model } = await buildModel(files);
  return model.project.databases.flatMap(({ id }) => model.tables(id).map(describeTable));
}
