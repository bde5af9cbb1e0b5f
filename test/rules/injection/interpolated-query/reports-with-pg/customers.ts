import { Pool, type PoolClient } from 'pg';

const pool = new Pool();

export function byEmail(email: string) {
  return pool.query(`SELECT id FROM customers WHERE email = '${email}'`);
//                                                           ^^^^^^^^ injection/interpolated-query
}

export function byTerm(term: string) {
  return pool.query('SELECT id FROM customers WHERE name ILIKE \'%' + term + '%\' ORDER BY name');
//                                                                    ^^^^ injection/interpolated-query
}

export function byCity(city: string, country: string) {
  return pool.query(`SELECT id FROM customers WHERE country = $1 AND city = '${city}'`, [country]);
//                                                                           ^^^^^^^ injection/interpolated-query
}

export async function rename(client: PoolClient, id: string, name: string) {
  await client.query({ text: `UPDATE customers SET name = '${name}' WHERE id = $1`, values: [id] });
//                                                         ^^^^^^^ injection/interpolated-query
}

export function byIds(ids: string[]) {
  return pool.query(`SELECT id FROM customers WHERE id IN (${ids.join(', ')})`);
//                                                         ^^^^^^^^^^^^^^^^^ injection/interpolated-query
}

export function byCountry(country: string) {
  const text = `SELECT id FROM customers WHERE country = '${country}'`;
//                                                        ^^^^^^^^^^ injection/interpolated-query
  return pool.query(text);
}

export function search(name: string | undefined) {
  let query = 'SELECT id FROM customers';
  if (name) query += ` WHERE name = '${name}'`;
//                                   ^^^^^^^ injection/interpolated-query
  return pool.query(query);
}
