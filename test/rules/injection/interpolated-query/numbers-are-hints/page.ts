import { Pool } from 'pg';

const pool = new Pool();

export function page(size: number) {
  return pool.query(`SELECT id FROM customers ORDER BY id LIMIT ${size}`);
//                                                              ^^^^^^^ injection/interpolated-query
}

export function rows(updates: Array<{ id: number; place: number }>) {
  const values = updates.map(update => `(${update.id}, ${update.place})`).join(', ');
//                                       ^^^^^^^^^^^^ injection/interpolated-query
  return pool.query(`INSERT INTO places (id, place) VALUES ${values}`);
}

export function more(options: { limit: number }) {
  return pool.query(`SELECT id FROM customers ORDER BY id LIMIT ${options.limit + 1}`);
//                                                              ^^^^^^^^^^^^^^^^^^^^ injection/interpolated-query
}
