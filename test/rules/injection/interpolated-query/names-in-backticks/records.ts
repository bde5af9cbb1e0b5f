import mysql from 'mysql2/promise';

const pool = mysql.createPool('mysql://localhost/shop');

// A name takes no parameter, and the marks say that it is one.
export async function create(table: string) {
  await pool.query(`CREATE TABLE IF NOT EXISTS \`${table}\` (id int PRIMARY KEY)`);
}

export async function all(table: string) {
  return pool.query(`SELECT * FROM \`${table}\``);
}
