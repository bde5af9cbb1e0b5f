import { Pool } from 'pg';

const pool = new Pool();

export function byIds(ids: string[]) {
  const list = ids.map((_, i) => `$${i + 1}`).join(', ');
  return pool.query(`SELECT id FROM customers WHERE id IN (${list})`, ids);
}

export function insertAll(rows: { id: string; name: string }[]) {
  const values = rows.map((_, i) => `($${i * 2 + 1}, $${i * 2 + 2})`);
  return pool.query(
    `INSERT INTO customers (id, name) VALUES ${values.join(', ')}`,
    rows.flatMap(row => [row.id, row.name]),
  );
}

const FIELDS = ['id', 'name', 'email'];

export function all() {
  return pool.query(`SELECT ${FIELDS.join(', ')} FROM customers`);
}
