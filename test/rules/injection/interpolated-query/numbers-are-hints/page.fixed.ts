import { Pool } from 'pg';

const pool = new Pool();

export function page(size: number) {
  return pool.query(`SELECT id FROM customers ORDER BY id LIMIT $1`, [size]);
}
