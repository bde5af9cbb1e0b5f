import { Pool } from 'pg';

const pool = new Pool();

export function page(size: number) {
  return pool.query(`SELECT id FROM customers ORDER BY id LIMIT $1`, [size]);
}

export function rows(updates: Array<{ id: number; place: number }>) {
  const values = updates.map(update => `(${update.id}, ${update.place})`).join(', ');
  return pool.query(`INSERT INTO places (id, place) VALUES ${values}`);
}

export function more(options: { limit: number }) {
  return pool.query(`SELECT id FROM customers ORDER BY id LIMIT $1`, [options.limit + 1]);
}
