import { Pool, type PoolClient } from 'pg';

const pool = new Pool();

export function byEmail(email: string) {
  return pool.query(`SELECT id FROM customers WHERE email = $1`, [email]);
}

export function byTerm(term: string) {
  return pool.query('SELECT id FROM customers WHERE name ILIKE $1 ORDER BY name', [`%${term}%`]);
}

export function byCity(city: string, country: string) {
  return pool.query(`SELECT id FROM customers WHERE country = $1 AND city = $2`, [country, city]);
}

export async function rename(client: PoolClient, id: string, name: string) {
  await client.query({ text: `UPDATE customers SET name = $2 WHERE id = $1`, values: [id, name] });
}

export function byIds(ids: string[]) {
  return pool.query(`SELECT id FROM customers WHERE id = ANY($1)`, [ids]);
}

export function byCountry(country: string) {
  const text = `SELECT id FROM customers WHERE country = $1`;
  return pool.query(text, [country]);
}

export function search(name: string | undefined) {
  let query = 'SELECT id FROM customers';
  if (name) query += ` WHERE name = '${name}'`;
  return pool.query(query);
}
