import { pool } from '../database/pool';
import { ordersTable } from './tables';

export interface OrderRow {
  number: number;
  status: string;
  total_cents: number;
  placed_at: Date;
}

export async function orderByNumber(orderNumber: string): Promise<OrderRow | undefined> {
  const found = await pool.query<OrderRow>(
    // Sargable: the number comes from the address bar as text, so it can be any text.
    `SELECT number, status, total_cents, placed_at FROM orders WHERE number = ${orderNumber}`,
  );
  return found.rows[0];
}

export async function ordersByNumbers(numbers: string[]): Promise<OrderRow[]> {
  const found = await pool.query<OrderRow>(
    // Sargable: a joined list is as many values as it has elements. `= ANY($1)` takes them all.
    `SELECT number, status, total_cents, placed_at FROM orders WHERE number IN (${numbers.join(',')})`,
  );
  return found.rows;
}

export async function ordersOfCustomer(customerId: string): Promise<OrderRow[]> {
  // Sargable: pasted with + or with a template, it is the same text in the end.
  const text = "SELECT number, status, total_cents, placed_at FROM orders WHERE customer_id = '" + customerId + "'";
  const found = await pool.query<OrderRow>(text);
  return found.rows;
}

export async function ordersByIds(ids: string[]): Promise<OrderRow[]> {
  // Fine: the hole holds $1, $2, $3, never a value.
  const placeholders = ids.map((_, index) => `$${index + 1}`).join(', ');
  const found = await pool.query<OrderRow>(
    `SELECT number, status, total_cents, placed_at FROM orders WHERE id IN (${placeholders})`,
    ids,
  );
  return found.rows;
}

export async function recentOrders(limit: string): Promise<OrderRow[]> {
  const found = await pool.query<OrderRow>(
    // Fine: the table's name is a constant, and Number() leaves nothing but a number.
    `SELECT number, status, total_cents, placed_at FROM ${ordersTable} ORDER BY placed_at DESC LIMIT ${Number(limit)}`,
  );
  return found.rows;
}

const sortColumns = { newest: 'placed_at', largest: 'total_cents', number: 'number' } as const;

export async function sortedOrders(sort: keyof typeof sortColumns, descending: boolean): Promise<OrderRow[]> {
  const found = await pool.query<OrderRow>(
    // Fine: the caller chooses among columns written here, and a column name cannot be a parameter.
    `SELECT number, status, total_cents, placed_at
     FROM orders
     ORDER BY ${sortColumns[sort]} ${descending ? 'DESC' : 'ASC'}
     LIMIT 100`,
  );
  return found.rows;
}
