const table = 'order items';
const enum Status {
  Open = 'open',
  Closed = 'closed',
}
enum Level {
  Low,
  High = 5,
  Higher,
}

export async function search(term: string, limit: string, sort: 'name' | 'age') {
  let text = "SELECT *\n  FROM \"t\" WHERE name = '" + term + "'";
  text += ` LIMIT ${Number(limit)} OFFSET ${limit - 1}`;
  await pool.query(text);
  await pool.query(`SELECT "id", \`x\`, '\u0041'
    FROM ${table} WHERE status = ${Status.Open} ORDER BY ${sort === 'name' ? 'name asc' : sort}`);
  return prisma.$queryRaw<Row[]>`SELECT * FROM users WHERE id = ${term} AND note = ${'a b'}`;
}
