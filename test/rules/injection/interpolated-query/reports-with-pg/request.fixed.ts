import pg from 'pg';

const client = new pg.Client();

interface Request {
  query: { status: string };
}

export function orders(req: Request) {
  const status = req.query.status;
  return client.query(`SELECT id FROM orders WHERE status = $1`, [status]);
}
