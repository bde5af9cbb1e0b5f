import { Pool } from 'pg';

const pool = new Pool();

// By its name a list of placeholders that the caller wrote.
export function byPlaceholders(placeholders: string, ids: string[]) {
  return pool.query(`SELECT id FROM customers WHERE id IN (${placeholders})`, ids);
}

// A text that holds a list cannot be sent as one: nothing is offered.
export function byList(list: string) {
  return pool.query(`SELECT id FROM customers WHERE id IN (${list})`);
//                                                         ^^^^^^^ injection/interpolated-query
}
