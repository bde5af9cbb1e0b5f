import assert from 'node:assert/strict';
import { nameIndex } from '../../server/src/rules/shared/index-name';
import { buildModel } from './build-model';

/** The name of a new index on `orders (customer_id, …)` in a database that has these other indexes. */
async function named(indexes: string, columns = ['customer_id'], table = 'orders'): Promise<string> {
  const sql = `CREATE TABLE ${table} (id bigint PRIMARY KEY, customer_id bigint, placed_at date, state text);\n${indexes}`;
  const { model } = await buildModel({ 'db/migrations/0001_init.sql': sql });
  const [database] = model.project.databases;
  const [own] = model.tables(database?.id ?? '');
  assert.ok(own);
  return nameIndex(own, columns, model);
}

describe('the name of a new index', () => {
  it("is PostgreSQL's own where there is none to go by", async () => {
    assert.equal(await named(''), 'orders_customer_id_idx');
    assert.equal(await named('CREATE INDEX fast ON orders (state);'), 'orders_customer_id_idx');
    assert.equal(
      await named('ALTER TABLE orders ADD CONSTRAINT orders_state_ix UNIQUE (state);'),
      'orders_customer_id_idx',
    );
  });

  it('has the form of the others', async () => {
    const forms: readonly (readonly [existing: string, expected: string])[] = [
      ['index_orders_on_state', 'index_orders_on_customer_id_and_placed_at'],
      ['idx_orders_state', 'idx_orders_customer_id_placed_at'],
      ['ix_orders_state', 'ix_orders_customer_id_placed_at'],
      ['orders_state_index', 'orders_customer_id_placed_at_index'],
      ['orders_state', 'orders_customer_id_placed_at'],
    ];
    for (const [existing, expected] of forms) {
      assert.equal(await named(`CREATE INDEX ${existing} ON orders (state);`, ['customer_id', 'placed_at']), expected);
    }
  });

  it('has the form that most of them have', async () => {
    const indexes = `CREATE INDEX orders_state_idx ON orders (state);
CREATE INDEX idx_orders_placed_at ON orders (placed_at);
CREATE INDEX idx_orders_state_placed_at ON orders (state, placed_at);`;
    assert.equal(await named(indexes), 'idx_orders_customer_id');
  });

  it('is free', async () => {
    const indexes =
      'CREATE INDEX orders_customer_id_idx ON orders (state); CREATE TABLE orders_customer_id_idx1 (id int);';
    assert.equal(await named(indexes), 'orders_customer_id_idx2');
  });

  it('fits into 63 bytes with what tells its form', async () => {
    const long = await named('', ['customer_id', 'placed_at', 'state'], `orders_${'x'.repeat(50)}`);
    assert.equal(Buffer.byteLength(long), 63);
    assert.match(long, /_idx$/);
    const umlauts = await named('', ['customer_id'], `"${'ü'.repeat(30)}"`);
    assert.ok(Buffer.byteLength(umlauts) <= 63 && umlauts.endsWith('_idx'));
  });
});
