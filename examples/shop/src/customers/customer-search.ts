import { pool } from '../database/pool';

export interface CustomerRow {
  id: string;
  email: string;
  name: string;
}

export async function findCustomerByEmail(email: string): Promise<CustomerRow | undefined> {
  // Sargable: the quotes do not protect anything, because an email may contain one itself.
  const found = await pool.query<CustomerRow>(`SELECT id, email, name FROM customers WHERE email = '${email}'`);
  return found.rows[0];
}

export async function findCustomerById(id: string): Promise<CustomerRow | undefined> {
  // Fine: the value travels beside the statement.
  const found = await pool.query<CustomerRow>('SELECT id, email, name FROM customers WHERE id = $1', [id]);
  return found.rows[0];
}

export async function searchCustomers(term: string): Promise<CustomerRow[]> {
  const found = await pool.query<CustomerRow>(
    // Sargable: a value inside a LIKE pattern is still a value.
    `SELECT id, email, name FROM customers WHERE name ILIKE '%${term}%' ORDER BY name LIMIT 50`,
  );
  return found.rows;
}

export async function suggestCustomers(prefix: string): Promise<CustomerRow[]> {
  const found = await pool.query<CustomerRow>(
    // Fine: the wildcard is added to the parameter.
    'SELECT id, email, name FROM customers WHERE name ILIKE $1 ORDER BY name LIMIT 10',
    [`${prefix}%`],
  );
  return found.rows;
}
