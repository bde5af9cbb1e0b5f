import { Pool, escapeLiteral } from 'pg';
import { PrismaClient, Prisma } from '@prisma/client';
import { ORDERS, Status } from './tables';

const pool = new Pool();
const prisma = new PrismaClient();
const COLUMNS = { newest: 'placed_at DESC', dearest: 'total_cents DESC' };

// Fine: constants of the program, also of another module.
export function open() {
  return pool.query(`SELECT id FROM ${ORDERS} WHERE status = '${Status.Open}'`);
}

// Another defect: a name cannot be a parameter.
export function inTable(table: string, direction: 'ASC' | 'DESC') {
  return pool.query(`SELECT id FROM ${table} ORDER BY id ${direction}`);
}

// Fine: one of two texts.
export function sorted(by: keyof typeof COLUMNS) {
  return pool.query(`SELECT id FROM orders ORDER BY ${COLUMNS[by]}`);
}

// Fine: the tag sends its holes as parameters.
export function tagged(id: string) {
  return prisma.$queryRaw`SELECT id FROM orders WHERE id = ${id} ${Prisma.sql`AND status = ${id}`}`;
}

// Fine: escaped, and a value that travels beside the text.
export function escaped(name: string) {
  return pool.query(`SELECT id FROM orders WHERE name = ${escapeLiteral(name)} AND note = $1`, [name]);
}

// Fine: one of the texts that its type allows.
export function withStatus(status: 'open' | 'closed') {
  return pool.query(`SELECT id FROM orders WHERE status = '${status}'`);
}

// Fine: quotes are doubled by hand.
export function named(name: string) {
  const doubled = name.replace(/'/g, "''");
  return pool.query(`SELECT id FROM orders WHERE name = '${doubled}'`);
}

// Another defect: these statements take no parameters.
export async function partition(from: string, tenant: string) {
  await pool.query(`CREATE TABLE orders_next PARTITION OF orders FOR VALUES FROM ('${from}') TO (MAXVALUE)`);
  await pool.query(`SET LOCAL app.tenant = '${tenant}'`);
}
